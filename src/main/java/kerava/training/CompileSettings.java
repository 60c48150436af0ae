package kerava.training;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kerava.config.Family;
import kerava.config.Settings;
import kerava.engine.CompiledOutput;
import kerava.engine.CompiledSettings;
import kerava.layers.DTypePolicy;
import kerava.losses.Loss;
import kerava.metrics.Metric;
import kerava.network.Network;
import kerava.optimizers.LossScaleOptimizer;
import kerava.optimizers.Optimizer;
import kerava.optimizers.SGD;
import kerava.steps.TrainStep;
import org.jspecify.annotations.Nullable;

/**
 * What a model was compiled with; the metrics by the names they have in logs. For a model with several outputs, by the names of the layers
 * that make them: {@code CompileSettings.of(new Adam()).withLoss("price", new MeanSquaredError()).withLossWeight("price", 0.2)}. Source:
 * Keras {@code trainers/trainer.py} compile.
 *
 * @param optimizer null only as read from a file whose optimizer is not supported: such a model evaluates, and does not train
 * @param lossWeights what each loss is multiplied by, none if null
 * @param weightedMetrics those for which samples and classes weigh as they do in the loss
 * @param trainStep null: Keras's own
 * @param autoScaleLoss whether a model of the policy {@code mixed_float16} has its optimizer in a {@link LossScaleOptimizer}; no file holds
 * it
 */
public record CompileSettings(@Nullable Optimizer optimizer, PerOutput<Loss> losses, @Nullable PerOutput<Double> lossWeights,
    PerOutput<Map<String, Metric>> outputMetrics, PerOutput<Map<String, Metric>> weightedMetrics, @Nullable TrainStep trainStep,
    boolean autoScaleLoss) {
  public CompileSettings {
    require(losses != null, inJava("take new SparseCategoricalCrossentropy(), for example"), "compile: the loss must not be null");
    if (lossWeights != null)
      lossWeights.values()
          .forEach(weight -> require(Double.isFinite(weight), "compile: a loss weight must be a number, got %s", weight));
  }

  /** With Keras's own training step, on a loss that is scaled where Keras scales it. */
  public CompileSettings(Optimizer optimizer, PerOutput<Loss> losses, PerOutput<Double> lossWeights,
      PerOutput<Map<String, Metric>> outputMetrics) {
    this(optimizer, losses, lossWeights, outputMetrics, PerOutput.named(Map.of()), null, true);
  }

  /** One loss for all outputs, and metrics for the only one. */
  public CompileSettings(Optimizer optimizer, Loss loss, Map<String, Metric> metrics) {
    this(optimizer, loss == null ? null : PerOutput.all(loss), null,
        PerOutput.all(Collections.unmodifiableMap(new LinkedHashMap<>(metrics))));
  }

  /** No loss yet. */
  public static CompileSettings of(Optimizer optimizer) {
    return new CompileSettings(optimizer, PerOutput.named(Map.of()), null, PerOutput.named(Map.of())).checked();
  }

  public static CompileSettings of(Optimizer optimizer, Loss loss, Metric... metrics) {
    return new CompileSettings(optimizer, loss, named(metrics)).checked();
  }

  private static Map<String, Metric> named(Metric... metrics) {
    Map<String, Metric> named = new LinkedHashMap<>();
    for (Metric metric : metrics) {
      require(metric != null, "compile: a metric must not be null; leave it out instead");
      require(named.put(metric.logName(), metric) == null,
          inJava("give each a name, new CompileSettings(optimizer, loss, Map.of(name, metric, ...))"),
          "compile: two metrics are called %s", metric.logName());
    }
    return named;
  }

  /** By Keras's names; a metric's name in logs is the one given, {@code "acc"} as well as {@code "accuracy"}. */
  public static CompileSettings of(String optimizer, String loss, String... metrics) {
    Map<String, Metric> named = new LinkedHashMap<>();
    for (String metric : metrics) named.put(metric, Family.byName(Metric.class, metric));
    return new CompileSettings(Family.byName(Optimizer.class, optimizer), Family.byName(Loss.class, loss), named);
  }

  /** The loss of the output that the layer {@code output} makes. */
  public CompileSettings withLoss(String output, Loss loss) { return Settings.with(this, "losses", losses.with(output, loss)); }

  /** What the loss of {@code output} is multiplied by in the whole. */
  public CompileSettings withLossWeight(String output, double weight) {
    return Settings.with(this, "lossWeights", (lossWeights == null ? PerOutput.<Double>named(Map.of()) : lossWeights).with(output, weight));
  }

  /** What is told of {@code output} beside its loss. */
  public CompileSettings withMetrics(String output, Metric... metrics) {
    return Settings.with(this, "outputMetrics", outputMetrics.with(output, named(metrics)));
  }

  /** What is told of the only output beside, samples weighing as they do in its loss: Keras's {@code weighted_metrics}. */
  public CompileSettings withWeightedMetrics(Metric... metrics) { return withWeightedMetrics(PerOutput.all(named(metrics))); }

  /** The same of {@code output}. */
  public CompileSettings withWeightedMetrics(String output, Metric... metrics) {
    return withWeightedMetrics(weightedMetrics.with(output, named(metrics)));
  }

  /** The same by names. */
  public CompileSettings withWeightedMetrics(PerOutput<Map<String, Metric>> metrics) {
    return Settings.with(this, "weightedMetrics", metrics);
  }

  /** What training does with each batch in place of Keras's own step. No file holds it: compile a model that was loaded with it again. */
  public CompileSettings withTrainStep(TrainStep step) { return Settings.with(this, "trainStep", step); }

  /** Whether a model of the policy {@code mixed_float16} scales its loss by itself. No file holds it: one that is loaded does. */
  public CompileSettings withAutoScaleLoss(boolean scales) { return Settings.with(this, "autoScaleLoss", scales); }

  /** What trains {@code network}: {@link #optimizer}, or that in a {@link LossScaleOptimizer}. */
  public Optimizer optimizer(Network network) {
    boolean scales = autoScaleLoss && network.dtypePolicy() == DTypePolicy.MIXED_FLOAT16;
    return optimizer == null || !scales || optimizer instanceof LossScaleOptimizer ? optimizer : new LossScaleOptimizer(optimizer);
  }

  /** The loss for all outputs; null: each has its own. */
  public @Nullable Loss loss() { return losses.all(); }

  /** Those of the only output. */
  public Map<String, Metric> metrics() { return outputMetrics.all() == null ? Map.of() : outputMetrics.all(); }

  /** This, if it can train. */
  public CompileSettings checked() {
    require(optimizer != null, inJava("take new Adam(), for example"), "compile: the optimizer must not be null");
    return this;
  }

  /**
   * For a model with these outputs. Without an optimizer of its own it has the one that keeps nothing, for what evaluates has one too.
   */
  public CompiledSettings compiled(List<String> outputs) { return compiled(outputs, optimizer); }

  /** For {@code network}. */
  public CompiledSettings compiled(Network network) {
    CompiledSettings compiled = compiled(network.outputNames(), optimizer(network));
    for (int i = 0; i < compiled.outputs().size(); i++)
      require(network.outputTypes().get(i).isFloating() || !compiled.outputs().get(i).isJudged(),
          "compile: a loss and metrics are of outputs with a floating type, got output '%s' of %s; add a layer that makes floats, or give it none",
          compiled.outputs().get(i).name(), network.outputTypes().get(i));
    return compiled;
  }

  private CompiledSettings compiled(List<String> outputs, Optimizer training) {
    List<Loss> each = losses.of("a loss", outputs);
    List<Double> weights = lossWeights == null ? Collections.nCopies(outputs.size(), null) : lossWeights.of("a loss weight", outputs);
    Set<String> taken = new HashSet<>();
    List<Map<String, Metric>> metrics = metrics(outputs, outputMetrics, taken), weighted = metrics(outputs, weightedMetrics, taken);
    List<CompiledOutput> compiled = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++)
      compiled.add(new CompiledOutput(outputs.get(i), each.get(i), weights.get(i), metrics.get(i), weighted.get(i)));
    require(each.stream().anyMatch(loss -> loss != null), "compile: no output of %s has a loss; give at least one", outputs);
    return new CompiledSettings(training == null ? new SGD() : training, compiled, trainStep);
  }

  /**
   * As in Keras a list for several outputs has one for each of them, and each has its output's name in front in logs. {@code taken}: the
   * names in logs.
   */
  private static List<Map<String, Metric>> metrics(List<String> outputs, PerOutput<Map<String, Metric>> given, Set<String> taken) {
    if (outputs.size() == 1) return List.of(named(merged(given.values()), "", taken));
    Map<String, Metric> one = given.all() == null ? Map.of() : given.all();
    require(given.all() == null || one.isEmpty() || one.size() == outputs.size(),
        inJava("call withMetrics(output, metrics)"), "compile: metrics must be given output by output, for %s, got %s for all", outputs,
        one.keySet());
    PerOutput<Map<String, Metric>> listed =
        one.isEmpty() ? given : PerOutput.listed(one.entrySet().stream().map(each -> Map.of(each.getKey(), each.getValue())).toList());
    List<Map<String, Metric>> found = listed.of("a metric", outputs), named = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++)
      named.add(found.get(i) == null ? Map.of() : named(found.get(i), outputs.get(i) + "_", taken));
    return named;
  }

  /**
   * By the names in logs, which begin with {@code prefix}; {@code weighted_} goes before one that is taken. Source: Keras
   * {@code trainers/compile_utils.py} result.
   */
  private static Map<String, Metric> named(Map<String, Metric> metrics, String prefix, Set<String> taken) {
    Map<String, Metric> named = new LinkedHashMap<>();
    metrics.forEach((name, metric) -> {
      String plain = name.startsWith(prefix) ? name.substring(prefix.length()) : name, told = prefix + plain;
      if (!taken.add(told)) {
        told = prefix + "weighted_" + plain;
        require(taken.add(told), "compile: two metrics are called %s; give each a name of its own", told);
      }
      named.put(told, metric);
    });
    return named;
  }

  private static Map<String, Metric> merged(List<Map<String, Metric>> all) {
    Map<String, Metric> merged = new LinkedHashMap<>();
    all.forEach(merged::putAll);
    return merged;
  }
}

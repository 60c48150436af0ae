package kerava.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kerava.metrics.Metric;
import kerava.optimizers.Optimizer;
import kerava.random.Rules;
import kerava.steps.TrainStep;

/**
 * What a model is compiled for, output by output; metrics are resolved to the shapes at hand when their graph is written.
 *
 * @param trainStep what training does with a batch; null: what Keras does
 * @param rules those of the model
 */
public record CompiledSettings(Optimizer optimizer, List<CompiledOutput> outputs, TrainStep trainStep, Rules rules) {
  /** What logs call the loss. */
  static final String LOSS = "loss";

  public CompiledSettings { outputs = List.copyOf(outputs); }

  /** By the rules of Keras 3. */
  public CompiledSettings(Optimizer optimizer, List<CompiledOutput> outputs, TrainStep trainStep) {
    this(optimizer, outputs, trainStep, Rules.KERAS_3);
  }

  /** The same by those of Keras 2, with {@code legacy} in place of the optimizer. */
  public CompiledSettings byKeras2(Optimizer legacy) { return new CompiledSettings(legacy, outputs, trainStep, Rules.KERAS_2); }

  /** The outputs that have a loss. */
  public List<CompiledOutput> losses() { return outputs.stream().filter(output -> output.loss() != null).toList(); }

  /** Whether each loss is told by itself, as in Keras those of several are. */
  boolean tellsEachLoss() { return losses().size() > 1; }

  /** The names of what is told, in order: the loss, that of each output if there are several, the metrics. */
  public List<String> told() {
    List<String> names = new ArrayList<>(List.of(LOSS));
    if (tellsEachLoss()) losses().forEach(output -> names.add(output.name() + "_loss"));
    metrics().forEach(metric -> names.add(metric.name()));
    return names;
  }

  /** A metric of an output. {@code weighted}: samples weigh for it as they do in the loss. */
  record Told(String name, int output, Metric metric, boolean weighted) {}

  /** Those of all outputs, and then the weighted ones of all. */
  List<Told> metrics() {
    List<Told> all = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) add(all, i, outputs.get(i).metrics(), false);
    for (int i = 0; i < outputs.size(); i++) add(all, i, outputs.get(i).weighted(), true);
    return all;
  }

  private static void add(List<Told> all, int output, Map<String, Metric> metrics, boolean weighted) {
    metrics.forEach((name, metric) -> all.add(new Told(name, output, metric, weighted)));
  }

  /** How many of {@link #told} are losses, which stand before the metrics. */
  public int toldLosses() { return tellsEachLoss() ? 1 + losses().size() : 1; }
}

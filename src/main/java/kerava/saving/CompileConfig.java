package kerava.saving;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import kerava.KeravaException;
import kerava.config.Family;
import kerava.config.Limits;
import kerava.config.Names;
import kerava.config.Warnings;
import kerava.losses.Loss;
import kerava.metrics.Accuracy;
import kerava.metrics.Metric;
import kerava.optimizers.LossScaleOptimizer;
import kerava.optimizers.MultiOptimizer;
import kerava.optimizers.Optimizer;
import kerava.optimizers.OptimizerMap;
import kerava.training.CompileSettings;
import kerava.training.PerOutput;
import kerava.training.UnsupportedSetting;

/**
 * What a model was compiled with, as Keras writes it: {@code compile_config} of .keras, {@code training_config} of .h5. Source: Keras
 * {@code trainers/trainer.py} get_compile_config, {@code legacy/saving/saving_utils.py}.
 */
final class CompileConfig {
  static final String KEY = "compile_config";
  private static final String LOSS_WEIGHTS = "loss_weights", WEIGHTED_METRICS = "weighted_metrics";
  private static final Set<String> OWN = Set.of("optimizer", "optimizer_config", "loss", "metrics", LOSS_WEIGHTS, WEIGHTED_METRICS);
  /** Needed by TensorFlow 2.2, and taken by no Keras 3. */
  private static final String SAMPLE_WEIGHT_MODE = "sample_weight_mode";

  private CompileConfig() {}

  /** Of a model's JSON; null if it was not compiled. */
  static Object in(Map<String, Object> model) {
    Object compile = model.get(KEY);
    return compile instanceof Map<?, ?> settings && settings.isEmpty() ? null : compile;
  }

  /** Puts that of {@code from} into the JSON of the model, if it is compiled, with an optimizer that is known. */
  static void put(Snapshot from, Map<String, Object> model) {
    if (from.settings() != null && from.settings().optimizer() != null)
      model.put(KEY, write(from.settings(), from.learningRate(), from.network().outputNames(), ObjectWriter.MODERN));
  }

  /** {@code outputs}: the names of the model's. */
  static Map<String, Object> write(CompileSettings settings, Double learningRate, List<String> outputs, ObjectWriter writer) {
    if (settings.trainStep() != null)
      Warnings.warn("save: the file is without the model's own training step, %s; compile the model that is loaded with it again",
          settings.trainStep().getClass().getName());
    Map<String, Object> config = new LinkedHashMap<>();
    if (writer.modules()) config.put("optimizer", optimizer(settings.optimizer(), learningRate, writer));
    config.put("loss", each(settings.losses(), outputs, loss -> loss == null ? null : loss(loss, writer)));
    config.put("metrics", each(settings.outputMetrics(), List.of(), metrics -> metrics(metrics, writer)));
    config.put(LOSS_WEIGHTS, settings.lossWeights() == null
        ? null
        : each(settings.lossWeights(), outputs, weight -> weight == null ? 1.0 : weight));
    boolean weighted = settings.weightedMetrics().values().stream().anyMatch(metrics -> !metrics.isEmpty());
    config.put(WEIGHTED_METRICS, weighted ? each(settings.weightedMetrics(), List.of(), metrics -> metrics(metrics, writer)) : null);
    if (writer.dialect() == Dialect.KERAS_2) {
      Keras2Metrics.check(settings.weightedMetrics());
      config.put(SAMPLE_WEIGHT_MODE, null);
    }
    if (!writer.modules()) config.put("optimizer_config", optimizer(settings.optimizer(), learningRate, writer));
    return config;
  }

  /** Warns of what Keras has no place for in a file. */
  static void warnOfLoss(String file, CompileSettings written) {
    if (written == null) return;
    List<String> excluded =
        written.optimizer().optimizers().stream().flatMap(one -> one.options().excludedFromWeightDecay().stream()).toList();
    if (!excluded.isEmpty())
      Warnings.warn("%s: holds no names of what is excluded from weight decay, for Keras keeps none in files: %s; compile a model that is "
          + "loaded from it anew", file, excluded);
  }

  /** As it was given: one for all, a list, or an object, in which Keras wants all of {@code outputs}. */
  private static <T> Object each(PerOutput<T> setting, List<String> outputs, Function<T, Object> written) {
    if (setting.listed() != null) return setting.listed().stream().map(written).collect(Collectors.toCollection(ArrayList::new));
    if (setting.named() == null) return written.apply(setting.all());
    Map<String, Object> named = new LinkedHashMap<>();
    outputs.forEach(output -> named.put(output, written.apply(null)));
    setting.named().forEach((output, value) -> named.put(output, written.apply(value)));
    return named;
  }

  private static List<Object> metrics(Map<String, Metric> metrics, ObjectWriter writer) {
    if (metrics == null) return List.of();
    return metrics.entrySet().stream().map(metric -> metric(metric.getKey(), metric.getValue(), writer)).toList();
  }

  private static Map<String, Object> optimizer(Optimizer optimizer, Double learningRate, ObjectWriter writer) {
    String className = optimizer.getClass().getSimpleName();
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("name", writer.dialect() == Dialect.KERAS_3 ? Names.snakeCase(className) : className);
    config.putAll(writer.config(ObjectWriter.record(optimizer)));
    if (optimizer instanceof LossScaleOptimizer scales) {
      config.put("inner_optimizer", optimizer(scales.innerOptimizer(), learningRate, writer.ofParts()));
    } else
      if (optimizer instanceof MultiOptimizer many) config.put("optimizer_map", optimizers(many.optimizerMap(), writer.ofParts()));
      else if (learningRate != null) config.put("learning_rate", learningRate);
    if (writer.dialect() == Dialect.KERAS_2 && Keras2Optimizers.modern(optimizer)) {
      config.put(Keras2Optimizers.IS_LEGACY, false);
      className = Keras2Optimizers.PACKAGE + className;
    }
    Map<String, Object> object = writer.object(ObjectWriter.record(optimizer), config);
    if (!Custom.isCustom(optimizer.getClass())) object.put("class_name", className);
    return object;
  }

  private static Map<String, Object> optimizers(OptimizerMap map, ObjectWriter writer) {
    Map<String, Object> byKey = new LinkedHashMap<>();
    map.optimizerMap().forEach((key, one) -> byKey.put(key, optimizer(one, null, writer)));
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("default_optimizer", optimizer(map.defaultOptimizer(), null, writer));
    config.put("optimizer_map", byKey);
    return writer.object(map, config);
  }

  /** By its name where all settings are the default. */
  private static Object loss(Loss loss, ObjectWriter writer) {
    String name = Names.snakeCase(loss.getClass().getSimpleName());
    boolean plain = !Custom.isCustom(loss.getClass()) && loss.equals(Family.byName(Loss.class, name));
    return plain ? name : named(name, ObjectWriter.record(loss), writer);
  }

  /** By its name, if it is one under which Keras keeps strings; a metric's name is the one in the logs. */
  private static Object metric(String name, Metric metric, ObjectWriter writer) {
    return metric instanceof Accuracy ? name : named(name, ObjectWriter.record(metric), writer);
  }

  private static Map<String, Object> named(String name, Record record, ObjectWriter writer) {
    Map<String, Object> config = new LinkedHashMap<>(Map.of("name", name));
    config.putAll(writer.config(record));
    return writer.object(record, config);
  }

  /**
   * What can be read of {@code json}, for a model with these outputs, null if they are not known; without its optimizer if that is not
   * supported, null if the rest is not. What is not supported is left aside, and what comes from elsewhere than Keras refused.
   */
  static CompileSettings read(Object json, List<String> outputs, ObjectReader objects) {
    ObjectReader goal = objects.aside(UnsupportedSetting.Kind.LOSS);
    Map<String, Object> config = goal.object(json, "compile");
    if (config == null) return null;
    config.forEach((key, value) -> {
      if (!OWN.contains(key)) IgnorableKeys.check(null, "compile", key, value(key, value), goal.problems(), "compile");
    });
    String key = config.containsKey("optimizer_config") ? "optimizer_config" : "optimizer";
    Optimizer optimizer = objects.aside(UnsupportedSetting.Kind.OPTIMIZER).read(Optimizer.class, config.get(key), "compile, " + key);
    PerOutput<Loss> losses = perOutput(config.get("loss"), outputs, one -> loss(one, goal));
    if (losses.values().isEmpty() && goal.problems().count() == 0)
      goal.problems().with(config.get("loss")).add("compile, loss", "must be a loss, got %s", Problems.told(config.get("loss")));
    PerOutput<Double> weights =
        config.get(LOSS_WEIGHTS) == null ? null : weights(perOutput(config.get(LOSS_WEIGHTS), outputs, one -> weight(one, goal)), losses);
    PerOutput<Map<String, Metric>> metrics = metrics(config.get("metrics"), outputs, goal);
    PerOutput<Map<String, Metric>> weighted = metrics(config.get(WEIGHTED_METRICS), outputs, goal);
    if (objects.dialect() == Dialect.KERAS_2) Keras2Metrics.checkWeighted(weighted, goal.problems());
    if (goal.problems().count() > 0) return null;
    CompileSettings settings = new CompileSettings(optimizer, losses, weights, metrics);
    if (weighted.values().stream().anyMatch(each -> !each.isEmpty())) settings = settings.withWeightedMetrics(weighted);
    return outputs == null || fits(settings, outputs, goal.problems()) ? settings : null;
  }

  /** What stands for all outputs, in a list for each, or by name; one in a list or alone by name is for the only output. */
  private static <T> PerOutput<T> perOutput(Object json, List<String> outputs, Function<Object, T> read) {
    boolean only = outputs == null || outputs.size() == 1;
    if (json instanceof List<?> list && only && list.size() == 1) return perOutput(list.get(0), outputs, read);
    if (json instanceof List<?> list) return PerOutput.listed(list.stream().map(read).collect(Collectors.toCollection(ArrayList::new)));
    if (!isByName(json)) return PerOutput.all(read.apply(json));
    Map<?, ?> byName = (Map<?, ?>) json;
    if (only && byName.size() == 1) return perOutput(byName.values().iterator().next(), outputs, read);
    Map<String, T> named = new LinkedHashMap<>();
    byName.forEach((name, value) -> named.put((String) name, read.apply(value)));
    return PerOutput.named(named);
  }

  private static boolean fits(CompileSettings settings, List<String> outputs, Problems problems) {
    try {
      settings.compiled(outputs);
      return true;
    } catch (KeravaException e) {
      problems.add("", "%s", e.plain());
      return false;
    }
  }

  private static boolean isByName(Object json) { return json instanceof Map<?, ?> outputs && !outputs.containsKey("class_name"); }

  /** Keras wants a weight even for an output without a loss. */
  private static PerOutput<Double> weights(PerOutput<Double> weights, PerOutput<Loss> losses) {
    if (weights.named() == null || losses.named() == null) return weights;
    Map<String, Double> needed = new LinkedHashMap<>(weights.named());
    needed.keySet().removeIf(output -> losses.named().containsKey(output) && losses.named().get(output) == null);
    return PerOutput.named(needed);
  }

  private static PerOutput<Map<String, Metric>> metrics(Object json, List<String> outputs, ObjectReader objects) {
    boolean several = outputs != null && outputs.size() > 1;
    boolean listed = json instanceof List<?> list && list.stream().anyMatch(List.class::isInstance);
    return several && (listed || isByName(json))
        ? perOutput(json, outputs, one -> metricsOf(one, objects))
        : PerOutput.all(metricsOf(json, objects));
  }

  /** Those of one output, of which there may be one, a list, or none. */
  private static Map<String, Metric> metricsOf(Object json, ObjectReader objects) {
    Map<String, Metric> metrics = new LinkedHashMap<>();
    List<Object> listed = each(json, new ArrayList<>());
    Limits.check(objects.problems().file(), "metrics", listed.size(), objects.limits().layers());
    for (Object metric : listed) metric(metric, objects, metrics);
    return metrics;
  }

  private static Double weight(Object json, ObjectReader objects) {
    if (json == null) return null;
    if (json instanceof Number number && Double.isFinite(number.doubleValue())) return number.doubleValue();
    objects.problems().with(json).add("compile, " + LOSS_WEIGHTS, "must be numbers, got %s", Problems.told(json));
    return null;
  }

  /** Warns of what is left aside of {@code json}, and where Python runs the same model otherwise. */
  static void warn(Object json, CompileSettings read, Problems problems) {
    List<UnsupportedSetting> aside = problems.leftAside().stream().filter(each -> each.kind().compiled()).toList();
    if (!aside.isEmpty())
      Warnings.warn("%s: is loaded without its %s, which it does not need to predict: %s; compile it anew to %s", problems.file(),
          read == null ? "compile settings" : "optimizer", UnsupportedSetting.told(aside),
          read == null ? "evaluate or train it" : "train it");
    if (json instanceof Map<?, ?> config && Boolean.TRUE.equals(config.get("jit_compile")))
      Warnings.warn("%s: was compiled with jit_compile, so Python runs it through XLA, which rounds otherwise; here it runs as with "
          + "jit_compile=False", problems.file());
  }

  /** Settings for each of a model's outputs, of which there is one. */
  private static Object value(String key, Object value) {
    if (!key.equals(SAMPLE_WEIGHT_MODE)) return value;
    return each(value, new ArrayList<>()).isEmpty() ? null : value;
  }

  /** The things that {@code json} lists, which may be one alone, a list, or an object with one for each output; nulls left out. */
  private static List<Object> each(Object json, List<Object> into) {
    if (json instanceof List<?> list) list.forEach(one -> each(one, into));
    else if (json instanceof Map<?, ?> outputs && !outputs.containsKey("class_name")) outputs.values().forEach(one -> each(one, into));
    else if (json != null) into.add(json);
    return into;
  }

  private static Loss loss(Object json, ObjectReader objects) {
    return json == null ? null : objects.read(Loss.class, withoutFunction(json, objects), "compile, loss");
  }

  /** The function of which Keras 2 makes a loss is told by its class. */
  private static Object withoutFunction(Object json, ObjectReader objects) {
    if (!(json instanceof Map<?, ?> loss) || !(loss.get("config") instanceof Map<?, ?> config) || !config.containsKey("fn")) return json;
    String name = loss.get("class_name") instanceof String text ? Names.snakeCase(text) : "";
    if (!name.equals(config.get("fn")))
      objects.problems().add("compile, loss", "fn must be %s, got %s", name, Problems.told(config.get("fn")));
    return without(loss, config, "fn");
  }

  private static void metric(Object json, ObjectReader objects, Map<String, Metric> metrics) {
    String where = "compile, metrics";
    Object name = json, described = json;
    if (json instanceof Map<?, ?> object && object.get("config") instanceof Map<?, ?> config) {
      name = config.get("name");
      described = "MeanMetricWrapper".equals(object.get("class_name"))
          ? function(config, objects)
          : without(object, objects.dialect() == Dialect.KERAS_2 ? Keras2Metrics.counted(object.get("class_name"), config) : config,
              "name");
    }
    Metric metric = objects.read(Metric.class, described, where);
    if (metric == null) return;
    if (!(name instanceof String text)) name = metric.logName();
    if (metrics.put((String) name, metric) != null) objects.problems().add(where, "two are named %s", Problems.told(name));
  }

  /** The name of the function of which Keras 2 takes the mean. */
  private static Object function(Map<?, ?> config, ObjectReader objects) {
    config.forEach((key, value) -> {
      if (!Set.of("name", "fn").contains(key))
        IgnorableKeys.check(Metric.class, "MeanMetricWrapper", (String) key, value, objects.problems(), "compile, metrics");
    });
    return config.get("fn");
  }

  private static Map<String, Object> without(Map<?, ?> object, Map<?, ?> config, String key) {
    Map<String, Object> rest = new LinkedHashMap<>();
    object.forEach((name, value) -> rest.put((String) name, value));
    Map<Object, Object> kept = new LinkedHashMap<>(config);
    kept.remove(key);
    rest.put("config", kept);
    return rest;
  }
}

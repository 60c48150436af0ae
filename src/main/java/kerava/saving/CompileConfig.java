package kerava.saving;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kerava.config.Family;
import kerava.config.Limits;
import kerava.config.Names;
import kerava.losses.Loss;
import kerava.metrics.Accuracy;
import kerava.metrics.Metric;
import kerava.optimizers.Optimizer;
import kerava.training.CompileSettings;

/**
 * What a model was compiled with, as Keras writes it: {@code compile_config} of .keras, {@code training_config} of .h5. Source: Keras
 * {@code trainers/trainer.py} get_compile_config, {@code legacy/saving/saving_utils.py}.
 */
final class CompileConfig {
  private static final Set<String> OWN = Set.of("optimizer", "optimizer_config", "loss", "metrics");
  private static final List<String> UNUSED = List.of("loss_weights", "weighted_metrics");

  private CompileConfig() {}

  static Map<String, Object> write(CompileSettings settings, Double learningRate, ObjectWriter writer) {
    Map<String, Object> config = new LinkedHashMap<>();
    if (writer.modules()) config.put("optimizer", optimizer(settings.optimizer(), learningRate, writer));
    config.put("loss", loss(settings.loss(), writer));
    config.put("metrics",
        settings.metrics().entrySet().stream().map(metric -> metric(metric.getKey(), metric.getValue(), writer)).toList());
    UNUSED.forEach(key -> config.put(key, null));
    if (!writer.modules()) config.put("optimizer_config", optimizer(settings.optimizer(), learningRate, writer));
    return config;
  }

  private static Map<String, Object> optimizer(Optimizer optimizer, Double learningRate, ObjectWriter writer) {
    String className = optimizer.getClass().getSimpleName();
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("name", writer.dialect() == Dialect.KERAS_3 ? Names.snakeCase(className) : className);
    config.putAll(writer.config((Record) optimizer));
    if (learningRate != null) config.put("learning_rate", learningRate);
    if (writer.dialect() == Dialect.KERAS_2 && Keras2Optimizers.legacyDiffers(optimizer)) {
      config.put(Keras2Optimizers.IS_LEGACY, false);
      className = Keras2Optimizers.PACKAGE + className;
    }
    return writer.object(ObjectWriter.module((Record) optimizer), className, config);
  }

  /** By its name where all settings are the default. */
  private static Object loss(Loss loss, ObjectWriter writer) {
    String name = Names.snakeCase(loss.getClass().getSimpleName());
    return loss.equals(Family.byName(Loss.class, name)) ? name : named(name, (Record) loss, writer);
  }

  /** By its name, if it is one under which Keras keeps strings; a metric's name is the one in the logs. */
  private static Object metric(String name, Metric metric, ObjectWriter writer) {
    return metric instanceof Accuracy ? name : named(name, (Record) metric, writer);
  }

  private static Map<String, Object> named(String name, Record record, ObjectWriter writer) {
    Map<String, Object> config = new LinkedHashMap<>(Map.of("name", name));
    config.putAll(writer.config(record));
    return writer.object(ObjectWriter.module(record), record.getClass().getSimpleName(), config);
  }

  /** Null, with problems, if it is not what Kerava has. */
  static CompileSettings read(Map<String, Object> config, ObjectReader objects) {
    Problems problems = objects.problems();
    int before = problems.count();
    config.forEach((key, value) -> {
      if (!OWN.contains(key)) OtherKeys.check(null, "compile", key, value, problems, "compile");
    });
    String key = config.containsKey("optimizer_config") ? "optimizer_config" : "optimizer";
    Optimizer optimizer = objects.read(Optimizer.class, config.get(key), "compile, " + key);
    Loss loss = objects.read(Loss.class, loss(config.get("loss"), objects), "compile, loss");
    Map<String, Metric> metrics = new LinkedHashMap<>();
    List<Object> listed = list(config.get("metrics"), problems);
    Limits.check(problems.file(), "metrics", listed.size(), objects.limits().layers());
    for (Object metric : listed) metric(metric, objects, metrics);
    return problems.count() > before ? null : new CompileSettings(optimizer, loss, metrics);
  }

  /** The function of which Keras 2 makes a loss is told by its class. */
  private static Object loss(Object json, ObjectReader objects) {
    if (!(json instanceof Map<?, ?> loss) || !(loss.get("config") instanceof Map<?, ?> config) || !config.containsKey("fn")) return json;
    String name = loss.get("class_name") instanceof String text ? Names.snakeCase(text) : "";
    if (!name.equals(config.get("fn")))
      objects.problems().add("compile, loss", "fn must be %s, got %s", name, Problems.told(config.get("fn")));
    return without(loss, config, "fn");
  }

  /** Keras 2 lists the metrics of each output. */
  private static List<Object> list(Object metrics, Problems problems) {
    List<Object> list = new ArrayList<>();
    if (metrics instanceof List<?> given && given.size() == 1 && given.get(0) instanceof List<?> only) list.addAll(only);
    else if (metrics instanceof List<?> given) list.addAll(given);
    else if (metrics != null) problems.add("compile, metrics", "must be a list, got %s", Problems.told(metrics));
    return list;
  }

  private static void metric(Object json, ObjectReader objects, Map<String, Metric> metrics) {
    String where = "compile, metrics";
    Object name = json, described = json;
    if (json instanceof Map<?, ?> object && object.get("config") instanceof Map<?, ?> config) {
      name = config.get("name");
      described = "MeanMetricWrapper".equals(object.get("class_name")) ? function(config, objects) : without(object, config, "name");
    }
    Metric metric = objects.read(Metric.class, described, where);
    if (metric == null) return;
    if (!(name instanceof String text)) name = Names.snakeCase(metric.getClass().getSimpleName());
    if (metrics.put((String) name, metric) != null) objects.problems().add(where, "two are named %s", Problems.told(name));
  }

  /** The name of the function of which Keras 2 takes the mean. */
  private static Object function(Map<?, ?> config, ObjectReader objects) {
    config.forEach((key, value) -> {
      if (!Set.of("name", "fn").contains(key))
        OtherKeys.check(Metric.class, "MeanMetricWrapper", (String) key, value, objects.problems(), "compile, metrics");
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

package kerava.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kerava.activations.ActivationFunction;
import kerava.activations.Activations;
import kerava.config.Family;
import kerava.config.Names;
import kerava.config.Numbers;
import kerava.config.Settings;
import kerava.initializers.Initializer;
import kerava.layers.Input;
import kerava.layers.Layer;
import kerava.layers.Values;
import kerava.losses.Loss;
import kerava.metrics.Metric;
import kerava.metrics.Thresholds;
import kerava.models.Sequential;
import kerava.optimizers.Configured;
import kerava.optimizers.Optimizer;
import kerava.optimizers.OptimizerMap;
import kerava.optimizers.OptimizerOptions;
import kerava.optimizers.schedules.Rate;
import kerava.optimizers.schedules.Schedule;
import kerava.random.Seed;
import kerava.tensor.Shape;
import kerava.training.CompileSettings;
import kerava.training.PerOutput;

/** Constructs what a case of the differential tester describes: a name, or a class and its settings, the others at their defaults. */
final class Described {
  /** The initializer objects that several layers have. */
  private final Map<JsonNode, Initializer> shared = new HashMap<>();

  Sequential model(JsonNode given) {
    List<Layer> layers = layers(given.get("layers"), given.get("input").asBoolean() ? given.get("sample") : null);
    return new Sequential(given.get("name").textValue(), layers);
  }

  CompileSettings settings(JsonNode step) {
    return new CompileSettings(object(Optimizer.class, step.get("optimizer")), object(Loss.class, step.get("loss")),
        metrics(step.get("metrics"))).withWeightedMetrics(PerOutput.all(metrics(step.path("weighted_metrics"))));
  }

  /** By the names that they are given, or else their classes'. */
  private Map<String, Metric> metrics(JsonNode given) {
    Map<String, Metric> metrics = new LinkedHashMap<>();
    for (JsonNode metric : given)
      metrics.put(metric.path("config").path("name").asText(Names.snakeCase(name(metric))), object(Metric.class, metric));
    return metrics;
  }

  private List<Layer> layers(JsonNode given, JsonNode inputShape) {
    List<Layer> layers = new ArrayList<>();
    if (inputShape != null) layers.add(new Input(shape(inputShape)));
    for (JsonNode layer : given) layers.add(layer(layer));
    return layers;
  }

  Layer layer(JsonNode given) {
    String type = given.get("type").asText(), name = given.path("name").textValue();
    if (type.equals("Sequential")) return new Sequential(name, layers(given.get("layers"), given.get("input_shape"))).layer();
    Layer layer = build(Family.members(Layer.class).get(type), given);
    return name == null ? layer : layer.named(name);
  }

  private static String name(JsonNode given) { return (given.isTextual() ? given : given.get("class_name")).asText(); }

  <T> T object(Class<T> family, JsonNode given) {
    if (given.isTextual()) return Family.byName(family, name(given));
    return build(Family.members(family).get(name(given)), given.get("config"));
  }

  private Initializer initializer(JsonNode given) {
    if (!given.has("shared")) return object(Initializer.class, given);
    return shared.computeIfAbsent(given, key -> object(Initializer.class, key));
  }

  private <T> T build(Class<T> type, JsonNode settings) {
    Map<String, Object> values = new LinkedHashMap<>();
    Map<String, Class<?>> types = Settings.types(type);
    settings.properties().forEach(setting -> {
      if (types.containsKey(setting.getKey())) values.put(setting.getKey(), value(types.get(setting.getKey()), setting.getValue()));
    });
    if (Initializer.class.isAssignableFrom(type) && types.containsKey("seed")) values.putIfAbsent("seed", Seed.drawn()); // made by the user, not by the layer
    return withOptions(Settings.build(type, values), settings);
  }

  /** An optimizer has some settings in its options. */
  @SuppressWarnings("unchecked") // a copy of it is of its class
  private <T> T withOptions(T made, JsonNode settings) {
    if (!(made instanceof Configured<?> optimizer)) return made;
    Map<String, Object> values = new LinkedHashMap<>();
    OptimizerOptions.typesInFiles().forEach((key, type) -> {
      if (settings.has(key)) values.put(key, value(type, settings.get(key)));
    });
    return (T) optimizer.with(Settings.with(optimizer.options(), values));
  }

  private OptimizerMap optimizers(JsonNode given) {
    Map<String, Optimizer> byKey = new LinkedHashMap<>();
    given.get("optimizer_map").properties().forEach(each -> byKey.put(each.getKey(), object(Optimizer.class, each.getValue())));
    return new OptimizerMap(object(Optimizer.class, given.get("default_optimizer")), byKey);
  }

  private Object value(Class<?> type, JsonNode given) {
    if (given.isNull()) return null;
    if (type == Initializer.class) return initializer(given);
    if (type == Optimizer.class) return object(Optimizer.class, given);
    if (type == OptimizerMap.class) return optimizers(given.get("config"));
    if (type == Rate.class) return given.isNumber() ? Rate.of(given.asDouble()) : object(Schedule.class, given);
    if (type == Activations.class || type == ActivationFunction.class) return Activations.byName(given.asText());
    if (type == Shape.class) return shape(given);
    if (type == Layer.class) return layer(given);
    if (type == Thresholds.class) return new Thresholds(given.isArray() ? Bits.doubles(given) : List.of(given.asDouble()));
    if (type == List.class) return Bits.doubles(given.isArray() ? given : given.get("config").get("value"));
    if (type == Values.class) return Values.of(given.isArray() ? (Object) Bits.doubles(given) : (Object) given.asDouble());
    if (type == Seed.class) return Seed.of(given.asInt());
    if (Numbers.class.isAssignableFrom(type)) return ofConfig(type, given);
    if (type.isEnum()) return constant(type, given.asText());
    if (type == double.class || type == Double.class) return given.asDouble();
    if (type == boolean.class) return given.asBoolean();
    return type == String.class ? given.asText() : (Object) given.asInt();
  }

  /** As the type reads itself out of a config. */
  private static Object ofConfig(Class<?> type, JsonNode given) {
    try {
      return type.getMethod("of", Object.class).invoke(null, numbers(given));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " of " + given, e);
    }
  }

  /** As a config holds them. */
  private static Object numbers(JsonNode given) {
    if (given.isTextual()) return given.asText();
    if (!given.isArray()) return given.isIntegralNumber() ? (Object) given.asInt() : (Object) given.asDouble();
    List<Object> list = new ArrayList<>();
    for (JsonNode number : given) list.add(numbers(number));
    return list;
  }

  private static Object constant(Class<?> type, String name) {
    for (Object constant : type.getEnumConstants()) if (((Enum<?>) constant).name().equals(name.toUpperCase(Locale.ROOT))) return constant;
    throw new IllegalArgumentException(name);
  }

  private static Shape shape(JsonNode given) {
    List<Integer> sizes = new ArrayList<>();
    for (JsonNode size : given) sizes.add(size.isNull() ? Shape.NONE : size.asInt());
    return new Shape(sizes);
  }
}

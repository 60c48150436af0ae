package kerava.saving;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import kerava.KeravaException;
import kerava.config.Limits;
import kerava.config.Names;
import kerava.config.Warnings;
import kerava.layers.DTypePolicy;
import kerava.layers.Input;
import kerava.layers.Layer;
import kerava.layers.LayerOptions;
import kerava.network.Network;
import kerava.regularizers.Regularizer;
import kerava.tensor.DType;
import kerava.tensor.Shape;
import kerava.training.UnsupportedSetting;

/** Makes the layers of a model, and of those inside it, of their JSON; what Kerava does not have becomes a problem. */
final class NetworkReader {
  /**
   * What a model's JSON describes.
   *
   * @param layers null for one that is not supported
   * @param sample the shape of a sample as the file says it, or null
   * @param network makes it of its layers, if there are no problems
   */
  record Read(List<Layer> layers, Shape sample, Supplier<Network> network) {}

  static final Read NONE = new Read(List.of(), null, () -> null);
  private static final String CHAIN = "Sequential";
  /** As older releases call a graph. */
  static final Set<String> GRAPHS = Set.of(FunctionalJson.CLASS, "Model");
  private static final Set<String> MODEL = Set.of(CompileConfig.KEY, "keras_version", "backend"), CONFIG =
      Set.of("name", "layers", "build_input_shape", DTypes.KEY);
  private static final Set<String> INPUT = Set.of("batch_shape", "batch_input_shape", DTypes.KEY, "name");

  private final ObjectReader objects;
  private final Problems problems;
  private final Limits limits;
  private int count, uses;

  NetworkReader(ObjectReader objects, Limits limits) {
    this.objects = objects.reading((json, where) -> {
      count();
      return made(json, where, null).layer();
    });
    this.problems = objects.problems();
    this.limits = limits;
  }

  ObjectReader objects() { return objects; }

  /** Counts one more use of a layer. */
  void countUse() { Limits.check(problems.file(), "uses of layers", ++uses, limits.layers()); }

  private void count() { Limits.check(problems.file(), "layers", ++count, limits.layers()); }

  /** A model inside that is used twice, in one that is used twice, and so on, runs without end. */
  void checkRuns(Network network) {
    Limits.check(problems.file(), "layers, each as often as it is used", network.runs(), limits.layers());
  }

  static boolean isNetwork(Object className) {
    return CHAIN.equals(className) || className instanceof String name && GRAPHS.contains(name);
  }

  /** {@code model}: an object of a class of models. {@code where}: the layer that it is, or nothing. */
  Read read(Map<String, Object> model, String where) {
    objects.checkKeys(model, MODEL, where);
    String className = (String) model.get("class_name");
    objects.known(Network.class, model, className, where.isEmpty() ? "the model" : where);
    Map<String, Object> config = config(model, where);
    if (config == null) return NONE;
    String inside = where.isEmpty() ? "" : where + ", ";
    if (!(config.get("layers") instanceof List))
      problems.add(inside + "config, layers", "must be a list, got %s", Problems.told(config.get("layers")));
    return CHAIN.equals(className) ? chain(model, config, inside) : new FunctionalReader(this, inside).read(config);
  }

  private Read chain(Map<String, Object> model, Map<String, Object> config, String inside) {
    config.forEach((key, value) -> {
      if (!CONFIG.contains(key)) IgnorableKeys.check(Layer.class, CHAIN, key, value, problems, inside + "config");
    });
    List<Made> made = new ArrayList<>();
    List<?> given = layers(model);
    for (Object layer : given.subList(DTypes.beginWithCast(given) ? 1 : 0, given.size())) made.add(layer(layer, inside, made.size()));
    Object shape = config.get("build_input_shape");
    Shape sample = shape == null ? null : sample(shape, inside + "config, build_input_shape");
    if (sample == null && !made.isEmpty()) sample = made.get(0).sample();
    String name = name(config, inside + "config");
    DTypes.read(config, problems, inside + "config"); // as in Keras the model itself has that of the session
    List<Layer> layers = Collections.unmodifiableList(made.stream().map(Made::layer).collect(Collectors.toList()));
    return new Read(layers, sample, () -> Network.sequential(name, layers));
  }

  /** In the oldest files the config is the list of layers itself. */
  private Map<String, Object> config(Map<String, Object> model, String where) {
    return model.get("config") instanceof List<?> layers
        ? Map.of("layers", layers)
        : objects.object(model.get("config"), where.isEmpty() ? "config" : where + ", config");
  }

  /** The layers of {@code model} as they stand there. */
  static List<?> layers(Map<String, Object> model) {
    Object layers = model.get("config") instanceof Map<?, ?> config ? config.get("layers") : model.get("config");
    return layers instanceof List<?> list ? list : List.of();
  }

  /** A layer, null with a problem, and the shape of a sample that it takes if the file says it. */
  record Made(Layer layer, Shape sample) {
    static final Made NOTHING = new Made(null, null);
  }

  /** {@code index}: its place in the model. */
  Made layer(Object json, String inside, int index) {
    count();
    Object called = called(json);
    return made(json, inside + "layers[" + index + "]" + (called == null ? "" : " " + Problems.told(called)), index);
  }

  private static Object called(Object json) {
    return json instanceof Map<?, ?> object && object.get("config") instanceof Map<?, ?> config ? config.get("name") : null;
  }

  /** {@code index} null: it is in the config of another layer. */
  private Made made(Object json, String where, Integer index) {
    Object called = called(json);
    Map<String, Object> object = objects.object(json, where);
    if (object == null || called instanceof String name && !isName(name, where + ", name")) return Made.NOTHING;
    if (isNetwork(object.get("class_name"))) return nested(object, where);
    Map<String, Object> config = objects.object(object.getOrDefault("config", Map.of()), where + ", config");
    if (config == null) return Made.NOTHING;
    if ("InputLayer".equals(object.get("class_name"))) return input(object, config, where);
    Map<String, Object> settings = new LinkedHashMap<>(config);
    Object shape = settings.remove("batch_input_shape");
    Shape sample = shape == null || index == null || index > 0 ? null : sample(shape, where + ", batch_input_shape");
    boolean frozen = Boolean.FALSE.equals(settings.get("trainable")) && settings.remove("trainable") != null;
    String name = name(settings, where);
    settings.remove("name");
    boolean saysType = objects.dialect() == Dialect.KERAS_2 && Keras2Learned.saysType(object.get("class_name"), settings);
    if (saysType || DTypes.ofNumbers(object.get("class_name"), settings)) settings.remove(DTypes.KEY);
    DTypePolicy dtype = DTypes.read(settings, problems, where);
    settings.remove(DTypes.KEY);
    Object activity = settings.remove("activity_regularizer");
    Map<String, Object> own = new LinkedHashMap<>(object);
    own.put("config", settings);
    Layer layer = objects.read(Layer.class, objects.dialect() == Dialect.KERAS_2 ? CuDnn.current(own) : own, where);
    Regularizer regularizer = activity == null
        ? null
        : objects.aside(UnsupportedSetting.Kind.REGULARIZER).read(Regularizer.class, activity, where + ", activity_regularizer");
    if (layer == null) return Made.NOTHING;
    LayerOptions options =
        layer.options().named(name).withTrainable(!frozen).withActivityRegularizer(regularizer).withDtype(dtype);
    return new Made(built(layer.with(options), object), sample);
  }

  /** {@code layer}, built if {@code object}, which it was read from, says for what. */
  static Layer built(Layer layer, Map<String, Object> object) {
    if (object.get("build_config") instanceof Map) layer.build();
    return layer;
  }

  private Made nested(Map<String, Object> object, String where) {
    int before = problems.count();
    Read read = read(object, where);
    if (problems.count() > before) return Made.NOTHING;
    if (object.get(CompileConfig.KEY) instanceof Map<?, ?> settings && !settings.isEmpty())
      Warnings.warn("%s: %s: its own compile settings are left aside, for it trains with the model that it is in", problems.file(), where);
    return built(() -> new Made(read.network().get(), read.sample()), where);
  }

  private Made input(Map<String, Object> object, Map<String, Object> config, String where) {
    objects.known(Layer.class, object, "InputLayer", where);
    config.forEach((key, value) -> {
      if (!INPUT.contains(key)) IgnorableKeys.check(Layer.class, "InputLayer", key, value, problems, where);
    });
    String key = config.containsKey("batch_input_shape") ? "batch_input_shape" : "batch_shape";
    int before = problems.count();
    Shape shape = sample(config.get(key), where + ", " + key);
    String name = name(config, where);
    String type = config.get(DTypes.KEY) == null ? DType.FLOAT32.toString() : DTypes.name(config.get(DTypes.KEY));
    return problems.count() > before
        ? Made.NOTHING
        : built(
            () -> new Made(new Input(shape).withDtype(type).withBatchSize(batchSize(config.get(key))).named(name), shape), where);
  }

  private static Integer batchSize(Object shape) { return shape instanceof List<?> sizes ? (Integer) sizes.get(0) : null; }

  /** What {@code layer} makes; nothing, with a problem, if that is refused. */
  Made built(Supplier<Made> layer, String where) {
    try {
      return layer.get();
    } catch (KeravaException e) {
      problems.add(where, "%s", e.plain());
      return Made.NOTHING;
    }
  }

  /** The name in {@code config}; null if there is none, or with a problem. */
  String name(Map<String, Object> config, String where) {
    Object name = config.get("name");
    if (name == null || name instanceof String text && isName(text, where + ", name")) return (String) name;
    if (!(name instanceof String)) problems.add(where + ", name", "must be a string, got %s", Problems.told(name));
    return null;
  }

  private boolean isName(String name, String where) {
    String rule = Names.broken(name);
    if (rule != null) problems.add(where, "%s, got %s", rule, Problems.told(name));
    return rule == null;
  }

  /** The shape of a sample; null with a problem. As Keras takes batches of any size all the same, the size of a batch is no part of it. */
  private Shape sample(Object json, String where) {
    Shape shape = objects.values().shape(json, where);
    if (shape == null) return null;
    if (shape.rank() > 0 && shape.size(0) != 0) return shape.dropFirst();
    problems.add(where, "the batch axis must be open (null), or a size, got %s", Problems.told(json));
    return null;
  }
}

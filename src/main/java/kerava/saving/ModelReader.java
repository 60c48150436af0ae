package kerava.saving;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import kerava.KeravaException;
import kerava.config.Limits;
import kerava.layers.Input;
import kerava.layers.Layer;
import kerava.network.Built;
import kerava.network.Network;
import kerava.tensor.Shape;

/** Makes a model of its JSON, of either generation; what Kerava does not have becomes a problem. */
final class ModelReader {
  private static final Set<String> MODEL = Set.of("module", "class_name", "config", "registered_name", "build_config", "compile_config",
      "keras_version", "backend"), CONFIG = Set.of("name", "layers", "build_input_shape");
  private static final Set<String> INPUT = Set.of("batch_shape", "batch_input_shape", "name");

  private final Object version;
  private final Map<String, Object> model;
  private final Problems problems;
  private final ObjectReader objects;
  private final Limits limits;
  private final List<Layer> read = new ArrayList<>();
  private final Set<Integer> frozen = new TreeSet<>();
  private Shape sample;

  /** @param version of Keras as the file says it, or null */
  ModelReader(String file, Object version, Map<String, Object> model, Limits limits) {
    this.version = version;
    this.model = model;
    this.limits = limits;
    problems = new Problems(version == null ? file : file + " (Keras " + Problems.told(version).replace("'", "") + ")");
    objects = new ObjectReader(problems, Dialect.of(version instanceof String text ? text : null, model.containsKey("module")));
  }

  /** Null if the file does not say it. */
  String version() { return version instanceof String text ? text : null; }

  Problems problems() { return problems; }

  ObjectReader objects() { return objects; }

  /** The shape of a sample as the file says it, once {@link #architecture} has read it; or null. */
  Shape sample() { return sample; }

  /** The layers that {@link #architecture} has made, null for those that are not supported. */
  List<Layer> read() { return read; }

  String className() { return model.get("class_name") instanceof String name ? name : null; }

  /** The model without weights; with problems it may be null, or lack what they name. */
  Snapshot architecture() {
    for (String key : model.keySet()) if (!MODEL.contains(key)) problems.add("", "the key %s is not known", Problems.told(key));
    String className = objects.className(model, "the model");
    if (className == null) return null;
    if (!className.equals("Sequential")) {
      problems.add("the model", "class %s is not supported yet; supported is Sequential", Problems.told(className));
      return null;
    }
    objects.known(Network.class, model, className, "the model");
    Map<String, Object> config = config();
    return config == null ? null : sequential(config);
  }

  /** In the oldest files the config is the list of layers itself. */
  private Map<String, Object> config() {
    return model.get("config") instanceof List<?> layers ? Map.of("layers", layers) : objects.object(model.get("config"), "config");
  }

  private Snapshot sequential(Map<String, Object> config) {
    config.forEach((key, value) -> {
      if (!CONFIG.contains(key)) OtherKeys.check(Layer.class, "Sequential", key, value, problems, "config");
    });
    if (!(config.get("layers") instanceof List))
      problems.add("config, layers", "must be a list, got %s", Problems.told(config.get("layers")));
    for (Object layer : layers()) read.add(layer(layer, read.size()));
    if (config.get("build_input_shape") != null) sample(config.get("build_input_shape"), "config, build_input_shape");
    Object name = config.get("name");
    if (name != null && !(name instanceof String)) problems.add("config, name", "must be a string, got %s", Problems.told(name));
    return problems.count() > 0 ? null : joined((String) name);
  }

  /** The layers as they stand in the JSON. */
  List<?> layers() {
    Object layers = model.get("config") instanceof Map<?, ?> config ? config.get("layers") : model.get("config");
    if (!(layers instanceof List<?> list)) return List.of();
    Limits.check(problems.file(), "layers", list.size(), limits.layers());
    return list;
  }

  static String where(Object layer, int index) {
    Object name = layer instanceof Map<?, ?> object && object.get("config") instanceof Map<?, ?> config ? config.get("name") : null;
    return "layers[" + index + "]" + (name == null ? "" : " " + Problems.told(name));
  }

  /** The layer, or null with a problem. */
  Layer layer(Object json, int index) {
    String where = where(json, index);
    Map<String, Object> object = objects.object(json, where);
    if (object == null) return null;
    Map<String, Object> config = objects.object(object.getOrDefault("config", Map.of()), where + ", config");
    if (config == null) return null;
    if ("InputLayer".equals(object.get("class_name"))) return input(object, config, where);
    Map<String, Object> settings = new LinkedHashMap<>(config);
    Object shape = settings.remove("batch_input_shape");
    if (shape != null && index == 0) sample(shape, where + ", batch_input_shape");
    if (Boolean.FALSE.equals(settings.get("trainable")) && settings.remove("trainable") != null) frozen.add(index);
    Map<String, Object> own = new LinkedHashMap<>(object);
    own.put("config", settings);
    return objects.read(Layer.class, own, where);
  }

  private Layer input(Map<String, Object> object, Map<String, Object> config, String where) {
    objects.known(Layer.class, object, "InputLayer", where);
    config.forEach((key, value) -> {
      if (!INPUT.contains(key)) OtherKeys.check(Layer.class, "InputLayer", key, value, problems, where);
    });
    String key = config.containsKey("batch_input_shape") ? "batch_input_shape" : "batch_shape";
    Shape shape = sample(config.get(key), where + ", " + key);
    Object name = config.get("name");
    if (name != null && !(name instanceof String)) problems.add(where + ", name", "must be a string, got %s", Problems.told(name));
    if (shape == null || name != null && !(name instanceof String)) return null;
    try {
      return new Input(shape, (String) name);
    } catch (KeravaException e) {
      problems.add(where, "%s", e.getMessage());
      return null;
    }
  }

  /** Takes the shape of a sample from a shape with an open batch axis; null with a problem. */
  private Shape sample(Object json, String where) {
    Shape shape = objects.shape(json, where);
    if (shape == null) return null;
    if (shape.rank() == 0 || shape.size(0) != Shape.NONE) {
      problems.add(where, "the batch axis must be open (null), got %s: a fixed batch size is not supported yet", Problems.told(json));
      return null;
    }
    sample = shape.dropFirst();
    return sample;
  }

  private Snapshot joined(String name) {
    try {
      Network network = Network.sequential(name).plus(read);
      for (int index : frozen) network = network.withTrainable(network.members().get(index).name(), false);
      Built built = sample == null || read.isEmpty() ? null : network.build(sample);
      if (built != null) Limits.check(problems.file(), "parameters", built.parameters(), limits.elements());
      return new Snapshot(network, built, null, null, null);
    } catch (KeravaException e) {
      problems.add("", "%s", e.getMessage());
    } catch (ArithmeticException e) {
      problems.add("", "the sizes of the layers are too large");
    }
    return null;
  }
}

package kerava.saving;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import kerava.KeravaException;
import kerava.config.Limits;
import kerava.config.Names;
import kerava.config.Warnings;
import kerava.layers.Input;
import kerava.layers.Layer;
import kerava.layers.Nested;
import kerava.layers.Nested.Part;
import kerava.network.Network;
import kerava.tensor.Shape;

/** Makes the layers of a Sequential, and of those inside it, of their JSON; what Kerava does not have becomes a problem. */
final class ChainReader {
  /** {@code parts}: null for a layer that is not supported. {@code sample}: the shape of a sample as the file says it, or null. */
  record Chain(String name, List<Part> parts, Shape sample) {}

  static final Chain NONE = new Chain(null, List.of(), null);
  private static final Set<String> MODEL = Set.of("compile_config", "keras_version", "backend"), CONFIG =
      Set.of("name", "layers", "build_input_shape");
  private static final Set<String> INPUT = Set.of("batch_shape", "batch_input_shape", "name");

  private final ObjectReader objects;
  private final Problems problems;
  private final Limits limits;
  private int count;

  ChainReader(ObjectReader objects, Limits limits) {
    this.objects = objects;
    this.problems = objects.problems();
    this.limits = limits;
  }

  /** {@code model}: an object of class Sequential. {@code where}: the layer that it is, or nothing. */
  Chain read(Map<String, Object> model, String where) {
    objects.checkKeys(model, MODEL, where);
    objects.known(Network.class, model, "Sequential", where.isEmpty() ? "the model" : where);
    Map<String, Object> config = config(model, where);
    if (config == null) return NONE;
    String inside = where.isEmpty() ? "" : where + ", ";
    config.forEach((key, value) -> {
      if (!CONFIG.contains(key)) OtherKeys.check(Layer.class, "Sequential", key, value, problems, inside + "config");
    });
    if (!(config.get("layers") instanceof List))
      problems.add(inside + "config, layers", "must be a list, got %s", Problems.told(config.get("layers")));
    List<Read> read = new ArrayList<>();
    for (Object layer : layers(model)) read.add(layer(layer, inside, read.size()));
    Object shape = config.get("build_input_shape");
    Shape sample = shape == null ? null : sample(shape, inside + "config, build_input_shape");
    if (sample == null && !read.isEmpty()) sample = read.get(0).sample();
    return new Chain(name(config, inside + "config"), read.stream().map(Read::part).toList(), sample);
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
  private record Read(Part part, Shape sample) {
    static final Read NOTHING = new Read(null, null);
  }

  private Read layer(Object json, String inside, int index) {
    Limits.check(problems.file(), "layers", ++count, limits.layers());
    Object called = json instanceof Map<?, ?> object && object.get("config") instanceof Map<?, ?> config ? config.get("name") : null;
    String where = inside + "layers[" + index + "]" + (called == null ? "" : " " + Problems.told(called));
    Map<String, Object> object = objects.object(json, where);
    if (object == null || called instanceof String name && !isName(name, where + ", name")) return Read.NOTHING;
    if ("Sequential".equals(object.get("class_name"))) return nested(object, where);
    Map<String, Object> config = objects.object(object.getOrDefault("config", Map.of()), where + ", config");
    if (config == null) return Read.NOTHING;
    if ("InputLayer".equals(object.get("class_name"))) return input(object, config, where);
    Map<String, Object> settings = new LinkedHashMap<>(config);
    Object shape = settings.remove("batch_input_shape");
    Shape sample = shape == null || index > 0 ? null : sample(shape, where + ", batch_input_shape");
    boolean frozen = Boolean.FALSE.equals(settings.get("trainable")) && settings.remove("trainable") != null;
    Map<String, Object> own = new LinkedHashMap<>(object);
    own.put("config", settings);
    return read(objects.read(Layer.class, own, where), sample, !frozen);
  }

  private static Read read(Layer layer, Shape sample, boolean trainable) {
    return new Read(layer == null ? null : new Part(layer.name(), layer, trainable), sample);
  }

  private Read nested(Map<String, Object> object, String where) {
    int before = problems.count();
    Chain chain = read(object, where);
    if (problems.count() > before) return Read.NOTHING;
    if (object.get("compile_config") instanceof Map<?, ?> settings && !settings.isEmpty())
      Warnings.warn("%s: %s: its own compile settings are left aside, for it trains with the model that it is in", problems.file(), where);
    return built(() -> read(new Nested(chain.parts(), chain.name()), chain.sample(), true), where);
  }

  private Read input(Map<String, Object> object, Map<String, Object> config, String where) {
    objects.known(Layer.class, object, "InputLayer", where);
    config.forEach((key, value) -> {
      if (!INPUT.contains(key)) OtherKeys.check(Layer.class, "InputLayer", key, value, problems, where);
    });
    String key = config.containsKey("batch_input_shape") ? "batch_input_shape" : "batch_shape";
    int before = problems.count();
    Shape shape = sample(config.get(key), where + ", " + key);
    String name = name(config, where);
    return problems.count() > before ? Read.NOTHING : built(() -> read(new Input(shape, name), shape, true), where);
  }

  private Read built(Supplier<Read> layer, String where) {
    try {
      return layer.get();
    } catch (KeravaException e) {
      problems.add(where, "%s", e.plain());
      return Read.NOTHING;
    }
  }

  private String name(Map<String, Object> config, String where) {
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

  /** The shape of a sample; null with a problem. As Keras takes batches of any size all the same, one that the file fixes is read as open. */
  private Shape sample(Object json, String where) {
    Shape shape = objects.shape(json, where);
    if (shape == null) return null;
    if (shape.rank() > 0 && shape.size(0) != 0) return shape.dropFirst();
    problems.add(where, "the batch axis must be open (null), or a size, got %s", Problems.told(json));
    return null;
  }
}

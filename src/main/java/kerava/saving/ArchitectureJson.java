package kerava.saving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kerava.config.Settings;
import kerava.layers.Input;
import kerava.network.Built;
import kerava.network.Member;
import kerava.network.Network;
import kerava.tensor.Shape;

/**
 * A model's architecture as Keras 3's {@code to_json} writes it, without the keys that older 3.x readers do not know; {@code model_from_json} reads it.
 * Source: Keras {@code saving/serialization_lib.py}.
 */
public final class ArchitectureJson {
  private ArchitectureJson() {}

  /** {@code built} null: the shapes are not known yet. */
  public static String write(Network network, Built built) {
    List<Object> layers = new ArrayList<>();
    for (int i = 0; i < network.members().size(); i++)
      layers.add(layer(network.members().get(i), built == null ? null : built.nodes().get(i).input()));
    Map<String, Object> config = common(network.name());
    config.put("layers", layers);
    if (built != null) config.put("build_input_shape", sizes(built.nodes().get(0).input()));
    try {
      return new ObjectMapper().writeValueAsString(object("keras", "Sequential", config));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Object> layer(Member member, Shape input) {
    if (member.layer() instanceof Input layer) return object("keras.layers", "InputLayer", input(member.name(), layer));
    Map<String, Object> config = common(member.name());
    Settings.of((Record) member.layer()).forEach((name, value) -> config.putIfAbsent(name, value(value)));
    Map<String, Object> layer = object("keras.layers", member.layer().className(), config);
    if (input != null) layer.put("build_config", Map.of("input_shape", sizes(input)));
    return layer;
  }

  private static Map<String, Object> input(String name, Input layer) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("batch_shape", sizes(layer.shape().prepend(Shape.NONE)));
    config.put("dtype", "float32");
    config.put("sparse", false);
    config.put("name", name);
    return config;
  }

  private static Map<String, Object> common(String name) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("name", name);
    config.put("trainable", true);
    config.put("dtype", "float32");
    return config;
  }

  /** A setting as JSON: constants by Keras's lower-case name, records (initializers and the like) as objects of their own. */
  private static Object value(Object value) {
    if (value instanceof Enum<?> constant) return constant.name().toLowerCase(Locale.ROOT);
    if (value instanceof Shape shape) return sizes(shape);
    if (!(value instanceof Record record)) return value;
    Map<String, Object> config = new LinkedHashMap<>();
    Settings.of(record).forEach((name, setting) -> config.put(name, value(setting)));
    return object(record.getClass().getPackageName().replaceFirst("^kerava", "keras"), record.getClass().getSimpleName(), config);
  }

  private static Map<String, Object> object(String module, String className, Map<String, Object> config) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("module", module);
    object.put("class_name", className);
    object.put("config", config);
    object.put("registered_name", null);
    return object;
  }

  private static List<Integer> sizes(Shape shape) { return shape.sizes().stream().map(size -> size == Shape.NONE ? null : size).toList(); }
}

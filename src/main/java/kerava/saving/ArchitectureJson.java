package kerava.saving;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kerava.KeravaException;
import kerava.config.Limits;
import kerava.layers.Input;
import kerava.network.Built;
import kerava.network.Member;
import kerava.network.Network;
import kerava.tensor.Shape;

/**
 * A model's architecture as {@code to_json} writes it and {@code model_from_json} reads it, without the keys that older releases of the generation do
 * not know. Source: Keras {@code saving/serialization_lib.py}, {@code legacy/saving/serialization.py}.
 */
public final class ArchitectureJson {
  private ArchitectureJson() {}

  /** {@code built} null: the shapes are not known yet. */
  public static String write(Network network, Built built, Dialect dialect) {
    Map<String, Object> model = model(network, built, dialect == Dialect.KERAS_3 ? ObjectWriter.MODERN : ObjectWriter.LEGACY);
    if (dialect == Dialect.KERAS_2) {
      model.put("keras_version", dialect.version());
      model.put("backend", "tensorflow");
    }
    return Json.write(model);
  }

  /** @param file its name, for messages */
  public static Snapshot read(String text, String file, Limits limits) {
    Map<String, Object> model = Json.read(text, file, limits);
    ModelReader reader = new ModelReader(file, model.get("keras_version"), model, limits);
    Snapshot read = reader.architecture();
    reader.problems().refuseAny();
    return read;
  }

  static Map<String, Object> model(Network network, Built built, ObjectWriter writer) {
    List<Object> layers = new ArrayList<>();
    for (int i = 0; i < network.members().size(); i++)
      layers.add(layer(network.members().get(i), built == null ? null : built.nodes().get(i).input(), i == 0, writer));
    Map<String, Object> config = common(network.name(), writer);
    config.put("layers", layers);
    if (built != null && writer.dialect() == Dialect.KERAS_3)
      config.put("build_input_shape", built.nodes().get(0).input().nullable());
    return writer.object("keras", "Sequential", config);
  }

  /** TensorFlow makes a scope of each layer's name in Keras 2. */
  private static void requireScope(String name) {
    KeravaException.require(name.matches("[A-Za-z0-9.][A-Za-z0-9_.\\\\/>-]*"),
        "save: Keras 2 takes names of letters, digits and _ . - that begin with a letter or digit, got '%s'; name the layer so, or save for Keras 3",
        name);
  }

  private static Map<String, Object> layer(Member member, Shape input, boolean first, ObjectWriter writer) {
    if (member.layer() instanceof Input layer) return writer.object("keras.layers", "InputLayer", input(member.name(), layer, writer));
    Map<String, Object> config = common(member.name(), writer);
    config.put("trainable", member.trainable());
    if (writer.dialect() == Dialect.KERAS_2) {
      requireScope(member.name());
      config.put("dtype", "float32");
      if (first && input != null) config.put("batch_input_shape", input.nullable());
    }
    writer.config((Record) member.layer()).forEach(config::putIfAbsent);
    Map<String, Object> layer = writer.object("keras.layers", member.layer().className(), config);
    if (input != null && writer.modules()) layer.put("build_config", Map.of("input_shape", input.nullable()));
    return layer;
  }

  private static Map<String, Object> input(String name, Input layer, ObjectWriter writer) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put(writer.dialect() == Dialect.KERAS_3 ? "batch_shape" : "batch_input_shape",
        layer.shape().prepend(Shape.NONE).nullable());
    config.put("dtype", "float32");
    config.put("sparse", false);
    if (writer.dialect() == Dialect.KERAS_2) config.put("ragged", false);
    config.put("name", name);
    return config;
  }

  /** A model of Keras 2 knows its name alone. */
  private static Map<String, Object> common(String name, ObjectWriter writer) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("name", name);
    if (writer.dialect() == Dialect.KERAS_2) return config;
    config.put("trainable", true);
    config.put("dtype", "float32");
    return config;
  }
}

package kerava.saving;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kerava.config.Limits;
import kerava.files.FileKind;
import kerava.layers.Input;
import kerava.layers.Nested;
import kerava.layers.Nested.Part;
import kerava.network.Built;
import kerava.network.Member;
import kerava.network.Network;
import kerava.tensor.Shape;

/**
 * A model's architecture as {@code to_json} writes it and {@code model_from_json} reads it, without the keys that older releases of the generation do
 * not know. Source: Keras {@code saving/serialization_lib.py}, {@code legacy/saving/serialization.py}.
 */
public final class ArchitectureJson {
  private static final String MODEL = "the JSON of a model";

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
    Map<String, Object> model = parse(text, file, limits);
    ModelReader reader = new ModelReader(file, model.get("keras_version"), model, limits);
    Snapshot read = reader.architecture();
    reader.problems().refuseAny();
    return read;
  }

  /** The object that describes the model; refuses text that is another kind of file, and says which. */
  static Map<String, Object> parse(String text, String file, Limits limits) {
    FileKind kind = FileKind.ofText(text);
    if (kind != FileKind.JSON) throw kind.refusal(file, MODEL);
    Map<String, Object> model = Json.read(text, file, limits);
    if (!model.containsKey("class_name")) throw FileKind.of(FileKind.Form.JSON, model.keySet()).refusal(file, MODEL);
    return model;
  }

  static Map<String, Object> model(Network network, Built built, ObjectWriter writer) {
    List<Part> layers = network.members().stream().map(Member::part).toList();
    if (writer.dialect() == Dialect.KERAS_3) writer.dialect().requireName(network.name());
    return chain(new Part(network.name(), null, true), layers, built == null ? null : built.nodes().get(0).input(), writer);
  }

  /** {@code input}, with the batch axis, null: not known. */
  private static Map<String, Object> chain(Part whole, List<Part> parts, Shape input, ObjectWriter writer) {
    List<Object> layers = new ArrayList<>();
    Shape shape = input;
    for (Part part : parts) {
      layers.add(layer(part, shape, layers.isEmpty(), writer));
      shape = shape == null ? null : part.layer().outputShape(shape);
    }
    Map<String, Object> config = common(whole, writer);
    config.put("layers", layers);
    // Keras 2 does not find the shape in a model that the first layer is
    boolean hidden = !parts.isEmpty() && parts.get(0).layer() instanceof Nested;
    if (input != null && (writer.dialect() == Dialect.KERAS_3 || hidden)) config.put("build_input_shape", input.nullable());
    return writer.object("keras", "Sequential", config);
  }

  private static Map<String, Object> layer(Part part, Shape input, boolean first, ObjectWriter writer) {
    writer.dialect().requireName(part.name());
    if (part.layer() instanceof Input layer) return writer.object("keras.layers", "InputLayer", input(part.name(), layer, writer));
    Map<String, Object> layer = part.layer() instanceof Nested nested
        ? chain(part, nested.parts(), input, writer)
        : writer.object("keras.layers", part.layer().className(), config(part, first ? input : null, writer));
    if (input != null && writer.modules()) layer.put("build_config", Map.of("input_shape", input.nullable()));
    return layer;
  }

  /** {@code input} null: it need not stand there. */
  private static Map<String, Object> config(Part part, Shape input, ObjectWriter writer) {
    Map<String, Object> config = common(part, writer);
    if (writer.dialect() == Dialect.KERAS_2) {
      config.put("trainable", part.trainable());
      config.put("dtype", "float32");
      if (input != null) config.put("batch_input_shape", input.nullable());
    }
    writer.config((Record) part.layer()).forEach(config::putIfAbsent);
    return config;
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
  private static Map<String, Object> common(Part part, ObjectWriter writer) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("name", part.name());
    if (writer.dialect() == Dialect.KERAS_2) return config;
    config.put("trainable", part.trainable());
    config.put("dtype", "float32");
    return config;
  }
}

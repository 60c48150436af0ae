package kerava.saving;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kerava.config.Limits;
import kerava.config.Settings;
import kerava.files.FileKind;
import kerava.layers.Cells;
import kerava.layers.Input;
import kerava.layers.Layer;
import kerava.layers.MultiHeadAttention;
import kerava.network.Built;
import kerava.network.BuiltLayer;
import kerava.network.LayerState;
import kerava.network.Network;
import kerava.regularizers.Regularizer;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * A model's architecture as {@code to_json} writes it and {@code model_from_json} reads it, without the keys that older releases of the
 * generation do not know. Source: Keras {@code saving/serialization_lib.py}, {@code legacy/saving/serialization.py}.
 */
public final class ArchitectureJson {
  private static final String MODEL = "the JSON of a model";

  private ArchitectureJson() {}

  /** {@code built} null: the shapes are not known yet. */
  public static String write(Network network, @Nullable Built built, Dialect dialect) {
    return write(new Snapshot(network, built, null, null, null), dialect);
  }

  /** Without weights; Keras 3 has the compile settings there, Keras 2 does not. */
  public static String write(Snapshot whole, Dialect dialect) {
    boolean modern = dialect == Dialect.KERAS_3;
    Map<String, Object> model = model(whole.network(), whole.built(), modern ? ObjectWriter.MODERN : ObjectWriter.LEGACY);
    if (modern) CompileConfig.put(whole, model);
    if (dialect == Dialect.KERAS_2) {
      model.put("keras_version", dialect.version());
      model.put("backend", "tensorflow");
    }
    return Json.write(model);
  }

  /** @param file its name, for messages */
  public static Snapshot read(String text, String file, Limits limits) { return read(text, file, new LoadOptions().withLimits(limits)); }

  /** @param file its name, for messages */
  public static Snapshot read(String text, String file, LoadOptions options) {
    Map<String, Object> model = parse(text, file, options.limits());
    return new ModelReader(file, model.get("keras_version"), model, options).compiled(options.compile() ? CompileConfig.in(model) : null);
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
    if (writer.dialect() == Dialect.KERAS_3) writer.dialect().requireName(network.modelName());
    Map<String, Object> model = network(network, built == null ? null : built.whole(), writer);
    Readable.check(network, model);
    return model;
  }

  /** {@code built} null: its shapes are not known. */
  static Map<String, Object> network(Network network, BuiltLayer built, ObjectWriter writer) {
    return network.isSequential() ? chain(network, built, writer) : FunctionalJson.write(network, built, writer);
  }

  private static Map<String, Object> chain(Network network, BuiltLayer built, ObjectWriter writer) {
    List<Object> layers = new ArrayList<>();
    for (int i = 0; i < network.layers().size(); i++)
      layers.add(layer(network.layers().get(i), built == null ? null : built.parts().get(i), i == 0, writer));
    Map<String, Object> config = common(network, writer);
    config.put("layers", layers);
    // Keras 2 does not find the shape in a model that the first layer is
    boolean hidden = !network.layers().isEmpty() && network.layers().get(0) instanceof Network;
    if (built != null && (writer.dialect() == Dialect.KERAS_3 || hidden)) config.put("build_input_shape", built.input().nullable());
    return writer.object("keras", "Sequential", config);
  }

  /** {@code first}: it begins a chain, where its shape must stand if no Input does. */
  static Map<String, Object> layer(Layer layer, BuiltLayer built, boolean first, ObjectWriter writer) {
    writer.dialect().requireName(LayerState.name(layer));
    if (layer instanceof Input input) return writer.object("keras.layers", "InputLayer", input(input, writer));
    Map<String, Object> object = layer instanceof Network network
        ? network(network, built, writer)
        : writer.object(ObjectWriter.record(layer), config(layer, built, first && built != null ? built.input() : null, writer));
    boolean known = built != null && built.stateful().findAny().isEmpty(); // Keras refuses to build it for any batch
    if (known && writer.modules()) object.put("build_config", Arguments.built(built));
    return object;
  }

  /** {@code input} null: it need not stand there. */
  private static Map<String, Object> config(Layer layer, BuiltLayer built, Shape input, ObjectWriter writer) {
    Map<String, Object> config = common(layer, writer);
    if (writer.dialect() == Dialect.KERAS_2) {
      config.put("trainable", LayerState.trainable(layer));
      config.put(DTypes.KEY, Keras2Learned.type(layer, writer));
      Keras2Learned.check(layer, built);
      activityRegularizer(layer, writer, config);
      if (input != null) config.put("batch_input_shape", input.nullable());
    }
    writer.config(ObjectWriter.record(layer)).forEach(config::putIfAbsent);
    if (writer.dialect() == Dialect.KERAS_2 && layer instanceof MultiHeadAttention) attended(built, config);
    Settings.of(ObjectWriter.record(layer)).forEach((key, value) -> {
      if (value instanceof Layer part) config.put(key, part(part, built, writer));
      if (value instanceof Cells cells) config.put(key, cells.layers().stream().map(cell -> part(cell, built, writer)).toList());
    });
    return config;
  }

  private static Object part(Layer part, BuiltLayer whole, ObjectWriter writer) {
    return layer(part, built(part, whole), false, writer.ofParts());
  }

  /**
   * What tf_keras makes the weights of as it reads them; null: when the layer is called. Source: tf_keras
   * {@code layers/attention/multi_head_attention.py}.
   */
  private static void attended(BuiltLayer built, Map<String, Object> config) {
    List<Shape> inputs = built == null ? List.of() : built.inputs();
    List<String> names = List.of("query_shape", "value_shape", "key_shape");
    for (int i = 0; i < names.size(); i++)
      config.put(names.get(i), inputs.isEmpty() ? null : inputs.get(Math.min(i, inputs.size() - 1)).nullable());
  }

  private static BuiltLayer built(Layer part, BuiltLayer whole) {
    return whole == null ? null : whole.parts().stream().filter(built -> built.layer() == part).findFirst().orElseThrow();
  }

  private static Map<String, Object> input(Input layer, ObjectWriter writer) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put(writer.dialect() == Dialect.KERAS_3 ? "batch_shape" : "batch_input_shape",
        layer.shape().prepend(layer.batchSize() == null ? Shape.NONE : layer.batchSize()).nullable());
    config.put(DTypes.KEY, layer.dtype().toString());
    config.put("sparse", false);
    if (writer.dialect() == Dialect.KERAS_2) config.put("ragged", false);
    config.put("name", LayerState.name(layer));
    return config;
  }

  /** A Sequential of Keras 2 knows its name alone. */
  static Map<String, Object> common(Layer layer, ObjectWriter writer) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("name", LayerState.name(layer));
    if (writer.dialect() == Dialect.KERAS_2) return config;
    if (layer.tellsTrainable()) config.put("trainable", LayerState.trainable(layer));
    config.put(DTypes.KEY, DTypes.ofNumbers(layer) ? DTypes.NUMBERS : DTypes.written(layer.dtypePolicy(), writer));
    activityRegularizer(layer, writer, config);
    return config;
  }

  private static void activityRegularizer(Layer layer, ObjectWriter writer, Map<String, Object> config) {
    Regularizer regularizer = layer.options() == null ? null : layer.options().activityRegularizer();
    if (regularizer != null) config.put("activity_regularizer", writer.value(regularizer));
  }
}

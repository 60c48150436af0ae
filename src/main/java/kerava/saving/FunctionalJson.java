package kerava.saving;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kerava.layers.CallForm;
import kerava.layers.Input;
import kerava.layers.Layer;
import kerava.layers.Operation;
import kerava.network.BuiltLayer;
import kerava.network.LayerState;
import kerava.network.LayerUse;
import kerava.network.LayerUse.Source;
import kerava.network.Network;

/**
 * A model whose layers form a graph as JSON: each layer with its uses, {@code inbound_nodes}, which name what they are used on. Source:
 * Keras {@code models/functional.py} get_config, {@code legacy/saving/}, tf.keras {@code engine/functional.py}.
 */
final class FunctionalJson {
  static final String CLASS = "Functional", MODULE = "keras.src.models.functional";

  private final ObjectWriter writer;
  private final Map<Layer, List<LayerUse>> uses;

  private FunctionalJson(Network network, ObjectWriter writer) {
    this.writer = writer;
    uses = network.usesByLayer();
  }

  static Map<String, Object> write(Network network, BuiltLayer built, ObjectWriter writer) {
    return new FunctionalJson(network, writer).model(network, built);
  }

  private Map<String, Object> model(Network network, BuiltLayer built) {
    List<Object> layers = new ArrayList<>();
    for (BuiltLayer layer : built.parts()) {
      Map<String, Object> object = layer.layer() instanceof Operation operation
          ? OperationJson.object(operation, writer)
          : ArchitectureJson.layer(layer.layer(), layer, false, writer);
      object.put("name", layer.name());
      object.put("inbound_nodes", layer.layer() instanceof Input ? List.of() : uses.get(layer.layer()).stream().map(this::node).toList());
      layers.add(object);
    }
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("name", network.modelName());
    config.put("trainable", LayerState.trainable(network));
    config.put("layers", layers);
    config.put("input_layers", ends(network.inputSources()));
    config.put("output_layers", ends(network.outputSources()));
    Map<String, Object> object = writer.object(MODULE, CLASS, config);
    if (writer.modules()) object.put("registered_name", CLASS);
    return object;
  }

  private Object node(LayerUse use) {
    if (writer.dialect() == Dialect.KERAS_2 && use.layer().callForm() == CallForm.ATTENTION) return List.of(attended(use));
    if (writer.dialect() == Dialect.KERAS_2) return use.inputs().stream().map(source -> reference(source, arguments(use.layer()))).toList();
    List<Object> tensors = use.inputs().stream().map(this::tensor).toList(), masks = new ArrayList<>();
    use.masks().forEach(mask -> masks.add(mask == null ? null : tensor(mask)));
    return use.layer() instanceof Operation operation
        ? OperationJson.node(operation, tensors)
        : Arguments.node(use.layer(), tensors, masks);
  }

  /** Keras 2 has one tensor by place, the others by name. */
  private Object attended(LayerUse use) {
    Map<String, Object> named = new LinkedHashMap<>();
    for (int i = 1; i < use.inputs().size(); i++) named.put(Arguments.OF_ATTENTION.get(i), reference(use.inputs().get(i), null));
    named.putAll(arguments(use.layer()));
    return reference(use.inputs().get(0), named);
  }

  private static Map<String, Object> arguments(Layer layer) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    layer.callArguments().forEach((name, value) -> {
      if (value) arguments.put(name, true);
    });
    return arguments;
  }

  private Object tensor(Source source) {
    LayerUse use = uses.get(source.layer()).get(source.use());
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("shape", use.outputs().get(source.output()).nullable());
    config.put(DTypes.KEY, use.types().get(source.output()).toString());
    config.put("keras_history", List.of(LayerState.name(source.layer()), source.use(), source.output()));
    Map<String, Object> tensor = new LinkedHashMap<>();
    tensor.put("class_name", References.TENSOR);
    tensor.put("config", config);
    return tensor;
  }

  /** Keras 2 counts the making of a model as its first use. */
  private List<Object> reference(Source source, Object more) {
    List<Object> reference = new ArrayList<>(List.of(LayerState.name(source.layer()),
        source.use() + (writer.dialect() == Dialect.KERAS_2 && source.layer() instanceof Network ? 1 : 0), source.output()));
    if (more != null) reference.add(more);
    return reference;
  }

  /** Inputs or outputs; one alone stands for itself in Keras 3, which counts the making of a graph here alone. */
  private Object ends(List<Source> sources) {
    if (writer.dialect() == Dialect.KERAS_2) return sources.stream().map(source -> reference(source, null)).toList();
    List<Object> ends = sources.stream().<Object>map(source -> List.of(LayerState.name(source.layer()),
        source.use() + (source.layer() instanceof Network network && !network.isSequential() ? 1 : 0), source.output())).toList();
    return ends.size() == 1 ? ends.get(0) : ends;
  }
}

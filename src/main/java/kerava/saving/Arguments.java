package kerava.saving;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kerava.layers.CallForm;
import kerava.layers.Layer;
import kerava.network.BuiltLayer;
import kerava.network.Network;
import kerava.tensor.Shape;

/**
 * The inputs of a layer as Keras's JSON has them: arguments of its call, and what it was built for. Source: Keras {@code layers/layer.py}
 * get_build_config.
 */
final class Arguments {
  static final String STATES = "initial_state", MASK = "mask", REVERSE = "reverse";
  /** In the order in which Keras's call takes them. */
  static final List<String> OF_ATTENTION = List.of("query", "value", "key");
  /** Their masks. */
  static final List<String> MASKS = OF_ATTENTION.stream().map(name -> name + "_" + MASK).toList();
  /** Arguments that are settings here. */
  static final Set<String> FLAGS = Set.of("return_attention_scores", "use_causal_mask");

  private Arguments() {}

  /**
   * A use of {@code layer} on {@code tensors}, {@code args} and {@code kwargs}. {@code masks}: those that are given with them, null for
   * none.
   */
  static Map<String, Object> node(Layer layer, List<Object> tensors, List<Object> masks) {
    Map<String, Object> kwargs = new LinkedHashMap<>(), node = new LinkedHashMap<>();
    List<Object> args = tensors;
    if (layer.callForm() == CallForm.LIST) args = List.of(tensors);
    if (layer.callForm() == CallForm.SEQUENCE && tensors.size() > 1) {
      args = tensors.subList(0, 1);
      kwargs.put(STATES, tensors.subList(1, tensors.size()));
    }
    if (layer.callForm() == CallForm.REVERSIBLE && tensors.size() > 1) {
      args = tensors.subList(0, 1);
      kwargs.put(REVERSE, true);
    }
    layer.callArguments().forEach((name, value) -> {
      if (value) kwargs.put(name, true);
    });
    if (layer.callForm() == CallForm.ATTENTION) for (int i = 0; i < masks.size(); i++) kwargs.put(MASKS.get(i), masks.get(i));
    else if (!masks.isEmpty()) kwargs.put(MASK, layer.callForm() == CallForm.LIST ? masks : masks.get(0));
    node.put("args", args);
    node.put("kwargs", kwargs);
    return node;
  }

  /** The shapes that a layer was built for: one, a list, several by name, or nothing for a graph, which knows them itself. */
  static Map<String, Object> built(BuiltLayer built) {
    Layer layer = built.layer();
    List<List<Integer>> shapes = built.inputs().stream().map(Shape::nullable).toList();
    if (layer instanceof Network network && !network.isSequential()) return Collections.singletonMap("input_shape", null);
    CallForm form = layer.callForm();
    if (form == CallForm.LIST) return Map.of("input_shape", shapes);
    if (form == CallForm.ONE || form == CallForm.CELL || form == CallForm.REVERSIBLE || form == CallForm.SEQUENCE && shapes.size() == 1)
      return Map.of("input_shape", shapes.get(0));
    Map<String, Object> named = new LinkedHashMap<>();
    if (form == CallForm.SEQUENCE) {
      named.put("sequences_shape", shapes.get(0));
      named.put("initial_state_shape", shapes.subList(1, shapes.size()));
    } else {
      for (int i = 0; i < shapes.size(); i++) named.put(OF_ATTENTION.get(i) + "_shape", shapes.get(i));
    }
    return Map.of("shapes_dict", named);
  }
}

package kerava.saving;

import java.util.List;
import java.util.Map;

/** How JSON names the tensors that layers are used on: an output of a use of a layer. Source: Keras {@code saving/serialization_lib.py}. */
record References(Problems problems) {
  static final String TENSOR = "__keras_tensor__";

  /** An output of a use of a layer, as the file names it. */
  record Reference(String layer, int use, int output) {}

  /** Whether {@code json} is how Keras 3 writes a tensor. */
  static boolean isTensor(Object json) {
    return json instanceof Map<?, ?> object && TENSOR.equals(object.get("class_name")) && object.get("config") instanceof Map<?, ?> config
        && config.get("keras_history") instanceof List;
  }

  /** All tensors of a list of lists of them, in order. */
  void tensors(Object json, String where, List<Reference> into) {
    if (json instanceof List<?> list) list.forEach(each -> tensors(each, where, into));
    else if (isTensor(json)) into.add(tensor(json, where));
    else problems.add(where, "must name outputs of layers, got %s: other arguments are not supported", Problems.told(json));
  }

  /** The tensor that {@code json} is; null with a problem. */
  Reference tensor(Object json, String where) {
    Map<?, ?> config = (Map<?, ?>) ((Map<?, ?>) json).get("config");
    return reference((List<?>) config.get("keras_history"), where);
  }

  Reference reference(List<?> json, String where) {
    if (json.size() >= 3 && json.get(0) instanceof String layer && json.get(1) instanceof Integer use
        && json.get(2) instanceof Integer output
        && use >= 0 && output >= 0)
      return new Reference(layer, use, output);
    problems.add(where, "must name a layer, one of its uses and an output, got %s", Problems.told(json));
    return null;
  }
}

package kerava.saving;

import java.util.LinkedHashMap;
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

  /**
   * A tensor as Keras 2 writes it, {@code ["dense", 0, 0, {}]}, with arguments of the call by name, which are returned, and those of
   * attention among them that are tensors: {@code ["dense", 0, 0, {"value": ["dense", 0, 0]}]}.
   */
  Map<String, Object> legacy(Object json, String where, List<Reference> into) {
    Map<String, Object> named = new LinkedHashMap<>();
    boolean fits = json instanceof List<?> list && (list.size() == 3 || list.size() == 4 && list.get(3) instanceof Map);
    Map<?, ?> given = fits && ((List<?>) json).size() == 4 ? (Map<?, ?>) ((List<?>) json).get(3) : Map.of();
    for (Map.Entry<?, ?> each : given.entrySet()) {
      boolean tensor =
          Arguments.OF_ATTENTION.subList(1, 3).contains(each.getKey()) && (each.getValue() == null || each.getValue() instanceof List);
      fits &= tensor || Arguments.FLAGS.contains(each.getKey()) && each.getValue() instanceof Boolean;
      named.put(String.valueOf(each.getKey()), each.getValue());
    }
    if (fits) {
      into.add(reference((List<?>) json, where));
      for (String key : Arguments.OF_ATTENTION) if (named.remove(key) instanceof List<?> tensor) into.add(reference(tensor, where));
      return named;
    }
    problems.add(where, "must be [layer, use, output, {}], got %s: other arguments are not supported", Problems.told(json));
    return Map.of();
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

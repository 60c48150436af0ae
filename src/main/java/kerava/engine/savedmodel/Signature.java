package kerava.engine.savedmodel;

import static kerava.KeravaException.require;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import kerava.tensor.NDArray;

/** What a SavedModel can be asked for: a name, and the inputs and outputs by their names. */
public record Signature(String name, Map<String, Port> inputs, Map<String, Port> outputs) {
  public Signature {
    inputs = Collections.unmodifiableMap(new TreeMap<>(inputs));
    outputs = Collections.unmodifiableMap(new TreeMap<>(outputs));
  }

  /** Refuses what does not fit. */
  void check(String who, Map<String, NDArray> given) {
    require(given.keySet().equals(inputs.keySet()), "%s: signature '%s' takes the inputs %s, got %s", who, name, inputs, given.keySet());
    given.forEach((input, array) -> {
      Port port = inputs.get(input);
      require(array != null, "%s: input '%s' of signature '%s' must not be null", who, input, name);
      require(port.takes(array.shape()), "%s: input '%s' of signature '%s' takes %s, got shape %s; reshape it", who, input, name, port,
          array.shape());
    });
  }
}

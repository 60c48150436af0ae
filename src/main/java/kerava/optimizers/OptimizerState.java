package kerava.optimizers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an optimizer has gathered: the steps taken, the learning rate as it stands, and for each slot, by {@link Optimizer#slots} name, one array a
 * trainable weight, in the order of the model's trainable weights. The arrays are kept, not copied.
 */
public record OptimizerState(long iterations, float learningRate, Map<String, List<float[]>> slots) {
  public OptimizerState { slots = new LinkedHashMap<>(slots); }
}

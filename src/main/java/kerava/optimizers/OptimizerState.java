package kerava.optimizers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;

/**
 * What an optimizer has gathered: the steps taken, the learning rate as it stands, null if a schedule gives it, and for each slot, by its name ({@link Optimizer#slots}), one array a
 * trainable weight, in the order of the model's trainable weights; one of no elements for a weight without that slot. The arrays are kept, not copied.
 *
 * @param lossScale null: the loss is not scaled
 */
public record OptimizerState(long iterations, Float learningRate, Map<String, List<NDArray>> slots, LossScale lossScale) {
  public OptimizerState { slots = new LinkedHashMap<>(slots); }

  /** Of an optimizer that does not scale the loss. */
  public OptimizerState(long iterations, Float learningRate, Map<String, List<NDArray>> slots) {
    this(iterations, learningRate, slots, null);
  }

  /** The same for other weights, or of another state of them. */
  public OptimizerState withSlots(Map<String, List<NDArray>> changed) {
    return new OptimizerState(iterations, learningRate, changed, lossScale);
  }

  /** The same with the scale of the loss. */
  public OptimizerState withLossScale(LossScale scale) { return new OptimizerState(iterations, learningRate, slots, scale); }

  /** That of {@code optimizer} before its first step, for weights of these shapes. */
  public static OptimizerState first(Optimizer optimizer, List<Shape> weights) {
    Map<String, List<NDArray>> slots = new LinkedHashMap<>();
    for (String name : slotNames(optimizer, weights)) {
      List<NDArray> values = new ArrayList<>();
      for (Shape weight : weights) values.add(first(optimizer, name, weight));
      slots.put(name, values);
    }
    return new OptimizerState(0, optimizer.learningRate().first(), slots,
        optimizer instanceof LossScaleOptimizer scales ? scales.first() : null);
  }

  private static NDArray first(Optimizer optimizer, String name, Shape weight) {
    Slot slot = optimizer.slot(name, weight);
    if (slot == null) return NDArray.of(new float[0]);
    float[] values = new float[Math.toIntExact(slot.shape().elements())];
    Arrays.fill(values, slot.first());
    return new NDArray(slot.shape(), values);
  }

  /** The names of all slots that one of {@code weights} has, in Keras's order. */
  public static List<String> slotNames(Optimizer optimizer, List<Shape> weights) {
    Comparator<List<Slot>> most = Comparator.comparing(List::size, Comparator.reverseOrder());
    return weights.stream().map(optimizer::slots).sorted(most).flatMap(List::stream).map(Slot::name).distinct().toList();
  }
}

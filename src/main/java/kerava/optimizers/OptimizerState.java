package kerava.optimizers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kerava.tensor.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * What an optimizer has gathered: the steps taken, the learning rate as it stands, null if a schedule gives it, and for each slot, by its
 * name ({@link Optimizer#slots}), one array a trainable weight, in the order of the model's trainable weights; one of no elements for a
 * weight without that slot. The arrays are kept, not copied.
 *
 * @param own the optimizer's own slots, by name ({@link Optimizer#ownSlots})
 * @param parts of each of a {@link MultiOptimizer}'s own, in order; none of another one
 * @param lossScale null: the loss is not scaled
 */
public record OptimizerState(long iterations, Float learningRate, Map<String, List<NDArray>> slots, Map<String, NDArray> own,
    @Nullable LossScale lossScale, List<Part> parts) {
  /** The steps that an optimizer has taken, and its learning rate as it stands, null if a schedule gives it. */
  public record Part(long iterations, Float learningRate) {}

  public OptimizerState {
    slots = new LinkedHashMap<>(slots);
    own = new LinkedHashMap<>(own);
    parts = List.copyOf(parts);
  }

  /** Of an optimizer that is none of several. */
  public OptimizerState(long iterations, Float learningRate, Map<String, List<NDArray>> slots, Map<String, NDArray> own,
      LossScale lossScale) {
    this(iterations, learningRate, slots, own, lossScale, List.of());
  }

  /** Of an optimizer that keeps slots alone. */
  public OptimizerState(long iterations, Float learningRate, Map<String, List<NDArray>> slots) {
    this(iterations, learningRate, slots, Map.of(), null);
  }

  /** The same for other weights, or of another state of them. */
  public OptimizerState withSlots(Map<String, List<NDArray>> changed) {
    return new OptimizerState(iterations, learningRate, changed, own, lossScale, parts);
  }

  /** The same with the scale of the loss. */
  public OptimizerState withLossScale(LossScale scale) { return new OptimizerState(iterations, learningRate, slots, own, scale, parts); }

  /** The same with the optimizer's own slots, by name. */
  public OptimizerState withOwn(Map<String, NDArray> changed) {
    return new OptimizerState(iterations, learningRate, slots, changed, lossScale, parts);
  }

  /** That of {@code optimizer} before its first step, for these weights. */
  public static OptimizerState first(Optimizer optimizer, List<Trainable> weights) {
    Map<String, List<NDArray>> slots = new LinkedHashMap<>();
    for (String name : slotNames(optimizer, weights)) {
      List<NDArray> values = new ArrayList<>();
      for (Trainable weight : weights) values.add(first(optimizer, name, weight));
      slots.put(name, values);
    }
    Map<String, NDArray> own = new LinkedHashMap<>();
    for (Slot slot : optimizer.ownSlots()) own.put(slot.name(), first(slot));
    return new OptimizerState(0, optimizer.learningRate().first(), slots, own,
        optimizer instanceof LossScaleOptimizer scales ? scales.first() : null, firstParts(optimizer));
  }

  private static List<Part> firstParts(Optimizer optimizer) {
    if (MultiOptimizer.in(optimizer) == null) return List.of();
    return optimizer.optimizers().stream().map(one -> new Part(0, one.learningRate().first())).toList();
  }

  /** Whether {@code optimizer} keeps a slot that begins as its weight, of one of {@code weights}. */
  public static boolean beginsAsWeights(Optimizer optimizer, List<Trainable> weights) {
    return weights.stream().flatMap(weight -> optimizer.kept(weight).stream()).anyMatch(Slot::ofWeight);
  }

  /**
   * That of {@code optimizer} as Keras builds it when it reads a file, with {@code values} of the weights where slots begin as these then.
   */
  public static OptimizerState first(Optimizer optimizer, List<Trainable> weights, List<NDArray> values) {
    OptimizerState first = first(optimizer, weights);
    first.slots.forEach((name, each) -> {
      for (int i = 0; i < weights.size(); i++) {
        Slot slot = optimizer.slot(name, weights.get(i));
        if (slot != null && slot.ofWeight()) each.set(i, values.get(i));
      }
    });
    return first;
  }

  private static NDArray first(Optimizer optimizer, String name, Trainable weight) {
    Slot slot = optimizer.slot(name, weight);
    return slot == null ? NDArray.of(new float[0]) : first(slot);
  }

  private static NDArray first(Slot slot) {
    float[] values = new float[Math.toIntExact(slot.shape().elements())];
    Arrays.fill(values, slot.first());
    return new NDArray(slot.shape(), values);
  }

  /** The names of all slots that one of {@code weights} has, in Keras's order. */
  public static List<String> slotNames(Optimizer optimizer, List<Trainable> weights) {
    Comparator<List<Slot>> most = Comparator.comparing(List::size, Comparator.reverseOrder());
    return weights.stream().map(optimizer::kept).sorted(most).flatMap(List::stream).map(Slot::name).distinct().toList();
  }
}

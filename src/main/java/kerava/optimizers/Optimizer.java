package kerava.optimizers;

import java.util.List;
import java.util.stream.Stream;
import kerava.config.Members;
import kerava.config.NamedInLowerCase;
import kerava.ops.Gradient;
import kerava.ops.Tensor;
import kerava.optimizers.schedules.Rate;
import kerava.tensor.Shape;

/**
 * How weights follow their gradients. A formula that is elementwise may run once over many weights laid end to end.
 * Source: Keras {@code optimizers/base_optimizer.py}.
 */
@Members({
    Adadelta.class,
    Adafactor.class,
    Adagrad.class,
    Adam.class,
    AdamW.class,
    Adamax.class,
    Ftrl.class,
    Lamb.class,
    Lion.class,
    LossScaleOptimizer.class,
    MultiOptimizer.class,
    Muon.class,
    Nadam.class,
    RMSprop.class,
    SGD.class,
    ScheduleFreeAdamW.class
})
@NamedInLowerCase public interface Optimizer {
  Rate learningRate();

  /** What it does beside its formula. */
  default OptimizerOptions options() { return OptimizerOptions.NONE; }

  /** What counts steps and has a rate of its own: this one, but of a {@link MultiOptimizer}. */
  default List<Optimizer> optimizers() { return List.of(this); }

  /** The place in {@link #optimizers} of what trains {@code weight}. */
  default int place(Trainable weight) { return 0; }

  /**
   * What trains {@code weight}: this one, but of an optimizer that tells weights apart, as {@link Muon} does; it is not
   * {@link #elementwise} then.
   */
  default Optimizer of(Trainable weight) { return this; }

  /**
   * What the optimizer keeps for a weight of this shape, in Keras's order; each slot has the weight's shape if the formula is elementwise.
   */
  List<Slot> slots(Shape weight);

  /** The same of what trains {@code weight}, and before them what its {@link #options} keep. */
  default List<Slot> kept(Trainable weight) {
    Optimizer one = of(weight);
    return Stream.concat(one.options().slots(weight.shape()).stream(), one.slots(weight.shape()).stream()).toList();
  }

  /** The slot called {@code name} of {@code weight}; null: it has none. */
  default Slot slot(String name, Trainable weight) {
    return kept(weight).stream().filter(slot -> slot.name().equals(name)).findFirst().orElse(null);
  }

  /**
   * Whether {@code weight} decays by the {@link #options}; Keras looks for what is excluded in the name that TensorFlow gives the weight.
   */
  default boolean decays(Trainable weight) { return options().decays(weight.path() + ":0"); }

  /** How many of the first slots Keras keeps together, weight by weight; the others follow, slot by slot. */
  default int slotsTogether() { return 1; }

  /** What the optimizer keeps beside the slots of weights, in Keras's order after them: numbers, which have the first weight's type. */
  default List<Slot> ownSlots() { return List.of(); }

  /** What a step does before the update of the first weight: {@code step} has the slots of {@link #ownSlots}. */
  default void begin(Step step) {}

  /** Whether an element of a weight changes by its own gradient and slots alone, and slots are alike for all weights. */
  default boolean elementwise() { return true; }

  /**
   * Whether a weight's bits depend on where in memory it lies: TensorFlow makes {@code x / sqrt(y)} a product with a reciprocal root, whose
   * vector and scalar forms round differently. The engine then lays only weights end to end that fill whole vectors.
   */
  default boolean alignmentMatters() {
    return false;
  }

  /**
   * Whether the gradient is multiplied and not used otherwise: TensorFlow's graph optimizer then draws the factor into a gradient that is a
   * product.
   */
  default boolean multipliesGradient() {
    return false;
  }

  /**
   * The new value of the weight {@code w}, whose gradient is {@code g}: all of one shape, or the gradient of some of its rows. No gradient
   * flows through what is written here.
   */
  Tensor update(Step step, Tensor w, Gradient g);
}

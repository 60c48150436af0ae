package kerava.losses;

import kerava.config.Members;
import kerava.ops.Tensor;
import kerava.tensor.Samples;
import kerava.tensor.Shape;

/**
 * What training makes small: what {@link #reduction} makes of the samples' losses, mostly their mean. Source: Keras
 * {@code losses/losses.py}.
 */
@Members({
    BinaryCrossentropy.class,
    BinaryFocalCrossentropy.class,
    CategoricalCrossentropy.class,
    CategoricalFocalCrossentropy.class,
    CategoricalGeneralizedCrossEntropy.class,
    CategoricalHinge.class,
    Circle.class,
    CosineSimilarity.class,
    CTC.class,
    Dice.class,
    Hinge.class,
    Huber.class,
    KLDivergence.class,
    LogCosh.class,
    MeanAbsoluteError.class,
    MeanAbsolutePercentageError.class,
    MeanSquaredError.class,
    MeanSquaredLogarithmicError.class,
    Poisson.class,
    SparseCategoricalCrossentropy.class,
    SquaredHinge.class,
    Tversky.class
}) public interface Loss {
  /**
   * The loss of each sample, (batch), or (batch, ...) where a sample has several. {@code truth} is y as given, (batch, ...). A mask on them
   * ({@link Tensor#mask}) tells which count.
   */
  Tensor losses(Tensor truth, Tensor prediction);

  /** What becomes of {@link #losses}. */
  default Reduction reduction() { return Reduction.SUM_OVER_BATCH_SIZE; }

  /** The shape of {@link #losses}, for a truth and an output of these shapes, all with the batch axis. */
  default Shape lossShape(Shape truth, Shape output) {
    return truth.rank() > 1 && truth.rank() < output.rank() ? truth.dropLast() : output.dropLast();
  }

  /**
   * Refuses labels that cannot belong to an output of shape {@code output} (with the batch axis): those of another shape, if nothing else
   * is said.
   */
  default void check(Samples truth, Shape output) { TargetShape.check(getClass().getSimpleName(), truth, output); }
}

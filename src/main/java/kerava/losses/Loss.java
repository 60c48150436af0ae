package kerava.losses;

import kerava.config.Members;
import kerava.ops.Tensor;
import kerava.tensor.Samples;
import kerava.tensor.Shape;

/** What training makes small: the mean of the samples' losses. Source: Keras {@code losses/losses.py}. */
@Members({
    BinaryCrossentropy.class,
    BinaryFocalCrossentropy.class,
    CategoricalCrossentropy.class,
    CategoricalFocalCrossentropy.class,
    CategoricalHinge.class,
    CosineSimilarity.class,
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
    SquaredHinge.class
}) public interface Loss {
  /** The loss of each sample, (batch), or (batch, ...) where a sample has several. {@code truth} is y as given, (batch, ...). */
  Tensor losses(Tensor truth, Tensor prediction);

  /** The shape of {@link #losses}, for a truth and an output of these shapes, all with the batch axis. */
  default Shape lossShape(Shape truth, Shape output) {
    return truth.rank() > 1 && truth.rank() < output.rank() ? truth.dropLast() : output.dropLast();
  }

  /** Refuses labels that cannot belong to an output of shape {@code output} (with the batch axis): those of another shape, if nothing else is said. */
  default void check(Samples truth, Shape output) { Alike.check(getClass().getSimpleName(), truth, output); }
}

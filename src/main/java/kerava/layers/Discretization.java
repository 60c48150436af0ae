package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.List;
import kerava.config.Settings;
import kerava.ops.Encodings;
import kerava.ops.Tensor;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Samples;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * The bin of each number: how many of {@code binBoundaries}, in order, are no larger. Boundaries are given, or learned from samples
 * ({@link #adapted}) as those of {@code numBins} bins that hold as many numbers each, but for a share {@code epsilon}. Shapes: x (batch,
 * ...); y as {@link OutputMode} says, of INT int32, else of the layer's type. Source: Keras {@code layers/preprocessing/discretization.py}.
 */
public record Discretization(@Nullable List<Double> binBoundaries, @Nullable Integer numBins, double epsilon, OutputMode outputMode,
    LayerOptions options) implements UnaryLayer, Configured<Discretization> {
  public Discretization {
    LayerOptions.refuseActivityRegularizer("Discretization", options, "put an ActivityRegularization behind it");
    binBoundaries = binBoundaries == null ? null : List.copyOf(binBoundaries);
    require(binBoundaries != null || numBins != null, "Discretization: must have binBoundaries or numBins, got neither; give one");
    require(numBins == null || numBins >= 1, "Discretization: numBins must be at least 1, got %s; give the number of bins", numBins);
    require(epsilon > 0 && epsilon <= 1, "Discretization: epsilon must be in 0 .. 1, got %s; take 0.01", epsilon);
    require(outputMode != OutputMode.TF_IDF, "Discretization: outputMode must be INT, ONE_HOT, MULTI_HOT or COUNT, got TF_IDF; take COUNT");
    for (int i = 1; binBoundaries != null && i < binBoundaries.size(); i++)
      require(binBoundaries.get(i - 1) <= binBoundaries.get(i), "Discretization: binBoundaries must be in order, got %s; sort them",
          Told.of(binBoundaries));
  }

  public Discretization(List<Double> binBoundaries) {
    this(binBoundaries, null, 0.01, OutputMode.INT, LayerOptions.of("Discretization"));
  }

  /** Of {@code numBins} bins, whose boundaries are to be {@link #adapted}. */
  public static Discretization ofBins(int numBins) {
    return new Discretization(null, numBins, 0.01, OutputMode.INT, LayerOptions.of("Discretization"));
  }

  /** This with the boundaries of {@code x}, taken as one list of floats: Keras's {@code adapt} to an array. */
  public Discretization adapted(Samples x) { return adapted(List.of(x)); }

  /**
   * The same of numbers that come in batches, which are summed up one after another; refused where numbers of batches meet that weigh
   * differently, for NumPy has no order for them.
   */
  public Discretization adapted(Iterable<? extends Samples> batches) {
    require(numBins != null, inJava("Discretization.ofBins(7)"),
        "Discretization: cannot be adapted, for its boundaries were given; give numBins instead");
    return Settings.with(this, "binBoundaries", Quantiles.boundaries(batches, numBins, epsilon));
  }

  /**
   * This with the boundaries of numbers that Keras 2 has summarized: its files keep no boundaries.
   *
   * @param summary of shape (2, n): values in order, and how many numbers each stands for
   */
  public Discretization summarized(NDArray summary) {
    require(numBins != null && summary.shape().rank() == 2 && summary.shape().size(0) == 2 && summary.shape().size(1) > 0,
        "Discretization: takes a summary of shape (2, n) for numBins, got one of shape %s and numBins %s; give both", summary.shape(),
        numBins);
    return Settings.with(this, "binBoundaries", Quantiles.boundaries(summary.values(), numBins));
  }

  public Discretization withEpsilon(double epsilon) { return Settings.with(this, "epsilon", epsilon); }

  public Discretization withOutputMode(OutputMode outputMode) { return Settings.with(this, "outputMode", outputMode); }

  private Encoder encoder() {
    return new Encoder("Discretization", outputMode, binBoundaries == null ? numBins : binBoundaries.size() + 1);
  }

  @Override public boolean tellsTrainable() { return false; }

  @Override public Shape outputShape(Shape x) { return encoder().shape(x); }

  @Override public DType outputType(List<DType> inputs) {
    require(binBoundaries != null, inJava("Discretization.ofBins(7).adapted(samples)"),
        "Discretization: has no boundaries; adapt it to samples, or give them");
    return outputMode == OutputMode.INT ? DType.INT32 : dtypePolicy().computeDtype();
  }

  @Override public Tensor call(Call c, Tensor x) {
    return encoder().encode(Encodings.bins(x, binBoundaries), outputMode == OutputMode.INT ? DType.INT32 : dtypePolicy().computeDtype(),
        null);
  }
}

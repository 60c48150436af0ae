package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.List;
import java.util.stream.IntStream;
import kerava.config.Settings;
import kerava.constraints.Constraint;
import kerava.initializers.Initializer;
import kerava.initializers.Ones;
import kerava.initializers.Zeros;
import kerava.ops.Normalization;
import kerava.ops.Tensor;
import kerava.regularizers.Regularizer;
import kerava.tensor.DType;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = gamma (x - mean) / sqrt(variance + epsilon) + beta}; y has the shape of x, all weights have shape (x's size along
 * {@code axis}). In training mean and (biased) variance are those of the batch over all other axes, and the moving ones follow them:
 * {@code moving = momentum moving + (1 - momentum) batch}; otherwise, and in a layer that is not trainable, the moving ones are used.
 * Places that a mask leaves out do not count in them. Source: Ioffe and Szegedy, "Batch normalization", 2015; Keras
 * {@code layers/normalization/batch_normalization.py}.
 */
public record BatchNormalization(int axis, double momentum, double epsilon, boolean center, boolean scale, Initializer betaInitializer,
    Initializer gammaInitializer, Initializer movingMeanInitializer, Initializer movingVarianceInitializer,
    @Nullable Regularizer betaRegularizer, @Nullable Regularizer gammaRegularizer, @Nullable Constraint betaConstraint,
    @Nullable Constraint gammaConstraint,
    LayerOptions options) implements UnaryLayer, Configured<BatchNormalization>, WithGammaAndBeta<BatchNormalization> {

  public BatchNormalization {
    require(axis != 0, "BatchNormalization: axis must not be 0, the batch axis; take -1 for the last");
    require(momentum >= 0 && momentum <= 1, "BatchNormalization: momentum must be in 0 .. 1, got %s", momentum);
    require(epsilon >= 0, "BatchNormalization: epsilon must not be negative, got %s", epsilon);
    for (Initializer initializer : new Initializer[] {betaInitializer, gammaInitializer, movingMeanInitializer, movingVarianceInitializer})
      require(initializer != null, inJava("take new Zeros() or new Ones(), for example"),
          "BatchNormalization: an initializer must not be null");
  }

  public BatchNormalization() {
    this(-1, 0.99, 1e-3, true, true, new Zeros(), new Ones(), new Zeros(), new Ones(), null, null, null, null,
        LayerOptions.of("BatchNormalization"));
  }

  public BatchNormalization withAxis(int axis) { return Settings.with(this, "axis", axis); }

  public BatchNormalization withMomentum(double momentum) { return Settings.with(this, "momentum", momentum); }

  @Override public boolean supportsMasking() { return true; }

  @Override public DType outputType(List<DType> inputs) { return dtypePolicy().computeDtype(); }

  @Override public Shape outputShape(Shape x) {
    require(x.rank() >= 2 && axis < x.rank() && axis > -x.rank(),
        "BatchNormalization: axis %d is not one of the sample's axes in an input %s",
        axis, x);
    Sizes.known(this, x, axis);
    return x;
  }

  @Override public List<Weight> weights(Shape x) {
    Shape size = Shape.of(x.size(axis));
    List<Weight> weights = gammaAndBeta(size, axis == -1 || axis == x.rank() - 1);
    weights.add(new Weight("moving_mean", size, movingMeanInitializer, false));
    weights.add(new Weight("moving_variance", size, movingVarianceInitializer, false));
    return weights;
  }

  @Override public boolean castsWeights() {
    return false;
  }

  @Override public MaskRule maskRule() { return MaskRule.PLACES; }

  /** In float32 at least, as sums of 16 bits lose too much. */
  @Override public Tensor call(Call c, Tensor given) {
    Tensor x = given.as(given.dtype() == DType.FLOAT64 ? DType.FLOAT64 : DType.FLOAT32);
    Tensor mean = weight(c, "moving_mean", x), variance = weight(c, "moving_variance", x);
    Tensor gamma = scale ? weight(c, "gamma", x) : null, beta = center ? weight(c, "beta", x) : null;
    if (c.training() && c.trainable()) {
      int[] axes = IntStream.range(0, x.rank()).filter(i -> i != axis(x)).toArray();
      Normalization.Moments batch = x.mask() == null ? Normalization.moments(x, axes) : Normalization.maskedMoments(x, x.mask(), axes);
      c.update("moving_mean", following(mean, batch.mean()));
      c.update("moving_variance", following(variance, batch.variance()));
      mean = batch.mean();
      variance = batch.variance();
    }
    return Normalization.batchNormalization(x, mean, variance, beta, gamma, axis, epsilon).cast(dtypePolicy().computeDtype());
  }

  /** In the type of x. Where types are mixed, Keras's cast of the weight counts, which casts nothing. */
  private Tensor weight(Call c, String name, Tensor x) {
    return dtypePolicy().isMixed() ? c.weight(name).timesOne("Cast") : c.weight(name).cast(x.dtype());
  }

  private Tensor following(Tensor moving, Tensor batch) {
    return moving.times(momentum).plus(batch.times(1 - momentum));
  }

  private int axis(Tensor x) { return axis < 0 ? axis + x.rank() : axis; }
}

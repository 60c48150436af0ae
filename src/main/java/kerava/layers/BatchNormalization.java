package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import kerava.config.Settings;
import kerava.gradients.HandGradient;
import kerava.initializers.Initializer;
import kerava.initializers.Ones;
import kerava.initializers.Zeros;
import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * {@code y = gamma (x - mean) / sqrt(variance + epsilon) + beta}; y has the shape of x, all weights have shape (x's size along {@code axis}).
 * In training mean and (biased) variance are those of the batch over all other axes, and the moving ones follow them:
 * {@code moving = momentum moving + (1 - momentum) batch}; otherwise, and in a layer that is not trainable, the moving ones are used.
 * Source: Ioffe and Szegedy, "Batch normalization", 2015; Keras {@code layers/normalization/batch_normalization.py}.
 */
public record BatchNormalization(int axis, double momentum, double epsilon, boolean center, boolean scale, Initializer betaInitializer,
    Initializer gammaInitializer, Initializer movingMeanInitializer, Initializer movingVarianceInitializer, String name) implements Layer {

  /** Of a layer that is not trained, to x alone. TensorFlow's own gradient asks for shapes, which keeps its graph optimizer from what it does in Python. */
  private static final HandGradient FROZEN = new HandGradient("frozen_batch_normalization",
      (tf, in, dy) -> List.of(tf.math.mul(dy, in.get(1)), tf.zerosLike(in.get(1))));

  public BatchNormalization {
    require(axis != 0, "BatchNormalization: axis must not be 0, the batch axis; take -1 for the last");
    require(momentum >= 0 && momentum <= 1, "BatchNormalization: momentum must be in 0 .. 1, got %s", momentum);
    require(epsilon >= 0, "BatchNormalization: epsilon must not be negative, got %s", epsilon);
    for (Initializer initializer : new Initializer[] {betaInitializer, gammaInitializer, movingMeanInitializer, movingVarianceInitializer})
      require(initializer != null, inJava("take new Zeros() or new Ones(), for example"),
          "BatchNormalization: an initializer must not be null");
  }

  public BatchNormalization() { this(-1, 0.99, 1e-3, true, true, new Zeros(), new Ones(), new Zeros(), new Ones(), null); }

  @Override public BatchNormalization named(String name) { return Settings.with(this, "name", name); }

  public BatchNormalization withAxis(int axis) { return Settings.with(this, "axis", axis); }

  public BatchNormalization withMomentum(double momentum) { return Settings.with(this, "momentum", momentum); }

  public BatchNormalization withEpsilon(double epsilon) { return Settings.with(this, "epsilon", epsilon); }

  public BatchNormalization withCenter(boolean center) { return Settings.with(this, "center", center); }

  public BatchNormalization withScale(boolean scale) { return Settings.with(this, "scale", scale); }

  @Override public Shape outputShape(Shape x) {
    require(x.rank() >= 2 && axis < x.rank() && axis > -x.rank(),
        "BatchNormalization: axis %d is not one of the sample's axes in an input %s",
        axis, x);
    return x;
  }

  @Override public List<Weight> weights(Shape x) {
    Shape size = Shape.of(x.size(axis));
    List<Weight> weights = new ArrayList<>();
    if (scale) weights.add(new Weight("gamma", size, gammaInitializer, true, axis == -1 || axis == x.rank() - 1));
    if (center) weights.add(new Weight("beta", size, betaInitializer, true));
    weights.add(new Weight("moving_mean", size, movingMeanInitializer, false));
    weights.add(new Weight("moving_variance", size, movingVarianceInitializer, false));
    return weights;
  }

  @Override public Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
    Ops tf = c.tf();
    Operand<TFloat32> gamma = scale ? along(tf, c.weight("gamma"), x) : null, beta = center ? along(tf, c.weight("beta"), x) : null;
    if (!c.training() || !c.trainable()) {
      Operand<TFloat32> mean = along(tf, c.weight("moving_mean"), x), variance = along(tf, c.weight("moving_variance"), x);
      Operand<TFloat32> inverse = inverse(tf, variance, gamma), y = normalized(tf, x, mean, inverse, beta);
      return c.training() ? FROZEN.apply(tf, y, x, inverse) : y;
    }
    Moments batch = new Moments(tf, x, IntStream.range(0, rank(x)).filter(i -> i != axis(x)).toArray());
    follow(c, "moving_mean", batch.mean());
    follow(c, "moving_variance", batch.variance());
    return batch.normalized(gamma, beta, (float) epsilon);
  }

  private void follow(Call c, String weight, Operand<TFloat32> batch) {
    Ops tf = c.tf();
    Operand<TFloat32> flat = tf.reshape(batch, tf.constant(new int[] {-1}));
    Operand<TFloat32> kept = tf.math.mul(c.weight(weight), tf.constant((float) momentum));
    c.update(weight, tf.math.add(kept, tf.math.mul(flat, tf.constant((float) (1 - momentum)))));
  }

  private Operand<TFloat32> inverse(Ops tf, Operand<TFloat32> variance, Operand<TFloat32> gamma) {
    Operand<TFloat32> inverse = tf.math.rsqrt(tf.math.add(variance, tf.constant((float) epsilon)));
    return gamma == null ? inverse : tf.math.mul(inverse, gamma);
  }

  /** {@code x inverse + (beta - mean inverse)}, as TensorFlow's {@code nn.batch_normalization}. */
  static Operand<TFloat32> normalized(Ops tf, Operand<TFloat32> x, Operand<TFloat32> mean, Operand<TFloat32> inverse,
      Operand<TFloat32> beta) {
    Operand<TFloat32> shift = tf.math.mul(mean, inverse);
    return tf.math.add(tf.math.mul(x, inverse), beta == null ? tf.math.neg(shift) : tf.math.sub(beta, shift));
  }

  /** A weight in the shape in which it meets x: as it is along the last axis, else with an axis of 1 for every other. */
  private Operand<TFloat32> along(Ops tf, Operand<TFloat32> weight, Operand<TFloat32> x) {
    if (axis(x) == rank(x) - 1) return weight;
    int[] sizes = IntStream.range(0, rank(x)).map(i -> i == axis(x) ? -1 : 1).toArray();
    return tf.reshape(weight, tf.constant(sizes));
  }

  private static int rank(Operand<TFloat32> x) { return x.shape().numDimensions(); }

  private int axis(Operand<TFloat32> x) { return axis < 0 ? axis + rank(x) : axis; }
}

package kerava.ops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.DataType;

/** Mean and variance, and what is normalized by them. Source: TensorFlow {@code python/ops/nn_impl.py} moments and batch_normalization. */
public final class Normalization {
  /** Mean and biased variance, without the axes over which they were taken. */
  public record Moments(Tensor mean, Tensor variance) {}

  /** Keras's epsilon. */
  private static final double LEAST_NORM = 1e-7;
  private static final double LEAST_NUMBER = 1e-7;

  private Normalization() {}

  /** Over {@code axes} of x. */
  public static Moments moments(Tensor x, int... axes) { return moments(x, false, axes); }

  /** {@code keepDims}: with 1 in the places of the axes. */
  public static Moments moments(Tensor x, boolean keepDims, int... axes) {
    return x.scope("moments", () -> {
      Tensor mean = x.mean("mean", true, axes), fixed = mean.stopGradient();
      Tensor variance = x.squaredDifference(fixed).mean("variance", true, axes);
      if (keepDims) return new Moments(mean, variance);
      return new Moments(Shaping.squeeze(mean, axes), Shaping.squeeze(variance, axes));
    });
  }

  /**
   * Over {@code axes} of x where {@code mask} holds, truth values in the shape of x without its last axis. Source: Keras
   * {@code layers/normalization/batch_normalization.py} _moments.
   */
  public static Moments maskedMoments(Tensor x, Tensor mask, int... axes) {
    Tensor counts = mask.expandDims(-1).broadcastLike(x);
    Tensor sum = counts.where(x, 0).sumOver(true, axes), number = counts.cast(x.type()).sumOver(true, axes);
    Tensor mean = sum.dividedBy(number.add(LEAST_NUMBER)), rest = counts.where(x.minus(mean), 0);
    Tensor variance = rest.square().sumOver(true, axes).dividedBy(number.add(LEAST_NUMBER));
    return new Moments(Shaping.squeeze(mean, axes), Shaping.squeeze(variance, axes));
  }

  /**
   * {@code gamma (x - mean) / sqrt(variance + epsilon) + beta} along an axis of x, whose size the vectors have; beta and gamma may be null.
   * Source: Keras {@code backend/tensorflow/nn.py} batch_normalization.
   */
  public static Tensor batchNormalization(Tensor x, Tensor mean, Tensor variance, @Nullable Tensor beta, @Nullable Tensor gamma, int axis,
      double epsilon) {
    List<Tensor> along = Arrays.asList(mean, variance, beta, gamma);
    if (axis != -1)
      along = along.stream().map(vector -> vector == null ? null : along(x, vector, axis)).collect(java.util.stream.Collectors.toList());
    return normalized(x, along.get(0), along.get(1), along.get(2), along.get(3), epsilon);
  }

  /**
   * {@code gamma (x - mean) / sqrt(variance + epsilon) + beta}, mean and variance over {@code axes} of each x, whose sizes gamma and beta
   * have; both may be null. Computed in float32 at least, and of the type of x. Source: Keras {@code ops/nn.py} layer_normalization.
   */
  public static Tensor layerNormalization(Tensor given, @Nullable Tensor gamma, @Nullable Tensor beta, double epsilon, int... axes) {
    Tensor x = atLeastFloat(given);
    int[] sorted = Arrays.stream(axes).sorted().toArray();
    Moments moments = moments(x, true, sorted);
    return normalized(x, moments, spread(x, gamma, sorted), spread(x, beta, sorted), epsilon).cast(given.type());
  }

  /** {@code scale (x - mean) / sqrt(variance + epsilon) + shift}, of shapes that broadcast; scale and shift may be null. */
  private static Tensor normalized(Tensor x, Moments moments, Tensor scale, Tensor shift, double epsilon) {
    Tensor inverse = moments.variance.add(epsilon).rsqrt();
    if (scale != null) inverse = inverse.times(scale.cast(x.type()));
    Tensor rest = moments.mean.negative().times(inverse);
    if (shift != null) rest = rest.plus(shift.cast(x.type()));
    return x.times(inverse).plus(rest);
  }

  /** x in float32, unless it is of float64. */
  public static Tensor atLeastFloat(Tensor x) { return x.type() == DataType.DT_DOUBLE ? x : x.cast(DataType.DT_FLOAT); }

  /** x over its Euclidean norm along an axis. Source: Keras {@code ops/nn.py} normalize. */
  public static Tensor l2Normalize(Tensor x, int axis) { return l2Normalize(x, LEAST_NORM, axis); }

  /** x over its Euclidean norm along axes, or over {@code least} if that is more. */
  public static Tensor l2Normalize(Tensor x, double least, int... axes) {
    Tensor inverse = x.square().sumOver(true, axes).rsqrt();
    return x.times(inverse.minimum(inverse.constant("Const", 1 / least)));
  }

  /**
   * {@code scale x / sqrt(mean(x^2) + epsilon)}, the mean over {@code axes} of each x. Computed in float32 at least, and of the type of x.
   * Source: Keras {@code ops/nn.py} rms_normalization.
   */
  public static Tensor rmsNormalization(Tensor given, Tensor scale, double epsilon, int... axes) {
    Tensor x = atLeastFloat(given), inverse = NumPy.mean(x.square(), true, axes).add(epsilon).rsqrt();
    return x.multiply(inverse).multiply(scale.cast(x.type())).cast(given.type());
  }

  /**
   * As {@link #layerNormalization}, mean and variance by groups of what lies along {@code axis}, as many as beta and gamma are long.
   * Source: Keras {@code layers/normalization/group_normalization.py}.
   */
  public static Tensor groupNormalization(Tensor given, Tensor gamma, Tensor beta, int groups, double epsilon, int axis) {
    int place = axis < 0 ? axis + given.rank() : axis;
    List<Object> sizes = given.symbolicSizes(), split = new ArrayList<>(sizes);
    split.set(0, -1);
    split.set(place, Math.toIntExact(given.size(place) / groups));
    split.add(place, groups);
    Tensor x = atLeastFloat(given.reshape(split));
    Moments moments = moments(x, true, IntStream.range(1, x.rank()).filter(each -> each != place).toArray());
    long[] along = LongStream.generate(() -> 1).limit(x.rank()).toArray();
    along[place] = groups;
    along[place + 1] = given.size(place) / groups;
    Tensor scale = gamma == null ? null : gamma.reshape(along), shift = beta == null ? null : beta.reshape(along);
    return normalized(x, moments, scale, shift, epsilon).cast(given.type()).reshape(sizes);
  }

  private static Tensor spread(Tensor x, Tensor weights, int[] axes) {
    if (weights == null || weights.rank() == x.rank() || Arrays.equals(axes, new int[] {x.rank() - 1})) return weights;
    long[] sizes = new long[x.rank()];
    Arrays.fill(sizes, 1);
    for (int axis : axes) sizes[axis < 0 ? axis + x.rank() : axis] = x.size(axis);
    return Shaping.reshape(weights, sizes);
  }

  private static Tensor along(Tensor x, Tensor vector, int axis) {
    int place = axis < 0 ? axis + x.rank() : axis;
    return Shaping.reshape(vector, IntStream.range(0, x.rank()).mapToLong(i -> i == place ? vector.size(0) : 1).toArray());
  }

  private static Tensor normalized(Tensor x, Tensor mean, Tensor variance, Tensor beta, Tensor gamma, double epsilon) {
    return x.scope("batchnorm", () -> {
      Tensor root = variance.add(epsilon).rsqrt(), inverse = gamma == null ? root : root.times(gamma);
      Tensor scaled = x.times(inverse);
      Tensor shift = beta != null ? beta.minus(mean.times(inverse)) : mean.negative().times(inverse);
      return scaled.plus(shift);
    });
  }
}

package kerava.ops;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Mean and variance, and what is normalized by them. Source: TensorFlow {@code python/ops/nn_impl.py} moments and batch_normalization. */
public final class Normalization {
  /** Mean and biased variance, without the axes over which they were taken. */
  public record Moments(Tensor mean, Tensor variance) {}

  private Normalization() {}

  /** Over {@code axes} of x. */
  public static Moments moments(Tensor x, int... axes) {
    return x.scope("moments", () -> {
      Tensor mean = x.mean("mean", true, axes), fixed = mean.stopGradient();
      Tensor variance = x.squaredDifference(fixed).mean("variance", true, axes);
      return new Moments(Shaping.squeeze(mean, axes), Shaping.squeeze(variance, axes));
    });
  }

  /**
   * {@code gamma (x - mean) / sqrt(variance + epsilon) + beta} along an axis of x, whose size the vectors have; beta and gamma may be null.
   * Source: Keras {@code backend/tensorflow/nn.py} batch_normalization.
   */
  public static Tensor batchNormalization(Tensor x, Tensor mean, Tensor variance, Tensor beta, Tensor gamma, int axis, float epsilon) {
    List<Tensor> along = Arrays.asList(mean, variance, beta, gamma);
    if (axis != -1)
      along = along.stream().map(vector -> vector == null ? null : along(x, vector, axis)).collect(java.util.stream.Collectors.toList());
    return normalized(x, along.get(0), along.get(1), along.get(2), along.get(3), epsilon);
  }

  private static Tensor along(Tensor x, Tensor vector, int axis) {
    int place = axis < 0 ? axis + x.rank() : axis;
    return Shaping.reshape(vector, IntStream.range(0, x.rank()).mapToLong(i -> i == place ? vector.size(0) : 1).toArray());
  }

  private static Tensor normalized(Tensor x, Tensor mean, Tensor variance, Tensor beta, Tensor gamma, float epsilon) {
    return x.scope("batchnorm", () -> {
      Tensor root = variance.add(epsilon).rsqrt(), inverse = gamma == null ? root : root.times(gamma);
      Tensor scaled = x.times(inverse);
      Tensor shift = beta != null ? beta.minus(mean.times(inverse)) : mean.negative().times(inverse);
      return scaled.plus(shift);
    });
  }
}

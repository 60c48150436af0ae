package kerava.ops;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.DataType;

/**
 * The sum over samples of values, (batch, ...), of which each sample counts with its mean, and what that sum is to be divided by. Source:
 * Keras {@code metrics/reduction_metrics.py} reduce_to_samplewise_values, Mean.
 */
public record SampleSum(Tensor sum, Tensor count) {
  /** {@code weights}: what each sample weighs, (batch); null: 1 each. */
  public static SampleSum of(Tensor values, @Nullable Tensor weights) {
    if (weights == null) return new SampleSum(of(values), values.shape().at(0).cast(DataType.DT_FLOAT));
    SameRank same = SameRank.of(values, weights);
    Tensor each = means(same.first(), same.second().rank()), weighs = same.second().broadcastLike(each);
    return new SampleSum(of(each.times(weighs)), of(weighs));
  }

  /** The sum alone. */
  public static Tensor of(Tensor values) { return means(values, 1).sum(); }

  /** The means over all axes from {@code first} on. */
  private static Tensor means(Tensor values, int first) {
    return values.rank() > first ? values.mean(false, IntStream.range(first, values.rank()).toArray()) : values;
  }
}

package kerava.engine;

import kerava.losses.Reduction;
import kerava.ops.SameRank;
import kerava.ops.Tensor;
import org.tensorflow.proto.DataType;

/**
 * The losses of a batch, what each weighs, and which count beside those that the losses' own mask tells; null: all. Source: Keras
 * {@code losses/loss.py}.
 */
record WeightedLosses(Tensor losses, Tensor weights, Tensor mask) {
  /** What training makes of them: a scalar, but for {@link Reduction#NONE}. */
  Tensor reduced(Reduction reduction) {
    Tensor all = all(reduction);
    SameRank same = all == null ? null : SameRank.of(losses, all);
    Tensor each = same == null ? losses : same.first().times(same.second());
    if (each.rank() == 0 || reduction == Reduction.NONE) return each;
    Tensor sum = each.sum();
    if (reduction == Reduction.SUM) return sum;
    boolean byWeight = reduction == Reduction.MEAN_WITH_SAMPLE_WEIGHT && same != null;
    return sum.divideNoNan(byWeight ? same.second().sum() : each.number().cast(DataType.DT_FLOAT));
  }

  /** The weights and the masks as weights; null: none. Source: {@code apply_mask}. */
  private Tensor all(Reduction reduction) {
    Tensor own = losses.mask(), both = mask == null ? own : own == null ? mask : mask.and(own);
    if (both == null) return weights;
    Tensor ones = both.cast(DataType.DT_FLOAT), counts = reduction.byNumber() ? scaled(ones) : ones;
    if (weights == null) return counts;
    SameRank same = SameRank.of(counts, weights);
    return same.second().times(same.first());
  }

  /** Weights with which the mean of all is that of what counts. */
  private static Tensor scaled(Tensor ones) {
    Tensor number = ones.number().cast(DataType.DT_FLOAT), each = number.divideNoNan(ones.sum());
    return ones.cast(DataType.DT_BOOL).where(each, 0);
  }
}

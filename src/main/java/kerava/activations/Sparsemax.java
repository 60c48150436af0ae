package kerava.activations;

import kerava.ops.Sorting;
import kerava.ops.Tensor;

/**
 * {@code y = max(x - tau, 0)} over the last axis, as Keras 3.15 computes it: tau = (sum of the cumulative sums over the support - 1) / k,
 * where Martins and Astudillo, "From softmax to sparsemax", 2016, have the sum over the support; so y need not add up to 1.
 */
final class Sparsemax {
  private Sparsemax() {}

  static Tensor of(Tensor x) {
    Tensor sorted = Sorting.descending(x), sums = Sorting.cumulativeSum(sorted), ranks = Sorting.ranks(x);
    Tensor support = sorted.minus(sums.minus(1).dividedBy(ranks)).greater(0f);
    Tensor kept = support.where(sums, 0f);
    Tensor k = support.cast(x.type()).sumOver(true, -1);
    Tensor tau = kept.sumOver(true, -1).minus(1).dividedBy(k);
    return x.minus(tau).maximum(0);
  }
}

package kerava.ops;

import org.tensorflow.proto.DataType;

/** How alike the rows of a batch are among themselves. Source: Keras {@code losses/losses.py} circle, {@code utils/numerical_utils.py}. */
public final class Similarity {
  private Similarity() {}

  /**
   * {@code softplus(logsumexp(gamma a (d - margin)) + logsumexp(gamma b (1 - margin - d)))} with d, 1 less the product of two rows, at
   * least 0: the first over rows of the same label, {@code a = margin + d}, the second over all others, {@code b = 1 + margin - d}, a and b
   * at least 0. Shapes: labels (batch) or (batch, 1), y (batch, n), result (batch), masked where it is 0.
   */
  public static Tensor circle(Tensor labels, Tensor y, double gamma, double margin, boolean removeDiagonal) {
    Tensor distances = Products.matmul(y, y.transpose(1, 0)).subtractedFrom(1).maximum(0.0);
    Tensor column = labels.cast(DataType.DT_INT32).reshape(-1, 1), same = column.equalTo(column.transpose(1, 0)), others = same.not();
    if (removeDiagonal) same = same.and(diagonal(column).not());
    Tensor positive = same.cast(y.type()), negative = others.cast(y.type());
    Tensor near = distances.add(margin).times(positive).maximum(0.0),
        far = distances.subtractedFrom(1 + margin).times(negative).maximum(0.0);
    Tensor nearer = distances.subtractedFrom(margin), farther = distances.subtractedFrom(1 - margin);
    Tensor pulled = near.scaledBy(-1 * gamma).times(nearer), pushed = far.scaledBy(gamma).times(farther);
    Tensor p = Reductions.logSumExp(ifTrue(positive, pulled), false, 1), n = Reductions.logSumExp(ifTrue(negative, pushed), false, 1);
    Tensor loss = p.plus(n).softplus();
    return Shaping.withMask(loss, loss.greater(0f));
  }

  private static Tensor ifTrue(Tensor condition, Tensor x) { return condition.cast(DataType.DT_BOOL).where(x, Float.NEGATIVE_INFINITY); }

  /** True where row and column are one. Shapes: {@code column} (n, 1), result (n, n). */
  private static Tensor diagonal(Tensor column) {
    GradientTape tape = column.tape();
    Tensor places = tape.op("Range").named("range").on(tape.constant(0), column.shape().at(0), tape.constant(1)).shaped(column.size(0));
    return places.expandDims(1).equalTo(places.expandDims(0));
  }
}

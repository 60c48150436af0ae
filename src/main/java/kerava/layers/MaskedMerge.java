package kerava.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import kerava.ops.Tensor;

/** What layers that merge make of inputs with masks. Source: Keras {@code layers/merging/base_merge.py}, {@code multiply.py}. */
final class MaskedMerge {
  private MaskedMerge() {}

  /** {@code operation} of what counts; where one of two inputs does not count, it is the other. */
  static Tensor extreme(List<Tensor> inputs, BinaryOperator<Tensor> operation) {
    Tensor y = null, counts = null;
    for (Tensor given : inputs) {
      Tensor mask = spread(given);
      if (y == null) {
        y = given;
        counts = mask;
        continue;
      }
      Tensor x = mask == null ? given : mask.where(given, y);
      if (counts != null) y = counts.where(y, x);
      counts = mask == null || counts == null ? null : counts.or(mask);
      y = operation.apply(y, x);
    }
    if (counts != null) y.setMask(counts.any(false, -1));
    return y;
  }

  /** The product of what counts; 0 where nothing does and all inputs have masks. */
  static Tensor product(List<Tensor> inputs) {
    List<Tensor> masks = new ArrayList<>();
    Tensor y = null;
    for (Tensor given : inputs) {
      Tensor mask = spread(given), x = mask == null ? given : mask.where(given, 1);
      if (mask != null) masks.add(mask);
      y = y == null ? x : y.multiply(x);
    }
    if (masks.size() < inputs.size()) return y;
    Tensor counts = masks.stream().reduce(Tensor::or).orElseThrow(), product = counts.where(y, 0);
    product.setMask(counts.any(false, -1));
    return product;
  }

  /** The mask of x in its shape; null: none. */
  private static Tensor spread(Tensor x) { return x.mask() == null ? null : x.mask().expandDims(-1).broadcastLike(x); }
}

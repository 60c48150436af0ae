package extending;

import kerava.ops.Tensor;
import kerava.regularizers.Regularizer;

/** factor * (sum(x) - total)^2: the elements should come to {@code total}. */
public record SumTo(double total, double factor) implements Regularizer {
  @Override public Tensor call(Tensor x) { return x.sum().minus(total).square().times(factor); }
}

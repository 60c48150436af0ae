package extending;

import kerava.losses.Loss;
import kerava.ops.Tensor;

/** The squared error, but at most {@code most}: outliers do not count more. */
public record CappedError(double most) implements Loss {
  public CappedError() { this(4); }

  @Override public Tensor losses(Tensor truth, Tensor prediction) {
    return prediction.minus(truth).square().minimum(most).mean(false, -1);
  }
}

package kerava.losses;

import kerava.config.AlsoCalled;
import kerava.ops.SameRank;
import kerava.ops.Tensor;
import kerava.tensor.Samples;
import kerava.tensor.Shape;

/**
 * {@code (truth - y)^2}, the mean over the last axis. Shapes: truth like y, (batch, ..., n); (batch) where y is (batch, 1).
 * Source: Keras {@code losses/losses.py} mean_squared_error.
 */
@AlsoCalled("mse") public record MeanSquaredError() implements Loss {
  @Override public Tensor losses(Tensor truth, Tensor prediction) {
    SameRank same = SameRank.of(truth, prediction);
    return same.first().minus(same.second()).square().mean(false, -1);
  }

  @Override public void check(Samples truth, Shape output) {
    Alike.check("MeanSquaredError", truth, output);
    Alike.values("MeanSquaredError", truth, Double::isFinite, "labels must be finite");
  }
}

package kerava.losses;

import kerava.config.AlsoCalled;
import kerava.ops.SameRank;
import kerava.tensor.Samples;
import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * {@code (truth - y)^2}, the mean over the last axis. Shapes: truth like y, (batch, ..., n); (batch) where y is (batch, 1).
 * Source: Keras {@code losses/losses.py} mean_squared_error.
 */
@AlsoCalled("mse") public record MeanSquaredError() implements Loss {
  @Override public PerSample losses(Ops tf, Operand<TFloat32> truth, Prediction prediction) {
    SameRank same = SameRank.of(tf, truth, prediction.y());
    return new PerSample(tf.math.mean(tf.math.square(tf.math.sub(same.truth(), same.prediction())), tf.constant(-1)));
  }

  @Override public void check(Samples truth, Shape output) {
    Alike.check("MeanSquaredError", truth, output);
    Alike.values("MeanSquaredError", truth, Double::isFinite, "labels must be finite");
  }
}

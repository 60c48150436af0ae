package kerava.losses;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import kerava.tensor.Samples;
import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;

/**
 * {@code -sum(truth log(p))} over the last axis. Shapes: truth and prediction (batch, ..., classes); a row of truth is one-hot, or probabilities.
 * On logits where a softmax or sigmoid made the prediction or {@code fromLogits} says so; else the probabilities are scaled to a sum of 1 and clipped to
 * 1e-7 .. 1 - 1e-7 first. {@code labelSmoothing} s: with {@code truth (1 - s) + s / classes}.
 * Source: Keras {@code losses/losses.py}, {@code backend/tensorflow/nn.py} categorical_crossentropy.
 */
public record CategoricalCrossentropy(boolean fromLogits, double labelSmoothing) implements Loss {
  private static final float EPSILON = 1e-7f;

  public CategoricalCrossentropy {
    require(labelSmoothing >= 0 && labelSmoothing <= 1, "CategoricalCrossentropy: labelSmoothing must be in 0 .. 1, got %s",
        labelSmoothing);
  }

  public CategoricalCrossentropy() { this(false, 0); }

  @Override public PerSample losses(Ops tf, Operand<TFloat32> rows, Prediction prediction) {
    Operand<TFloat32> y = prediction.y(), logits = prediction.logits(fromLogits), truth = smoothed(tf, rows);
    if (logits != null) {
      Operand<TFloat32> flat = PerSample.rows(tf, logits);
      var entropy = tf.nn.softmaxCrossEntropyWithLogits(flat, PerSample.rows(tf, truth));
      return PerSample.ofRows(tf, entropy.loss(), flat, entropy.backprop(), y);
    }
    Operand<TFloat32> p = tf.math.div(y, tf.reduceSum(y, tf.constant(-1), ReduceSum.keepDims(true)));
    Operand<TFloat32> clipped = tf.math.maximum(tf.math.minimum(p, tf.constant(1 - EPSILON)), tf.constant(EPSILON));
    return new PerSample(tf.math.neg(tf.reduceSum(tf.math.mul(truth, tf.math.log(clipped)), tf.constant(-1))));
  }

  private Operand<TFloat32> smoothed(Ops tf, Operand<TFloat32> truth) {
    if (labelSmoothing == 0) return truth;
    float classes = truth.shape().get(truth.shape().numDimensions() - 1);
    return tf.math.add(tf.math.mul(truth, tf.constant((float) (1 - labelSmoothing))), tf.constant((float) labelSmoothing / classes));
  }

  @Override public void check(Samples truth, Shape output) {
    require(truth.sampleShape().rank() > 0, inJava("ToCategorical.of(y) makes such rows"),
        "CategoricalCrossentropy: y must hold a row of %d classes a sample, got one label a sample; make one-hot rows of them, "
            + "or take SparseCategoricalCrossentropy",
        output.last());
    require(truth.sampleShape().equals(output.dropFirst()),
        "CategoricalCrossentropy: y must have a column for each of the model's %d outputs, got %s a sample", output.last(),
        truth.sampleShape());
    Alike.values("CategoricalCrossentropy", truth, v -> v >= 0 && v <= 1, "labels must be in 0 .. 1");
  }
}

package kerava.losses;

import static kerava.KeravaException.require;

import kerava.config.AlsoCalled;
import kerava.ops.Crossentropy;
import kerava.ops.Tensor;
import kerava.tensor.Samples;
import kerava.tensor.Shape;

/**
 * {@code -(truth log(p) + (1 - truth) log(1 - p))}, the mean over {@code axis}, the last by default and counted with the batch axis.
 * Shapes: truth like the prediction, (batch, ..., n), or (batch) where that is (batch, 1); labels 0 or 1, or probabilities. On logits where
 * a softmax or sigmoid made the prediction or {@code fromLogits} says so; else the probabilities are clipped to 1e-7 .. 1 - 1e-7 first.
 * {@code labelSmoothing} s: with {@code truth (1 - s) + s / 2}. Source: Keras {@code losses/losses.py}, {@code backend/tensorflow/nn.py}
 * binary_crossentropy.
 */
@AlsoCalled("bce") public record BinaryCrossentropy(boolean fromLogits, double labelSmoothing, int axis,
    Reduction reduction) implements AlongAxis<BinaryCrossentropy> {
  public BinaryCrossentropy {
    Reduction.check("BinaryCrossentropy", reduction);
    checkSmoothing("BinaryCrossentropy", labelSmoothing);
  }

  public BinaryCrossentropy() { this(false, 0); }

  public BinaryCrossentropy(boolean fromLogits, double labelSmoothing) {
    this(fromLogits, labelSmoothing, -1, Reduction.SUM_OVER_BATCH_SIZE);
  }

  @Override public Tensor losses(Tensor truth, Tensor prediction) {
    return Crossentropy.binary(truth, prediction, fromLogits, labelSmoothing, axis);
  }

  static void checkSmoothing(String who, double labelSmoothing) {
    require(labelSmoothing >= 0 && labelSmoothing <= 1, "%s: labelSmoothing must be in 0 .. 1, got %s", who, labelSmoothing);
  }

  @Override public void check(Samples truth, Shape output) {
    TargetShape.check("BinaryCrossentropy", truth, output);
    checkAxis(truth, output);
    TargetShape.probabilities("BinaryCrossentropy", truth);
  }
}

package kerava.losses;

import static kerava.KeravaException.require;

import kerava.config.AlsoCalled;
import kerava.ops.NeuralNetwork;
import kerava.ops.SameRank;
import kerava.ops.Tensor;
import kerava.tensor.Samples;
import kerava.tensor.Shape;

/**
 * {@code -(truth log(p) + (1 - truth) log(1 - p))}, the mean over the last axis. Shapes: truth like the prediction, (batch, ..., n), or (batch)
 * where that is (batch, 1); labels 0 or 1, or probabilities. On logits where a softmax or sigmoid made the prediction or {@code fromLogits} says so; else the
 * probabilities are clipped to 1e-7 .. 1 - 1e-7 first. {@code labelSmoothing} s: with {@code truth (1 - s) + s / 2}.
 * Source: Keras {@code losses/losses.py}, {@code backend/tensorflow/nn.py} binary_crossentropy.
 */
@AlsoCalled("bce") public record BinaryCrossentropy(boolean fromLogits, double labelSmoothing) implements Loss {
  public BinaryCrossentropy {
    checkSmoothing("BinaryCrossentropy", labelSmoothing);
  }

  public BinaryCrossentropy() { this(false, 0); }

  @Override public Tensor losses(Tensor given, Tensor made) {
    SameRank same = SameRank.of(given, made);
    Tensor truth = smoothed(same.first(), labelSmoothing), y = same.second();
    return each(truth, y, fromLogits && y.logits() == null ? y : y.logits()).mean(false, -1);
  }

  static void checkSmoothing(String who, double labelSmoothing) {
    require(labelSmoothing >= 0 && labelSmoothing <= 1, "%s: labelSmoothing must be in 0 .. 1, got %s", who, labelSmoothing);
  }

  /** The loss of each output; {@code logits} may be null. */
  static Tensor each(Tensor truth, Tensor y, Tensor logits) {
    return logits != null ? NeuralNetwork.sigmoidCrossEntropy(truth, logits) : onProbabilities(truth, y);
  }

  static Tensor smoothed(Tensor truth, double labelSmoothing) {
    return labelSmoothing == 0 ? truth : truth.times((float) (1 - labelSmoothing)).add((float) (0.5 * labelSmoothing));
  }

  private static Tensor onProbabilities(Tensor truth, Tensor y) {
    Tensor p = y.clip(Epsilon.VALUE, 1 - Epsilon.VALUE), right = truth.times(p.log());
    return right.plus(truth.subtractedFrom(1).times(p.subtractedFrom(1).log())).negative();
  }

  @Override public void check(Samples truth, Shape output) {
    Alike.check("BinaryCrossentropy", truth, output);
    Alike.probabilities("BinaryCrossentropy", truth);
  }
}

package kerava.losses;

import static kerava.KeravaException.require;

import kerava.ops.Crossentropy;
import kerava.ops.SameRank;
import kerava.ops.Tensor;
import kerava.tensor.Samples;
import kerava.tensor.Shape;

/**
 * {@link BinaryCrossentropy} times {@code (1 - right)^gamma}, where {@code right} is the probability of the truth: what is nearly right
 * weighs little. With {@code applyClassBalancing} times {@code alpha} for a truth of 1 and {@code 1 - alpha} for one of 0, too. Shapes,
 * {@code axis} and {@code labelSmoothing} as there. Source: Lin et al., "Focal loss for dense object detection", 2017; Keras
 * {@code losses/losses.py} binary_focal_crossentropy.
 */
public record BinaryFocalCrossentropy(boolean applyClassBalancing, double alpha, double gamma, boolean fromLogits,
    double labelSmoothing, int axis, Reduction reduction) implements AlongAxis<BinaryFocalCrossentropy> {
  public BinaryFocalCrossentropy {
    Reduction.check("BinaryFocalCrossentropy", reduction);
    require(alpha >= 0 && alpha <= 1, "BinaryFocalCrossentropy: alpha must be in 0 .. 1, got %s", alpha);
    require(gamma >= 0, "BinaryFocalCrossentropy: gamma must not be negative, got %s", gamma);
    BinaryCrossentropy.checkSmoothing("BinaryFocalCrossentropy", labelSmoothing);
  }

  public BinaryFocalCrossentropy() { this(2); }

  public BinaryFocalCrossentropy(double gamma) { this(false, 0.25, gamma, false, 0); }

  public BinaryFocalCrossentropy(boolean applyClassBalancing, double alpha, double gamma, boolean fromLogits, double labelSmoothing) {
    this(applyClassBalancing, alpha, gamma, fromLogits, labelSmoothing, -1, Reduction.SUM_OVER_BATCH_SIZE);
  }

  @Override public Tensor losses(Tensor given, Tensor made) {
    SameRank same = SameRank.of(given, made);
    Tensor truth = Crossentropy.binarySmoothed(same.first(), labelSmoothing), y = fromLogits ? same.second().sigmoid() : same.second();
    Tensor entropy = Crossentropy.binaryOfEach(truth, y, y.logits());
    Tensor right = truth.times(y).plus(truth.subtractedFrom(1).times(y.subtractedFrom(1)));
    Tensor focal = right.subtractedFrom(1).pow((float) gamma).times(entropy);
    return (applyClassBalancing ? balance(truth).times(focal) : focal).mean(false, axis);
  }

  private Tensor balance(Tensor truth) {
    return truth.times((float) alpha).plus(truth.subtractedFrom(1).times((float) (1 - alpha)));
  }

  @Override public void check(Samples truth, Shape output) {
    TargetShape.check("BinaryFocalCrossentropy", truth, output);
    checkAxis(truth, output);
    TargetShape.probabilities("BinaryFocalCrossentropy", truth);
  }
}

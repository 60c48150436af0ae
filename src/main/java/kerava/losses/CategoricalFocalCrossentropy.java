package kerava.losses;

import static kerava.KeravaException.require;

import kerava.ops.Crossentropy;
import kerava.ops.Tensor;
import kerava.tensor.Samples;
import kerava.tensor.Shape;

/**
 * {@code -alpha sum((1 - p)^gamma truth log(p))} over {@code axis}, the last by default and counted with the batch axis: what is nearly
 * right weighs little. The prediction is scaled to a sum of 1 and clipped to 1e-7 .. 1 - 1e-7; {@code fromLogits}: it goes through a
 * softmax first. Shapes: truth and prediction (batch, ..., classes); a row of truth is one-hot, or probabilities; {@code labelSmoothing} as
 * in {@link CategoricalCrossentropy}. Source: Lin et al., "Focal loss for dense object detection", 2017; Keras {@code losses/losses.py}
 * categorical_focal_crossentropy.
 */
public record CategoricalFocalCrossentropy(double alpha, double gamma, boolean fromLogits, double labelSmoothing, int axis,
    Reduction reduction) implements AlongAxis<CategoricalFocalCrossentropy> {
  public CategoricalFocalCrossentropy {
    Reduction.check("CategoricalFocalCrossentropy", reduction);
    require(alpha >= 0, "CategoricalFocalCrossentropy: alpha must not be negative, got %s", alpha);
    require(gamma >= 0, "CategoricalFocalCrossentropy: gamma must not be negative, got %s", gamma);
    BinaryCrossentropy.checkSmoothing("CategoricalFocalCrossentropy", labelSmoothing);
  }

  public CategoricalFocalCrossentropy() { this(0.25, 2); }

  public CategoricalFocalCrossentropy(double alpha, double gamma) { this(alpha, gamma, false, 0); }

  public CategoricalFocalCrossentropy(double alpha, double gamma, boolean fromLogits, double labelSmoothing) {
    this(alpha, gamma, fromLogits, labelSmoothing, -1, Reduction.SUM_OVER_BATCH_SIZE);
  }

  @Override public Tensor losses(Tensor rows, Tensor made) {
    Tensor truth = Crossentropy.smoothed(rows, labelSmoothing);
    Tensor p = Crossentropy.probabilities(fromLogits ? made.softmax(axis) : made, axis);
    Tensor weight = p.subtractedFrom(1).pow((float) gamma), alphas = weight.number((float) alpha);
    return weight.multiply(alphas).multiply(truth.negative().times(p.log())).sumOver(false, axis);
  }

  @Override public void check(Samples truth, Shape output) {
    CategoricalCrossentropy.checkRows("CategoricalFocalCrossentropy", truth, output);
    checkAxis(truth, output);
  }
}

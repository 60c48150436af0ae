package kerava.losses;

import static kerava.KeravaException.require;

import kerava.ops.Similarity;
import kerava.ops.Tensor;
import kerava.tensor.Samples;
import kerava.tensor.Shape;

/**
 * Draws rows of the same label together and those of others apart, each pair the more the further it is from where it should be
 * ({@link Similarity#circle}). Shapes: truth (batch) or (batch, 1), whole numbers; prediction (batch, n), rows of length 1, as a
 * {@code UnitNormalization} makes them. A sample alone of its label in the batch does not count. {@code gamma}: how steeply;
 * {@code margin}: how much nearness is asked for; {@code removeDiagonal}: whether a sample is no neighbour of itself. Source: Sun et al.,
 * "Circle loss", 2020; Keras {@code losses/losses.py} circle.
 */
public record Circle(double gamma, double margin, boolean removeDiagonal, Reduction reduction) implements Configured<Circle> {
  public Circle {
    Reduction.check("Circle", reduction);
    require(Double.isFinite(gamma) && Double.isFinite(margin), "Circle: gamma and margin must be finite, got %s and %s", gamma, margin);
  }

  public Circle() { this(80, 0.4); }

  public Circle(double gamma, double margin) { this(gamma, margin, true, Reduction.SUM_OVER_BATCH_SIZE); }

  @Override public Tensor losses(Tensor truth, Tensor prediction) {
    return Similarity.circle(truth, prediction, gamma, margin, removeDiagonal);
  }

  @Override public Shape lossShape(Shape truth, Shape output) { return output.dropLast(); }

  @Override public void check(Samples truth, Shape output) {
    Shape given = truth.sampleShape();
    require(output.rank() == 2, "Circle: the model's output must be a row for each sample, (n, size), got %s; let the model flatten it",
        output);
    require(given.rank() == 0 || given.equals(Shape.of(1)),
        "Circle: y must hold one label a sample, shape (n,) or (n, 1), got (n, ...) with %s a sample",
        given);
    TargetShape.values("Circle", truth, label -> label == Math.rint(label) && Math.abs(label) <= Integer.MAX_VALUE,
        "labels must be whole numbers of 32 bits");
  }
}

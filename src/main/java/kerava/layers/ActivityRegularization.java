package kerava.layers;

import static kerava.KeravaException.require;

import kerava.ops.Tensor;
import kerava.regularizers.L1L2;
import kerava.regularizers.Regularizer;
import kerava.tensor.Shape;

/**
 * y is x, and {@code l1 * sum|x| + l2 * sum x^2} of each sample adds to the loss; both at least 0. Source: Keras
 * {@code layers/regularization/activity_regularization.py}.
 */
public record ActivityRegularization(double l1, double l2, LayerOptions options) implements UnaryLayer, Configured<ActivityRegularization> {
  public ActivityRegularization {
    require(l1 >= 0 && l2 >= 0, "ActivityRegularization: l1 and l2 must not be negative, got %s and %s", l1, l2);
    LayerOptions.refuseActivityRegularizer("ActivityRegularization", options, "give it l1 and l2");
  }

  public ActivityRegularization() { this(0, 0); }

  public ActivityRegularization(double l1, double l2) { this(l1, l2, LayerOptions.of("ActivityRegularization")); }

  @Override public Regularizer activityRegularizer() { return new L1L2(l1, l2); }

  @Override public boolean supportsMasking() { return true; }

  @Override public Shape outputShape(Shape x) { return x; }

  @Override public Tensor call(Call c, Tensor x) { return x; }
}

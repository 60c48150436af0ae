package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import kerava.config.Axes;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/**
 * {@code exp(x) / sum(exp(x))}, the sum along {@code axis}, one alone; y has the shape of x. Source: Keras
 * {@code layers/activations/softmax.py}.
 */
public record Softmax(Axes axis, LayerOptions options) implements UnaryLayer, Configured<Softmax> {
  public Softmax {
    require(axis != null, inJava("take new Axes(-1) for the last"), "Softmax: the axis must not be null");
    require(axis.axes().size() == 1, "Softmax: one axis alone is supported, got %s; reshape the input so that they are one", axis);
  }

  public Softmax() { this(-1); }

  public Softmax(int axis) { this(new Axes(axis), LayerOptions.of("Softmax")); }

  @Override public Shape outputShape(Shape x) {
    require(axis.areOfSample(x.rank()), "Softmax: axis %s is not one of a sample's axes in an input %s", axis, x);
    return x;
  }

  @Override public Tensor call(Call c, Tensor x) { return x.softmax(axis.axes().get(0)); }
}

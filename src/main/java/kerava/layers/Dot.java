package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.List;
import kerava.config.Axes;
import kerava.config.Settings;
import kerava.ops.Normalization;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/**
 * The products of two inputs, sample by sample, along an axis of each: {@code axes}, one for both or two, counted with the batch axis, from
 * the end if negative. y has the other axes of x, then those of the second; two vectors make one number. {@code normalize}: both over their
 * Euclidean norm along it. Source: Keras {@code layers/merging/dot.py}.
 */
public record Dot(Axes axes, boolean normalize, LayerOptions options) implements Layer, Configured<Dot> {
  public Dot {
    require(axes != null, inJava("take new Axes(1), for example"), "Dot: the axes must not be null");
    require(axes.axes().size() <= 2, "Dot: axes must be one for both inputs or two, got %s", axes);
  }

  public Dot(Axes axes) { this(axes, false, LayerOptions.of("Dot")); }

  public Dot(int axis) { this(new Axes(axis)); }

  public Dot withNormalize(boolean normalize) { return Settings.with(this, "normalize", normalize); }

  @Override public List<Shape> outputShapes(List<Shape> inputs) {
    require(inputs.size() == 2, "Dot: takes two inputs, got %d of shapes %s", inputs.size(), inputs);
    List<Integer> sizes = new ArrayList<>();
    for (int input = 0; input < 2; input++) {
      Shape shape = inputs.get(input);
      int axis = along(input);
      require(axis != 0 && axis > -shape.rank() && axis < shape.rank(), "Dot: axis %d is not one of a sample's axes in an input %s", axis,
          shape);
      List<Integer> rest = new ArrayList<>(shape.sizes());
      rest.remove(Math.floorMod(axis, shape.rank()));
      sizes.addAll(input == 0 ? rest : rest.subList(1, rest.size()));
    }
    int first = inputs.get(0).size(along(0)), second = inputs.get(1).size(along(1));
    require(first == second, "Dot: both inputs must be as long along axes %s, got %d and %d of shapes %s", axes, first, second, inputs);
    return List.of(sizes.size() == 1 ? new Shape(sizes).append(1) : new Shape(sizes));
  }

  private int along(int input) { return axes.axes().get(Math.min(input, axes.axes().size() - 1)); }

  @Override public List<Tensor> call(Call c, List<Tensor> inputs) {
    Tensor x = inputs.get(0), y = inputs.get(1);
    int ofX = Math.floorMod(along(0), x.rank()), ofY = Math.floorMod(along(1), y.rank());
    if (normalize) {
      x = Normalization.l2Normalize(x, ofX);
      y = Normalization.l2Normalize(y, ofY);
    }
    return List.of(x.batchDot(y, ofX, ofY));
  }
}

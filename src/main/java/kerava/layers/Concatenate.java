package kerava.layers;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import kerava.config.Settings;
import kerava.ops.Tensor;
import kerava.tensor.DType;
import kerava.tensor.Shape;

/**
 * The inputs one behind the other along {@code axis}, counted with the batch axis, from the end if negative; all other axes are alike.
 * Source: Keras {@code layers/merging/concatenate.py}.
 */
public record Concatenate(int axis, LayerOptions options) implements Layer, Configured<Concatenate> {
  public Concatenate {
    require(axis != 0, "Concatenate: axis must not be 0, the batch axis; take -1 for the last");
  }

  public Concatenate() { this(-1); }

  public Concatenate(int axis) { this(axis, LayerOptions.of("Concatenate")); }

  public Concatenate withAxis(int axis) { return Settings.with(this, "axis", axis); }

  @Override public boolean supportsMasking() { return true; }

  @Override public List<Shape> outputShapes(List<Shape> inputs) {
    Shape first = inputs.get(0);
    require(axis < first.rank() && axis > -first.rank(), "Concatenate: axis %d is not one of a sample's axes in inputs of shapes %s", axis,
        inputs);
    int along = axis < 0 ? axis + first.rank() : axis, size = 0;
    for (Shape shape : inputs) {
      require(shape.rank() == first.rank() && shape.withSize(along, 1).meets(first.withSize(along, 1)),
          "Concatenate: the inputs must be alike but along axis %d, got shapes %s", axis, inputs);
      size = size == Shape.NONE || shape.size(along) == Shape.NONE ? Shape.NONE : Math.addExact(size, shape.size(along));
    }
    return List.of(first.withSize(along, size));
  }

  @Override public List<Tensor> masks(List<Tensor> inputs, List<Tensor> masks) {
    if (masks.stream().allMatch(mask -> mask == null)) return Collections.singletonList(null);
    List<Tensor> whole = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) whole.add(whole(inputs.get(i), masks.get(i)));
    return List.of(Tensor.concatenate(whole, axis).any(false, -1));
  }

  private static Tensor whole(Tensor x, Tensor mask) {
    if (mask == null) return x.trues();
    return mask.rank() < x.rank() ? mask.expandDims(-1).or(x.trues().not()) : mask;
  }

  @Override public DType outputType(List<DType> inputs) { return Types.common(this, inputs); }

  @Override public List<Tensor> call(Call c, List<Tensor> inputs) { return List.of(Tensor.concatenate(Types.together(inputs), axis)); }
}

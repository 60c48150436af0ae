package kerava.layers;

import static kerava.KeravaException.require;

import kerava.config.Settings;
import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** All axes but the batch as one. Shapes: x (batch, a, b, ...), y (batch, a * b * ...). Source: Keras {@code layers/reshaping/flatten.py}. */
public record Flatten(String name) implements Layer {
  public Flatten() { this(null); }

  @Override public Flatten named(String name) { return Settings.with(this, "name", name); }

  @Override public Shape outputShape(Shape x) {
    require(x.rank() >= 1, "Flatten: the input must have a batch axis, got %s", x);
    return Shape.of(x.size(0), Math.toIntExact(x.dropFirst().elements()));
  }

  @Override public Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
    long size = 1;
    for (int axis = 1; axis < x.shape().numDimensions(); axis++) size *= x.shape().get(axis);
    return c.tf().reshape(x, c.tf().constant(new int[] {c.batchSize(), (int) size}));
  }
}

package kerava.layers;

import static kerava.KeravaException.require;

import java.util.List;
import kerava.ops.Tensor;
import kerava.tensor.DType;
import kerava.tensor.Shape;

/**
 * Each sample {@code n} times, as so many steps. Shapes: x (batch, features), y (batch, n, features). Source: Keras
 * {@code layers/reshaping/repeat_vector.py}.
 */
public record RepeatVector(int n, LayerOptions options) implements UnaryLayer, Configured<RepeatVector> {
  public RepeatVector { require(n >= 1, "RepeatVector: n must be at least 1, got %d; give the number of steps", n); }

  public RepeatVector(int n) { this(n, LayerOptions.of("RepeatVector")); }

  @Override public DType outputType(List<DType> inputs) { return inputs.get(0); }

  @Override public Shape outputShape(Shape x) {
    require(x.rank() == 2, "RepeatVector: the input must be (batch, features), got %s; bring it there by Flatten", x);
    return Shape.of(x.size(0), n, x.size(1));
  }

  @Override public Tensor call(Call c, Tensor x) {
    List<?> sizes = x.symbolicSizes();
    return x.reshape(List.of(sizes.get(0), 1, sizes.get(1))).repeat(n, 1);
  }
}

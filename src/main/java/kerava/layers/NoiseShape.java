package kerava.layers;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.List;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/**
 * The shape of a mask that a layer draws for x, with the batch axis: {@link Shape#NONE} for an axis as long as x's, 1 for an axis that
 * shares its mask; null: the shape of x. Source: Keras {@code backend/tensorflow/random.py} dropout.
 */
final class NoiseShape {
  private NoiseShape() {}

  /** Refuses what is the shape of no mask. */
  static void check(String who, Shape noiseShape) {
    if (noiseShape == null) return;
    for (int size : noiseShape.sizes())
      require(size != 0, "%s: the sizes of noiseShape must be positive or NONE, got %s", who, noiseShape);
  }

  /** Refuses what does not fit x. */
  static void check(String who, Shape noiseShape, Shape x) {
    if (noiseShape == null) return;
    require(noiseShape.rank() == x.rank(), "%s: noiseShape %s must have as many axes as the input, %s", who, noiseShape, x);
    for (int axis = 0; axis < x.rank(); axis++) {
      int size = noiseShape.size(axis);
      require(size == 1 || size == x.size(axis) || size == Shape.NONE || axis > 0 && x.size(axis) == Shape.NONE,
          "%s: axis %d of noiseShape must be 1, NONE or %s, got %d", who, axis,
          x.size(axis) == Shape.NONE ? "the batch size" : x.size(axis), size);
    }
  }

  /** A vector of sizes. */
  static Tensor of(Shape noiseShape, Tensor x) {
    if (noiseShape == null) return x.shape();
    List<Tensor> sizes = new ArrayList<>();
    for (int axis = 0; axis < noiseShape.rank(); axis++) {
      boolean asLong = noiseShape.size(axis) == Shape.NONE;
      sizes.add(asLong ? x.shape().at(axis) : x.constant(noiseShape.size(axis)));
    }
    return Tensor.stack(sizes);
  }
}

package kerava.layers;

import static kerava.KeravaException.require;

import kerava.ops.Encodings;
import kerava.ops.Tensor;
import kerava.tensor.DType;
import kerava.tensor.Shape;

/**
 * What becomes of the numbers that {@code who} makes, each in 0 .. depth - 1, but as they are. Shapes of x and y: ONE_HOT (batch, ..., 1)
 * and (batch, ..., depth), or (batch, ..., n) and (batch, ..., n, depth); MULTI_HOT and COUNT (batch, n) and (batch, depth). Source: Keras
 * {@code utils/numerical_utils.py} encode_categorical_inputs, which of more axes in these two reduces another one than it says.
 */
record Encoder(String who, OutputMode mode, int depth) {
  Shape shape(Shape x) {
    if (mode == OutputMode.INT) return x;
    if (mode == OutputMode.ONE_HOT) return x.rank() > 1 && x.last() == 1 ? x.withLast(depth) : x.append(depth);
    require(x.rank() == 2, "%s: counts the numbers of samples of shape (n,), got inputs of shape %s; flatten them, or take one_hot", who,
        x);
    return x.withLast(depth);
  }

  /** As numbers of {@code type}; {@code weights} of COUNT, of that type, may be null. */
  Tensor encode(Tensor x, DType type, Tensor weights) {
    if (mode == OutputMode.INT) return x.as(type);
    if (mode != OutputMode.ONE_HOT) return Encodings.count(x, depth, mode == OutputMode.MULTI_HOT, type, weights);
    return Encodings.oneHot(x.rank() > 1 && x.size(-1) == 1 ? x.squeezeLast() : x, depth, type);
  }
}

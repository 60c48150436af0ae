package kerava.layers;

import kerava.tensor.Shape;

/** A layer that makes one value of each window of each channel of an image. Source: Keras {@code layers/pooling/base_pooling.py}. */
interface Windowed extends UnaryLayer {
  Pair poolSize();

  Pair strides();

  Padding padding();

  DataFormat dataFormat();

  @Override default Shape outputShape(Shape x) {
    Images.check(this, x);
    return Images.windows(this, x, poolSize(), strides(), padding(), dataFormat(), dataFormat().channels(x));
  }
}

package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import kerava.ops.Tensor;
import kerava.tensor.Shape;

/**
 * A layer that makes one value of each window of each channel of an image or a sequence. Source: Keras
 * {@code layers/pooling/base_pooling.py}.
 */
interface Windowed extends UnaryLayer {
  Extent poolSize();

  Extent strides();

  Padding padding();

  DataFormat dataFormat();

  /** An operation on windows. */
  interface Pool {
    Tensor of(Tensor x, int[] sizes, int[] strides, String padding, boolean channelsLast);
  }

  @Override default Shape outputShape(Shape x) {
    Images.check(this, x, poolSize().toArray().length);
    return Images.windows(this, x, poolSize().toArray(), strides().toArray(), padding(), dataFormat(), dataFormat().channels(x));
  }

  default Tensor pooled(Pool pool, Tensor x) {
    return pool.of(x, poolSize().toArray(), strides().toArray(), padding().toString(), dataFormat().channelsLast());
  }

  static void check(String who, Extent poolSize, Extent strides, Padding padding, DataFormat dataFormat) {
    require(poolSize != null && strides != null && padding != null && dataFormat != null,
        inJava("take new %s(2), for example".formatted(who)),
        "%s: a setting must not be null", who);
    padding.check(who, false);
  }
}

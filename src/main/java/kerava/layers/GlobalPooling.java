package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import kerava.tensor.Shape;

/** A layer that makes one value of each channel of an image. Source: Keras {@code layers/pooling/base_global_pooling.py}. */
interface GlobalPooling extends UnaryLayer {
  DataFormat dataFormat();

  boolean keepdims();

  @Override default Shape outputShape(Shape x) {
    Images.check(this, x);
    int batch = x.size(0), channels = dataFormat().channels(x);
    return keepdims() ? dataFormat().shape(batch, 1, 1, channels) : Shape.of(batch, channels);
  }

  static void check(String who, DataFormat dataFormat) {
    require(dataFormat != null, inJava("take DataFormat.CHANNELS_LAST, for example"), "%s: the data format must not be null", who);
  }
}

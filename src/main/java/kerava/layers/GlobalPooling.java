package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.Arrays;
import kerava.ops.Normalization;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/** A layer that makes one value of each channel of an image or a sequence. Source: Keras {@code layers/pooling/base_global_pooling.py}. */
interface GlobalPooling extends UnaryLayer {
  DataFormat dataFormat();

  boolean keepdims();

  /** How many axes stand between batch and channels. */
  int axesBetween();

  @Override default Shape outputShape(Shape x) {
    Images.check(this, x, axesBetween());
    int batch = x.size(0), channels = dataFormat().channels(x);
    int[] ones = new int[axesBetween()];
    Arrays.fill(ones, 1);
    return keepdims() ? dataFormat().shape(batch, channels, ones) : Shape.of(batch, channels);
  }

  /** The mean along all axes between batch and channels. */
  default Tensor mean(Tensor x) {
    return Normalization.atLeastFloat(x).mean(keepdims(), dataFormat().axes(x.rank())).cast(x.type());
  }

  static void check(String who, DataFormat dataFormat) {
    require(dataFormat != null, inJava("take DataFormat.CHANNELS_LAST, for example"), "%s: the data format must not be null", who);
  }
}

package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import kerava.tensor.Shape;

/**
 * A layer that makes so many values of each channel, each of a window; windows are about as long, and overlap. Source: Keras
 * {@code layers/pooling/base_adaptive_pooling.py}.
 */
interface AdaptivePooling extends UnaryLayer {
  Extent outputSize();

  DataFormat dataFormat();

  static void check(String who, Extent outputSize, DataFormat dataFormat) {
    require(outputSize != null && dataFormat != null, inJava("take new %s(2), for example".formatted(who)),
        "%s: a setting must not be null",
        who);
  }

  @Override default Shape outputShape(Shape x) {
    Images.check(this, x, outputSize().toArray().length);
    Sizes.known(this, x, dataFormat().axes(x.rank()));
    int[] outputs = outputSize().toArray(), sizes = dataFormat().sizes(x);
    for (int i = 0; i < outputs.length; i++)
      require(outputs[i] > 1 && sizes[i] > 1,
          "%s: Keras makes at least 2 windows of at least 2 places, got %d windows of %d places along an axis of %s; take a Global%s for one",
          className(), outputs[i], sizes[i], x, className().replace("Adaptive", ""));
    return dataFormat().shape(x.size(0), dataFormat().channels(x), outputSize().toArray());
  }

  /** Windows are of the size that x has. */
  @Override default boolean writesForAnySize() { return false; }
}

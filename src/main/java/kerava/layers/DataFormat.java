package kerava.layers;

import java.util.List;
import kerava.tensor.Shape;

/** Where the channels of images stand: (batch, height, width, channels), or (batch, channels, height, width). */
public enum DataFormat {
  CHANNELS_LAST,
  CHANNELS_FIRST;

  boolean channelsLast() { return this == CHANNELS_LAST; }

  int channels(Shape x) { return x.size(channelsLast() ? 3 : 1); }

  int height(Shape x) { return x.size(channelsLast() ? 1 : 2); }

  int width(Shape x) { return x.size(channelsLast() ? 2 : 3); }

  /** The axes along an image. */
  int[] axes() { return channelsLast() ? new int[] {1, 2} : new int[] {2, 3}; }

  Shape shape(int batch, int height, int width, int channels) {
    return new Shape(channelsLast() ? List.of(batch, height, width, channels) : List.of(batch, channels, height, width));
  }
}

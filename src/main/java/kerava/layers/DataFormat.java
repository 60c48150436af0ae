package kerava.layers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import kerava.tensor.Shape;

/** Where the channels of images stand: (batch, height, width, channels), or (batch, channels, height, width); of sequences likewise. */
public enum DataFormat {
  CHANNELS_LAST,
  CHANNELS_FIRST;

  boolean channelsLast() { return this == CHANNELS_LAST; }

  int channels(Shape x) { return x.size(channelsAxis(x.rank())); }

  int channelsAxis(int rank) { return channelsLast() ? rank - 1 : 1; }

  /** The axes between batch and channels of what has {@code rank} of them. */
  int[] axes(int rank) { return IntStream.range(1, rank).filter(axis -> axis != channelsAxis(rank)).toArray(); }

  /** The sizes of x along {@link #axes}. */
  int[] sizes(Shape x) { return IntStream.of(axes(x.rank())).map(x::size).toArray(); }

  Shape shape(int batch, int channels, int... sizes) {
    List<Integer> all = new ArrayList<>(List.of(batch));
    for (int size : sizes) all.add(size);
    all.add(channelsAxis(sizes.length + 2), channels);
    return new Shape(Collections.unmodifiableList(all));
  }
}

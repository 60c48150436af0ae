package kerava.layers;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import kerava.ops.Colors;
import kerava.ops.Slice;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/**
 * Images that get other colors at random; Keras's layers of these draw also while a model does not train, so that what they draw next
 * counts that.
 */
interface ColorAugmentation extends ImageAugmentation {
  @Override default boolean drawsAlways() { return true; }

  /** Refuses what has not as many channels as one of {@code numbers}. */
  static void checkChannels(Layer layer, Shape x, DataFormat format, Integer... numbers) {
    Images.check(layer, x);
    int channels = format.channels(x);
    require(Arrays.asList(numbers).contains(channels), "%s: images must have %s channels, got %s in %s; give it colored images",
        layer.className(),
        String.join(" or ", Arrays.stream(numbers).map(String::valueOf).toList()), channels == Shape.NONE ? "an unknown number" : channels,
        x);
  }

  /** {@code images} within {@code from}, moved and stretched to {@code to}; as they are where the two are one. */
  static Tensor ranged(Tensor images, Between from, Between to) {
    if (from.equals(to)) return images;
    Tensor least = images.number(from.lower()), most = images.number(from.upper()), low = images.number(to.lower()),
        high = images.number(to.upper());
    return images.minus(least).dividedBy(most.minus(least)).times(high.minus(low)).plus(low);
  }

  /**
   * Red, green and blue {@code images} with {@code change} made of one channel of hue, saturation and value, which is (batch, height,
   * width).
   */
  static Tensor withChannel(Tensor images, DataFormat format, int channel, UnaryOperator<Tensor> change) {
    Tensor hsv = Colors.hsv(images, format.channelsLast());
    int axis = format.channelsAxis(images.rank());
    List<Tensor> channels = new ArrayList<>();
    for (int i = 0; i < 3; i++)
      channels.add(format.channelsLast() ? hsv.slice(Slice.ellipsis(), Slice.at(i)) : hsv.slice(Slice.all(), Slice.at(i)));
    channels.set(channel, change.apply(channels.get(channel)));
    return Colors.rgb(Tensor.stack(channels, axis).like(images), format.channelsLast());
  }
}

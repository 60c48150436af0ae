package kerava.ops;

import java.util.Collections;
import java.util.List;
import kerava.KeravaException;

/**
 * Colors of images (batch, height, width, 3), or (batch, 3, height, width) if not {@code channelsLast}. Source: Keras
 * {@code backend/tensorflow/image.py}.
 */
public final class Colors {
  private static final float[][] WEIGHTS = {{0.2989f}, {0.5870f}, {0.1140f}};

  private Colors() {}

  /** How bright each pixel is, in one channel; x itself if it has one. */
  public static Tensor grayscale(Tensor x, boolean channelsLast) {
    int channels = channelsLast ? 3 : 1;
    if (x.size(channels) == 1) return x;
    Tensor last = channelsLast ? x : x.transpose(0, 2, 3, 1), weights = x.constant(WEIGHTS).cast(x.type());
    return last.matmul(weights).squeeze(-1).expandDims(channels);
  }

  /** Hue, saturation and value of red, green and blue, all within 0 .. 1; no gradient leads through it. */
  public static Tensor hsv(Tensor x, boolean channelsLast) { return converted("RGBToHSV", "rgb_to_hsv", x, channelsLast); }

  /** The inverse of {@link #hsv}; TensorFlow has no gradient of it. */
  public static Tensor rgb(Tensor x, boolean channelsLast) { return converted("HSVToRGB", "hsv_to_rgb", x, channelsLast); }

  private static Tensor converted(String op, String name, Tensor x, boolean channelsLast) {
    return Pooling.channelsLast(x, channelsLast, last -> {
      Tensor y = last.tape().op(op).on(last).like(last);
      return Gradients.of(y, List.of(last), flow -> {
        if (!flow.wants(0)) return Collections.singletonList(null);
        throw new KeravaException(name + ": TensorFlow has no gradient of it, so nothing before it is trained",
            KeravaException.inJava("put layers that train behind the one that changes colors"));
      });
    });
  }

  /** x, of uint8, whose last {@code bits}, of uint8, are 0. */
  public static Tensor posterized(Tensor x, Tensor bits) {
    return x.tape().op("LeftShift").on(x.tape().op("RightShift").on(x, bits).like(x), bits).like(x);
  }
}

package kerava.data;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.nio.file.Path;
import java.util.Locale;
import kerava.config.Warnings;
import kerava.engine.ImageKernels;
import kerava.files.SafeFile;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;

/**
 * Images to arrays and back, as {@code keras.utils} has it. An image is an array of uint8, (height, width, channels) of 1 (grey), 3 (RGB)
 * or 4 (RGBA) channels. Source: Keras {@code utils/image_utils.py}.
 */
public final class Images {
  private Images() {}

  /** The image in {@code file}, RGB, in its own size; {@link LoadImg} has settings. */
  public static NDArray loadImg(Path file) { return new LoadImg().of(file); }

  /** {@code img} as float32, 0 to 255, {@code keras.utils.img_to_array}. */
  public static NDArray imgToArray(NDArray img) { return imgToArray(img, false); }

  /** As {@link #imgToArray(NDArray)}; {@code channelsFirst}: it becomes (channels, height, width). */
  public static NDArray imgToArray(NDArray img, boolean channelsFirst) {
    expectImage("imgToArray", img.shape(), 2);
    require(img.dtype() == DType.UINT8, "Images.imgToArray: an image must be of uint8, got %s", img.dtype());
    NDArray floats = img.as(DType.FLOAT32);
    return channelsFirst ? Pixels.channelsFirst(floats) : floats;
  }

  /**
   * {@code x} stretched so that its least number becomes 0 and its largest 255, {@code keras.utils.array_to_img}; fractions are cut off.
   */
  public static NDArray arrayToImg(NDArray x) { return arrayToImg(x, false, true); }

  /**
   * As {@link #arrayToImg(NDArray)}.
   *
   * @param x (height, width, channels), or with {@code channelsFirst} (channels, height, width)
   * @param scale false: its numbers are levels, 0 to 255, as they are. Example: 0.5, 254.9 give 0 and 254
   */
  public static NDArray arrayToImg(NDArray x, boolean channelsFirst, boolean scale) {
    expectImage("arrayToImg", x.shape(), channelsFirst ? 0 : 2);
    NDArray ordered = channelsFirst ? Pixels.channelsLast(x.as(DType.FLOAT32)) : x.as(DType.FLOAT32);
    float[] values = ordered.values();
    float least = Float.POSITIVE_INFINITY, most = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      require(Float.isFinite(value), "Images.arrayToImg: numbers must be finite, got %s", value);
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    require(scale || least > -1 && most < 256, inJava("let scale be true"),
        "Images.arrayToImg: levels must be in 0 .. 255, got %s to %s", least, most);
    float range = most - least;
    byte[] levels = new byte[values.length];
    for (int i = 0; i < levels.length; i++)
      levels[i] = (byte) (int) (scale ? (range == 0 ? values[i] - least : (values[i] - least) / range) * 255 : values[i]);
    return NDArray.of(ordered.shape(), DType.UINT8, levels);
  }

  private static void expectImage(String who, Shape shape, int axis) {
    boolean fits = shape.rank() == 3 && shape.elements() > 0 && (shape.size(axis) == 1 || shape.size(axis) == 3 || shape.size(axis) == 4);
    require(fits, "Images.%s: an image must be %s of 1, 3 or 4 channels, got %s", who,
        axis == 0 ? "(channels, height, width)" : "(height, width, channels)", shape);
  }

  /**
   * Writes {@link #arrayToImg(NDArray)} of {@code x}, {@code keras.utils.save_img}; see {@link #saveImg(Path, NDArray, boolean, boolean)}.
   */
  public static void saveImg(Path file, NDArray x) { saveImg(file, x, false, true); }

  /**
   * Writes {@link #arrayToImg(NDArray, boolean, boolean)} of {@code x} as PNG or, in a quality of 75 and without alpha, as JPEG, by the
   * ending of the name. An old file stays whole if this fails.
   */
  public static void saveImg(Path file, NDArray x, boolean channelsFirst, boolean scale) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    require(name.matches("(?s).*\\.(png|jpe?g)"), "%s: images are written as .png, .jpg or .jpeg, by the ending of the name", file);
    NDArray image = arrayToImg(x, channelsFirst, scale);
    boolean png = name.endsWith(".png");
    if (!png && image.shape().size(2) == 4) {
      Warnings.warn("%s: JPEG has no alpha, so it is left out", file);
      image = withoutAlpha(image);
    }
    byte[] bytes;
    try (ImageKernels kernels = new ImageKernels()) {
      bytes = png ? kernels.encodePng(image) : kernels.encodeJpeg(image);
    }
    SafeFile.write(file, out -> out.write(bytes));
  }

  private static NDArray withoutAlpha(NDArray image) {
    byte[] from = (byte[]) image.array(), to = new byte[from.length / 4 * 3];
    for (int i = 0; i < from.length / 4; i++) System.arraycopy(from, 4 * i, to, 3 * i, 3);
    return NDArray.of(Shape.of(image.shape().size(0), image.shape().size(1), 3), DType.UINT8, to);
  }
}

package kerava.data;

import static kerava.FormatException.refuseUnless;
import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.nio.file.Path;
import kerava.config.Limits;
import kerava.config.Settings;
import kerava.engine.ImageKernels;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * An image file as an array, {@code keras.utils.load_img}: uint8, (height, width, channels), with PIL's bits. {@link Images#imgToArray}
 * makes floats of it.
 *
 * <pre>{@code
 * NDArray img = new LoadImg().withTargetSize(224, 224).of(Path.of("elephant.jpg"));
 * }</pre>
 *
 * JPEG is decoded more exactly than in {@link ImageDatasetFromDirectory}, as PIL does it and TensorFlow does not: levels differ by up to 4.
 * Where PIL and TensorFlow's kernels see different images, the file is refused: JPEG in CMYK, PNG in grey of 16 bits or of fewer than 8
 * with a transparent grey (for RGBA), transparent GIF, BMP of other than 24 bits. Errors name the file. Source: Keras
 * {@code utils/image_utils.py} load_img.
 *
 * @param targetHeight null: that of the file
 * @param targetWidth null: that of the file
 * @param keepAspectRatio whether the largest part from the middle is taken that has the ratio of the target, so that nothing is distorted
 */
public record LoadImg(ColorMode colorMode, @Nullable Integer targetHeight, @Nullable Integer targetWidth, Resampling interpolation,
    boolean keepAspectRatio, Limits limits) {
  private static final String CURE = "save it as a PNG in RGB, 8 bits a channel";

  public LoadImg {
    require(colorMode != null && interpolation != null && limits != null, "LoadImg: colorMode, interpolation and limits must not be null");
    require((targetHeight == null) == (targetWidth == null), "LoadImg: targetHeight and targetWidth go together, got %s and %s",
        targetHeight,
        targetWidth);
    require(targetHeight == null || targetHeight >= 1 && targetWidth >= 1, inJava("leave targetSize out for that of the file"),
        "LoadImg: the target's height and width must be positive, got %s and %s", targetHeight, targetWidth);
  }

  /** Keras's defaults: RGB, in its own size. */
  public LoadImg() { this(ColorMode.RGB, null, null, Resampling.NEAREST, false, Limits.DEFAULT); }

  public NDArray of(Path path) {
    ImageFile file = ImageFile.read(path, limits);
    check(file);
    NDArray image;
    try (ImageKernels kernels = new ImageKernels()) {
      image = decoded(file, kernels);
    }
    if (targetHeight == null) return image;
    int height = image.shape().size(0), width = image.shape().size(1);
    if (height == targetHeight && width == targetWidth) return image;
    Resampled.Box box = keepAspectRatio ? middle(height, width) : new Resampled.Box(0, 0, height, width);
    refuseUnless(box.height() > 0 && box.width() > 0, "%s: an image of %d x %d pixels (height x width) has no part of the ratio %d x %d; "
        + "do not keep the ratio, or take it out", path, height, width, targetHeight, targetWidth);
    return Resampled.of(image, box, targetHeight, targetWidth, interpolation);
  }

  private Resampled.Box middle(int height, int width) {
    int rows = (int) Math.min(height, (long) width * targetHeight / targetWidth);
    int columns = (int) Math.min(width, (long) height * targetWidth / targetHeight);
    return new Resampled.Box((height - rows) / 2, (width - columns) / 2, rows, columns);
  }

  private void check(ImageFile file) {
    ImageHeader header = file.header();
    String unlike = switch (header.format()) {
      case PNG -> header.channels() != 1 || header.palette()
          ? null
          : header.depth() == 16
              ? "a PNG in grey of 16 bits"
              : header.depth() < 8 && header.transparent() && colorMode == ColorMode.RGBA
                  ? "a PNG with a transparent grey of few bits"
                  : null;
      case JPEG -> header.channels() == 4 ? "a JPEG in CMYK" : null;
      case GIF -> header.transparent() || !header.whole() ? "a transparent GIF, or one that does not cover its canvas" : null;
      case BMP -> header.channels() == 3 ? null : "a BMP of other than 24 bits a pixel";
    };
    refuseUnless(unlike == null, "%s: LoadImg does not read what PIL and TensorFlow see differently, got %s; %s", file.path(), unlike,
        CURE);
  }

  private NDArray decoded(ImageFile file, ImageKernels kernels) {
    ImageHeader header = file.header();
    if (header.format() == ImageFormat.JPEG) return as(kernels.decodeAccurately(file.path().toString(), file.bytes(), 3));
    boolean alpha = header.format() == ImageFormat.PNG && (header.channels() != 1 || header.palette() || header.transparent());
    return colorMode == ColorMode.RGBA && alpha ? file.decoded(kernels, 4) : as(file.decoded(kernels, 3));
  }

  /** {@code rgb} in the color mode. Grey as PIL weighs the colors: {@code src/libImaging/Convert.c} L24. */
  private NDArray as(NDArray rgb) {
    if (colorMode == ColorMode.RGB) return rgb;
    byte[] from = (byte[]) rgb.array();
    int pixels = from.length / 3, channels = colorMode.channels();
    byte[] to = new byte[Math.multiplyExact(pixels, channels)];
    for (int i = 0; i < pixels; i++) {
      int red = from[3 * i] & 0xff, green = from[3 * i + 1] & 0xff, blue = from[3 * i + 2] & 0xff;
      if (colorMode == ColorMode.GRAYSCALE) {
        to[i] = (byte) (red * 19595 + green * 38470 + blue * 7471 + 0x8000 >> 16);
        continue;
      }
      System.arraycopy(from, 3 * i, to, 4 * i, 3);
      to[4 * i + 3] = (byte) 255;
    }
    return NDArray.of(Shape.of(rgb.shape().size(0), rgb.shape().size(1), channels), DType.UINT8, to);
  }

  public LoadImg withColorMode(ColorMode colorMode) { return Settings.with(this, "colorMode", colorMode); }

  public LoadImg withTargetSize(int height, int width) {
    return new LoadImg(colorMode, height, width, interpolation, keepAspectRatio, limits);
  }

  public LoadImg withInterpolation(Resampling interpolation) { return Settings.with(this, "interpolation", interpolation); }

  public LoadImg withKeepAspectRatio(boolean keepAspectRatio) { return Settings.with(this, "keepAspectRatio", keepAspectRatio); }

  public LoadImg withLimits(Limits limits) { return Settings.with(this, "limits", limits); }
}

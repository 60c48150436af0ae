package kerava.data;

import java.util.Locale;

/**
 * How TensorFlow resizes images, without looking at more of a large one than the few pixels around each point. Source: TensorFlow
 * {@code tf.image.ResizeMethod}.
 */
public enum Interpolation {
  BILINEAR,
  NEAREST,
  BICUBIC,
  AREA,
  LANCZOS3,
  LANCZOS5,
  GAUSSIAN,
  MITCHELLCUBIC;

  /** Keras's name: {@code bilinear}. */
  @Override public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package kerava.layers;

import java.util.Locale;

/** How images of another size are made. Source: Keras {@code backend/tensorflow/image.py} resize, which has TensorFlow's ops do it. */
public enum Interpolation {
  /** The pixel that is nearest. */
  NEAREST,
  /** Between the two pixels beside, along each axis. */
  BILINEAR,
  /** Between the four pixels beside, by a cubic. */
  BICUBIC,
  /** Between six pixels, by a Lanczos window of radius 3. */
  LANCZOS3,
  /** Between ten pixels, by a Lanczos window of radius 5. */
  LANCZOS5;

  /** As Keras names it. */
  @Override public String toString() { return name().toLowerCase(Locale.ROOT); }
}

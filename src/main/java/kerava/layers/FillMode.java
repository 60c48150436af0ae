package kerava.layers;

import java.util.Locale;

/** What stands where pixels are taken from beyond the border. Source: Keras {@code backend/tensorflow/image.py} affine_transform. */
public enum FillMode {
  /** One value everywhere: kkkk|abcd|kkkk. */
  CONSTANT,
  /** The pixel at the border: aaaa|abcd|dddd. */
  NEAREST,
  /** The image as in a mirror at the border: dcba|abcd|dcba. */
  REFLECT,
  /** The image once more: abcd|abcd|abcd. */
  WRAP;

  /** As Keras names it. */
  @Override public String toString() { return name().toLowerCase(Locale.ROOT); }
}

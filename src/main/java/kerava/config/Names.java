package kerava.config;

import java.util.Locale;

/** How Keras turns class names and settings into text. Source: Keras {@code utils/naming.py}. */
public final class Names {
  private Names() {}

  /** {@code LeakyReLU} to {@code leaky_re_lu}, {@code MaxPooling2D} to {@code max_pooling2d}, {@code useBias} to {@code use_bias}. */
  public static String snakeCase(String name) {
    return name.replaceAll("\\W+", "").replaceAll("(.)([A-Z][a-z]+)", "$1_$2").replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }

  /** The key of a setting in a Keras config: {@code useBias} to {@code use_bias}, {@code beta1} to {@code beta_1}, but {@code l1} stays. */
  public static String settingKey(String component) {
    return snakeCase(component).replaceAll("([a-z]{2})(\\d+)$", "$1_$2");
  }
}

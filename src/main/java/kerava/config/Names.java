package kerava.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How Keras turns class names and settings into text. Source: Keras {@code utils/naming.py}. */
public final class Names {
  private static final Set<String> STEPS = Set.of("", ".", "..");

  private static final Pattern OTHERS = Pattern.compile("\\W+"), CAPITALIZED = Pattern.compile("(.)([A-Z][a-z]+)"),
      CAPITAL = Pattern.compile("([a-z])([A-Z])"), NUMBERED = Pattern.compile("([a-z]{2})(\\d+)(?=_|$)");

  /** Of the components of records, which are as many as the code has. */
  private static final Map<String, String> KEYS = new ConcurrentHashMap<>();

  private Names() {}

  /**
   * Null if a layer or a model may be called {@code name}, else the rule that it breaks: a name must lead nowhere if someone makes a path
   * of it.
   */
  public static @Nullable String broken(String name) {
    if (name.isEmpty()) return "a name must not be empty";
    if (name.chars().anyMatch(Character::isISOControl)) return "a name must not hold control characters";
    boolean leads = name.contains("\\") || Arrays.stream(name.split("/", -1)).anyMatch(STEPS::contains);
    return leads ? "a name must not hold \\, nor be or have between / nothing, . or .." : null;
  }

  /** Whether {@code name} is made of letters, digits and _ alone, as all names of Keras's own things are. */
  public static boolean isWord(String name) { return !name.isEmpty() && !OTHERS.matcher(name).find(); }

  /** {@code LeakyReLU} to {@code leaky_re_lu}, {@code MaxPooling2D} to {@code max_pooling2d}, {@code useBias} to {@code use_bias}. */
  public static String snakeCase(String name) {
    String word = OTHERS.matcher(name).replaceAll("");
    return CAPITAL.matcher(CAPITALIZED.matcher(word).replaceAll("$1_$2")).replaceAll("$1_$2").toLowerCase(Locale.ROOT);
  }

  /**
   * The key of a setting in a Keras config: {@code useBias} to {@code use_bias}, {@code beta2Decay} to {@code beta_2_decay}, but {@code l1}
   * stays.
   */
  public static String settingKey(String component) {
    return KEYS.computeIfAbsent(component, name -> NUMBERED.matcher(snakeCase(name)).replaceAll("$1_$2"));
  }
}

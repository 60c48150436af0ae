package kerava.callbacks;

import static kerava.KeravaException.require;

import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kerava.KeravaException;
import kerava.training.Decimals;

/**
 * Python's {@code str.format} for numbers by name: {@code {epoch:02d}-{val_loss:.2f}}. Source: Python's "Format Specification
 * Mini-Language".
 */
final class PythonFormat {
  private static final Pattern FIELD = Pattern.compile("\\{\\{|\\}\\}|\\{([^{}:!.\\[]*)(?::([^{}]*))?\\}|[{}]");
  private static final Pattern SPEC = Pattern.compile("(?:(.)?([<>=^]))?([-+ ])?(0)?(\\d{1,3})?(?:\\.(\\d{1,3}))?([dfFeEgG%])?");

  private PythonFormat() {}

  /** {@code text} with the {@code values} that it names: an Integer for a whole number, else a Double. */
  static String of(String who, String text, Map<String, ? extends Number> values) {
    return FIELD.matcher(text).replaceAll(field -> {
      String whole = field.group();
      if (whole.equals("{{") || whole.equals("}}")) return Matcher.quoteReplacement(whole.substring(1));
      require(whole.length() > 1, "%s: '%s' has a single %s; double it to have it in the name", who, text, whole);
      Number value = values.get(field.group(1));
      require(value != null, "%s: '%s' names {%s}, and there are %s", who, text, field.group(1), new TreeSet<>(values.keySet()));
      return Matcher.quoteReplacement(one(who, field.group(2) == null ? "" : field.group(2), value));
    });
  }

  private static String one(String who, String spec, Number value) {
    Matcher m = SPEC.matcher(spec);
    boolean known = m.matches(), whole = value instanceof Integer;
    if (!known || "d".equals(m.group(7)) && !whole || m.group(6) != null && (m.group(7) == null || m.group(7).equals("d")))
      throw new KeravaException(who + ": the format '" + spec + "' of " + (whole ? "a whole number" : "a number")
          + " is not known; take one like 02d for whole numbers, .2f, .3e or .4g");
    String digits = digits(m.group(7), m.group(6) == null ? 6 : Integer.parseInt(m.group(6)), value);
    String sign = digits.startsWith("-") ? "-" : m.group(3) == null || m.group(3).equals("-") ? "" : m.group(3);
    return padded(m, sign, digits.startsWith("-") ? digits.substring(1) : digits);
  }

  private static String digits(String type, int precision, Number value) {
    double v = value.doubleValue();
    if (type == null || type.equals("d")) return value instanceof Integer ? value.toString() : Decimals.repr(v);
    String text = switch (type) {
      case "f", "F" -> Decimals.fixed(v, precision);
      case "e", "E" -> Decimals.scientific(v, precision);
      case "%" -> Decimals.fixed(v * 100, precision) + "%";
      default -> Decimals.general(v, precision);
    };
    return Character.isUpperCase(type.charAt(0)) ? text.toUpperCase(Locale.ROOT) : text;
  }

  private static String padded(Matcher m, String sign, String digits) {
    boolean zero = m.group(4) != null;
    String align = m.group(2) != null ? m.group(2) : zero ? "=" : ">", fill = m.group(1) != null ? m.group(1) : zero ? "0" : " ";
    int missing = (m.group(5) == null ? 0 : Integer.parseInt(m.group(5))) - sign.length() - digits.length();
    String pad = fill.repeat(Math.max(0, missing));
    return switch (align) {
      case "<" -> sign + digits + pad;
      case "=" -> sign + pad + digits;
      case "^" -> fill.repeat(Math.max(0, missing) / 2) + sign + digits + fill.repeat((Math.max(0, missing) + 1) / 2);
      default -> pad + sign + digits;
    };
  }
}

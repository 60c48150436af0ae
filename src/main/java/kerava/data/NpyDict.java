package kerava.data;

import static kerava.FormatException.refuseUnless;
import static kerava.data.Quoted.quoted;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Python dict in a .npy header: strings, True and False, tuples of whole numbers (Python 2 wrote some as {@code 3L}), and nothing
 * else.
 */
final class NpyDict {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(?:'([^'\\\\]*)'|\"([^\"\\\\]*)\"|(True|False)|(-?[0-9]{1,18})L?|([{}():,\\[]))");

  private final String text, where;
  private final Matcher tokens;

  private NpyDict(String text, String where) {
    this.text = text;
    this.where = where;
    tokens = TOKEN.matcher(text);
  }

  static Map<String, Object> parse(String text, String where) { return new NpyDict(text, where).dict(); }

  private Map<String, Object> dict() {
    Map<String, Object> dict = new LinkedHashMap<>();
    understood("{".equals(token()));
    Object key = token();
    while (!"}".equals(key)) {
      understood(key instanceof Text name && !dict.containsKey(name.value()) && ":".equals(token()));
      Object value = value();
      dict.put(((Text) key).value(), value instanceof Text string ? string.value() : value);
      Object after = token();
      understood(after.equals(",") || after.equals("}"));
      key = after.equals(",") ? token() : after;
    }
    understood(text.substring(tokens.regionStart()).isBlank());
    return dict;
  }

  private Object value() {
    Object first = token();
    if (first.equals("(")) return tuple();
    refuseUnless(!first.equals("["), "%s: a structured array (fields by name) is not supported, got %s; save each field on its own: "
        + "numpy.savez(file, a=x['a'], b=x['b'])", where, quoted(text));
    understood(first instanceof Text || first instanceof Boolean);
    return first;
  }

  private List<Long> tuple() {
    List<Long> sizes = new ArrayList<>();
    Object next = token();
    while (!next.equals(")")) {
      understood(next instanceof Long);
      sizes.add((Long) next);
      Object after = token();
      understood(after.equals(")") || after.equals(","));
      next = after.equals(",") ? token() : after;
    }
    return sizes;
  }

  /** A quoted string, to be told from punctuation. */
  private record Text(String value) {}

  /** A Text, a Boolean, a Long, or punctuation as a String. */
  private Object token() {
    understood(tokens.lookingAt());
    String single = tokens.group(1), twice = tokens.group(2), bool = tokens.group(3), number = tokens.group(4), mark = tokens.group(5);
    tokens.region(tokens.end(), text.length());
    if (mark != null) return mark;
    if (number != null) return Long.valueOf(number);
    return bool != null ? (Object) bool.equals("True") : new Text(single != null ? single : twice);
  }

  private void understood(boolean understood) {
    refuseUnless(understood, "%s: the .npy header must be a Python dict of descr, fortran_order and shape, got %s; the file is damaged",
        where,
        quoted(text));
  }
}

package kerava.saving;

import java.util.ArrayList;
import java.util.List;
import kerava.FormatException;
import kerava.KeravaException.InJava;

/** What keeps a file from being read, gathered so that all of it is told at once. */
final class Problems {
  private static final int MOST = 100, TEXT = 80, ENDLESS = 10_000;

  private final String file;
  private final List<String> found = new ArrayList<>();
  private int count;

  /** @param file its name, and its Keras version if known, for messages */
  Problems(String file) { this.file = file; }

  String file() { return file; }

  /** {@code rule} and {@code args} as in {@link String#format}. */
  void add(String where, String rule, Object... args) {
    if (count == ENDLESS) refuseAny();
    if (count++ < MOST) found.add((where.isEmpty() ? "" : where + ": ") + String.format(rule, args));
  }

  int count() { return count; }

  List<String> list() { return List.copyOf(found); }

  void refuseAny() { refuseAny(null); }

  /** @param cure null if there is none for a caller in Java alone */
  void refuseAny(InJava cure) {
    if (count == 0) return;
    String more = count > found.size() ? "; and " + (count - found.size()) + " more" : "";
    String message = file + ": " + String.join("; ", found) + more;
    throw cure == null ? new FormatException(message) : new FormatException(message, cure);
  }

  /** A value out of a file, fit for a message: cut short, and without characters that would act on a terminal. */
  static String told(Object value) {
    String text = value instanceof String ? "'" + value + "'" : String.valueOf(value);
    String cut = text.length() > TEXT ? text.substring(0, TEXT) + "..." : text;
    return FormatException.printable(cut);
  }
}

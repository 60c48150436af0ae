package kerava.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import kerava.KeravaException;
import kerava.callbacks.Mode;

/** A setting of a callback as the command line has it. */
record CallbackSetting(String name, String text) {
  int whole() {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new KeravaException(name + " must be a whole number, got '" + text + "'", e);
    }
  }

  double number() {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new KeravaException(name + " must be a number, got '" + text + "'", e);
    }
  }

  boolean truth() { return Boolean.parseBoolean(oneOf("true", "false")); }

  char character() {
    if (text.length() != 1) throw new KeravaException(name + " must be one character, got '" + text + "'");
    return text.charAt(0);
  }

  Mode direction() { return Mode.valueOf(oneOf("auto", "min", "max").toUpperCase(Locale.ROOT)); }

  private String oneOf(String... known) {
    if (!Arrays.asList(known).contains(text))
      throw new KeravaException(name + " must be one of " + List.of(known) + ", got '" + text + "'");
    return text;
  }
}

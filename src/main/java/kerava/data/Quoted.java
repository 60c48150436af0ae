package kerava.data;

import kerava.FormatException;

/** Text out of a file, fit for a message: cut short, and without characters that would act on a terminal. */
final class Quoted {
  private static final int LENGTH = 60;

  private Quoted() {}

  /** {@code 'text'}, with ? for what cannot be printed. */
  static String quoted(String text) {
    String cut = text.length() > LENGTH ? text.substring(0, LENGTH) + "..." : text;
    return "'" + FormatException.printable(cut) + "'";
  }
}

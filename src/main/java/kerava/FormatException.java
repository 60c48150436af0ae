package kerava;

/**
 * What Kerava throws for a file it refuses: damaged, hostile, too large for the limits, or holding what is not supported. The message names
 * the file, the place in it, the rule, what was got, and what to do.
 */
public class FormatException extends KeravaException {
  private static final long serialVersionUID = 1;
  private static final int LONGEST = 50_000;

  public FormatException(String message) {
    super(message(message));
  }

  public FormatException(String message, Throwable cause) {
    super(message(message), cause);
  }

  public FormatException(String message, InJava cure) {
    super(message(message), cure);
  }

  /** What a file can put into a message has an end. */
  private static String message(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "... (" + text.length() + " characters)";
  }

  /** Throws unless {@code rule} holds; {@code message} and {@code args} as in {@link String#format}. */
  public static void refuseUnless(boolean rule, String message, Object... args) {
    if (!rule) throw new FormatException(String.format(message, args));
  }

  /** As {@link #refuseUnless(boolean, String, Object...)}, for what a caller in Java cures by {@code cure}. */
  public static void refuseUnless(boolean rule, InJava cure, String message, Object... args) {
    if (!rule) throw new FormatException(String.format(message, args), cure);
  }
}

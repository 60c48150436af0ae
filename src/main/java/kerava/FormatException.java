package kerava;

/**
 * What Kerava throws for a file it refuses: damaged, hostile, too large for the limits, or holding what is not supported. The message names the file,
 * the place in it, the rule, what was got, and what to do.
 */
public class FormatException extends KeravaException {
  private static final long serialVersionUID = 1;

  public FormatException(String message) {
    super(message);
  }

  public FormatException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Throws unless {@code rule} holds; {@code message} and {@code args} as in {@link String#format}. */
  public static void refuseUnless(boolean rule, String message, Object... args) {
    if (!rule) throw new FormatException(String.format(message, args));
  }
}

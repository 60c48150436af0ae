package kerava;

/** What Kerava throws for every error a caller can cure: the message says who refuses, the rule, what was got, and what to do. */
public class KeravaException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public KeravaException(String message) {
    super(message);
  }

  public KeravaException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Throws unless {@code rule} holds; {@code message} and {@code args} as in {@link String#format}. */
  public static void require(boolean rule, String message, Object... args) {
    if (!rule) throw new KeravaException(String.format(message, args));
  }
}

package kerava;

/** What Kerava throws for every error a caller can cure: the message says who refuses, the rule, what was got, and what to do. */
public class KeravaException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** A cure that is a call in Java. It ends the message, but is no part of {@link #plain()}. */
  public record InJava(String cure) {}

  private final String plain;

  public KeravaException(String message) {
    this(message, (Throwable) null);
  }

  public KeravaException(String message, Throwable cause) {
    super(message, cause);
    plain = message;
  }

  public KeravaException(String message, InJava cure) {
    super(message + "; " + cure.cure());
    plain = message;
  }

  public static InJava inJava(String cure) { return new InJava(cure); }

  /** The message for somebody who does not write Java, such as a user of the command line. */
  public final String plain() { return plain; }

  /** Throws unless {@code rule} holds; {@code message} and {@code args} as in {@link String#format}. */
  public static void require(boolean rule, String message, Object... args) {
    if (!rule) throw new KeravaException(String.format(message, args));
  }

  /** As {@link #require(boolean, String, Object...)}, for what only a caller in Java can cure by {@code cure}. */
  public static void require(boolean rule, InJava cure, String message, Object... args) {
    if (!rule) throw new KeravaException(String.format(message, args), cure);
  }
}

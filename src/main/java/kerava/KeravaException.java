package kerava;

import java.util.regex.Pattern;

/**
 * What Kerava throws for every error a caller can cure: the message says who refuses, the rule, what was got, and what to do, in one line.
 */
public class KeravaException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

  /** A cure that is a call in Java. It ends the message, but is no part of {@link #plain()}. */
  public record InJava(String cure) {}

  private final String plain;

  public KeravaException(String message) {
    this(message, (Throwable) null);
  }

  public KeravaException(String message, Throwable cause) {
    super(printable(message), cause);
    plain = printable(message);
  }

  public KeravaException(String message, InJava cure) {
    super(printable(message) + "; " + cure.cure());
    plain = printable(message);
  }

  /** {@code text} with ? for every character that would act on a terminal or a log; every message is made so, whatever is told in it. */
  public static String printable(String text) { return text == null ? null : UNPRINTABLE.matcher(text).replaceAll("?"); }

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

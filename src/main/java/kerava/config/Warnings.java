package kerava.config;

/**
 * What a user should know though nothing failed. Warnings go to the platform's logger {@code kerava} ({@link System.Logger}), which any
 * logging library can take over; the command line prints each as a line of standard error.
 */
public final class Warnings {
  /** The name of the logger. */
  public static final String LOGGER = "kerava";

  private Warnings() {}

  /** Warns; {@code message} and {@code args} as in {@link String#format}, who is concerned first. */
  public static void warn(String message, Object... args) {
    System.getLogger(LOGGER).log(System.Logger.Level.WARNING, () -> String.format(message, args));
  }
}

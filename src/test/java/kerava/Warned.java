package kerava;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import kerava.config.Warnings;

/** Keeps the warnings from being printed, and their texts instead. */
public final class Warned extends Handler {
  private final Logger logger = Logger.getLogger(Warnings.LOGGER);
  private final List<String> texts = new ArrayList<>();

  private Warned() {}

  /** What Kerava warned of while {@code work} ran. */
  public static List<String> during(Runnable work) {
    Warned warned = new Warned();
    boolean printed = warned.logger.getUseParentHandlers();
    warned.logger.setUseParentHandlers(false);
    warned.logger.addHandler(warned);
    try {
      work.run();
      return warned.texts;
    } finally {
      warned.logger.removeHandler(warned);
      warned.logger.setUseParentHandlers(printed);
    }
  }

  @Override public void publish(LogRecord record) { texts.add(record.getMessage()); }

  @Override public void flush() {}

  @Override public void close() {}
}

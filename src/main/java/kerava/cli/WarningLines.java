package kerava.cli;

import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import kerava.config.Warnings;

/** Kerava's warnings each as a line for {@code lines}, from when it is made until it is closed. */
final class WarningLines extends Handler {
  private final Logger logger = Logger.getLogger(Warnings.LOGGER);
  private final Consumer<String> lines;

  WarningLines(Consumer<String> lines) {
    this.lines = lines;
    logger.setUseParentHandlers(false);
    logger.addHandler(this);
  }

  @Override public void publish(LogRecord record) { lines.accept("kerava: warning: " + record.getMessage()); }

  @Override public void flush() {}

  @Override public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }
}

package kerava.training;

import static kerava.KeravaException.require;

import java.io.Flushable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One epoch's line of Keras 3.15's fit, evaluate and predict, character for character (keras {@code utils/progbar.py} as driven
 * by {@code callbacks/progbar_logger.py}):
 * {@code 1875/1875 ━━━━━━━━━━━━━━━━━━━━ 3s 1ms/step - accuracy: 0.8791 - loss: 0.4269}.  Metrics show their latest value, in the order
 * first seen.  A bar serves one epoch: its clock starts when it is made.  For one thread.
 */
public final class ProgressBar {
  private static final int WIDTH = 20;
  private static final double INTERVAL = 0.05;

  private final Appendable out;
  private final int verbose;
  private final boolean dynamic;
  private final LongSupplier nanoClock;
  private final long start;
  private final Map<String, Double> values = new LinkedHashMap<>();
  private long target;
  private Double afterFirstStep;
  private Double lastDrawn;
  private int lastWidth;

  /**
   * @param out where the line goes; flushed after each piece if it can be; it must take UTF-8
   * @param target steps in the epoch, -1 if unknown
   * @param verbose 0 silent, 1 a moving bar, 2 one line at the end, without a bar
   * @param dynamic for verbose 1: true on a terminal (colours, redrawn in place at most every 0.05 s), false for a pipe or under NO_COLOR
   *     (only the last line, no escapes)
   * @param nanoClock {@link System#nanoTime} or a test's own time
   */
  public ProgressBar(Appendable out, long target, int verbose, boolean dynamic, LongSupplier nanoClock) {
    require(verbose >= 0 && verbose <= 2, "ProgressBar: verbose must be 0, 1 or 2, got %d", verbose);
    require(target >= -1, "ProgressBar: target must be the number of steps, or -1 if unknown, got %d", target);
    this.out = out;
    this.target = target;
    this.verbose = verbose;
    this.dynamic = dynamic;
    this.nanoClock = nanoClock;
    this.start = nanoClock.getAsLong();
  }

  /**
   * {@code Epoch 1/5}, without a line end; {@code epoch} counts from 1.  Keras prints it, unless verbose is 0, when there is more than one
   * epoch.
   */
  public static String epochHeader(int epoch, int epochs) { return "Epoch " + epoch + "/" + epochs; }

  /**
   * @param current steps done, counted from 1; when finalizing, the steps of the whole epoch
   * @param latest metric values by name, null or empty for none; a metric left out keeps its last value
   * @param finalize true exactly once, at the epoch's end: ends the line, and makes {@code current} the target if that was unknown
   */
  public void update(long current, @Nullable Map<String, Double> latest, boolean finalize) {
    if (verbose == 0 || (verbose == 2 && !finalize)) return;
    if (latest != null) values.putAll(latest);
    if (finalize && target < 0) target = current;
    double elapsed = (nanoClock.getAsLong() - start) / 1e9;
    double step = secondsPerStep(current, elapsed);
    if (verbose == 2) {
      if (target > 0) print(count(current) + " - " + Decimals.fixed(elapsed, 0) + "s -" + perStep(step) + metrics() + "\n");
    } else if (dynamic) {
      if (finalize || lastDrawn == null || elapsed - lastDrawn >= INTERVAL) redraw(current, elapsed, step, finalize);
    } else if (finalize) {
      print(bar(current, "", "", "") + " " + Decimals.fixed(elapsed, 0) + "s" + perStep(step) + metrics() + "\n");
    }
  }

  /** Seconds a step takes, without the first one (which pays for tracing and warming up) once there are others; 0 before any. */
  private double secondsPerStep(long current, double elapsed) {
    if (current <= 0) return 0;
    double step = afterFirstStep != null && current > 1 ? (elapsed - afterFirstStep) / (current - 1) : elapsed / current;
    if (current == 1) afterFirstStep = elapsed;
    return step;
  }

  private void redraw(long current, double elapsed, double step, boolean finalize) {
    String time = finalize || target <= 0 ? Decimals.fixed(elapsed, 0) + "s" : eta(step * (target - current));
    String rest = perStep(step) + metrics();
    String plain = bar(current, "", "", "") + " " + time + rest;
    int width = plain.codePointCount(0, plain.length());
    String line = bar(current, "\033[1m", "\033[32m", "\033[37m") + " \033[1m" + time + "\033[0m" + rest;
    print("\b".repeat(lastWidth) + "\r" + line + " ".repeat(Math.max(0, lastWidth - width)) + (finalize ? "\n" : ""));
    lastWidth = width;
    lastDrawn = elapsed;
  }

  /** Steps and bar, each in its escape sequence or, where that is empty, bare. */
  private String bar(long current, String bold, String done, String open) {
    if (target <= 0) return pad(current, 7) + "/Unknown";
    int filled = (int) (WIDTH * ((double) current / target));
    String end = bold.isEmpty() ? "" : "\033[0m";
    String full = filled > 0 ? done + "━".repeat(filled) + end : "";
    return bold + count(current) + end + " " + full + open + "━".repeat(Math.max(0, WIDTH - filled)) + end;
  }

  private String count(long current) { return pad(current, Long.toString(target).length()) + "/" + target; }

  private static String pad(long number, int width) {
    String digits = Long.toString(number);
    return " ".repeat(Math.max(0, width - digits.length())) + digits;
  }

  private static String eta(double seconds) {
    long s = (long) seconds;
    if (seconds > 3600) return s / 3600 + ":" + twoDigits(s % 3600 / 60) + ":" + twoDigits(s % 60);
    return seconds > 60 ? s / 60 + ":" + twoDigits(s % 60) : s + "s";
  }

  private static String twoDigits(long number) { return (number < 10 ? "0" : "") + number; }

  private static String perStep(double seconds) {
    if (seconds >= 1 || seconds == 0) return " " + Decimals.fixed(seconds, 0) + "s/step";
    boolean milli = seconds >= 1e-3;
    return " " + Decimals.fixed(seconds * (milli ? 1000.0 : 1000000.0), 0) + (milli ? "ms/step" : "us/step");
  }

  /** Keras forgets the sign in verbose 2: there every negative value is written with an exponent. */
  private String metrics() {
    StringBuilder text = new StringBuilder();
    values.forEach((name, v) -> text.append(" - ").append(name).append(": ")
        .append((verbose == 2 ? v : Math.abs(v)) > 1e-3 ? Decimals.fixed(v, 4) : Decimals.scientific(v, 4)));
    return text.toString();
  }

  private void print(String text) {
    try {
      out.append(text);
      if (out instanceof Flushable f) f.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

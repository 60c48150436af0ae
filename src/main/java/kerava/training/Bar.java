package kerava.training;

import java.io.PrintStream;
import java.util.Map;

/** A progress line that counts its own steps. */
public final class Bar {
  private final ProgressBar bar;
  private final int target;
  private int done;

  Bar(int target, int verbose, PrintStream out) {
    this.target = target;
    boolean terminal = verbose > 0 && System.console() != null && System.getenv("NO_COLOR") == null;
    bar = new ProgressBar(out, target, verbose, terminal, System::nanoTime);
  }

  /** How many steps there will be; -1: only the end will tell. */
  int target() { return target; }

  /** After {@code steps} more; gives all that are done. */
  public int advance(int steps, Map<String, Double> logs) {
    done += steps;
    bar.update(done, logs, false);
    return done;
  }

  public void end(Map<String, Double> logs) { bar.update(target < 0 ? done : target, logs, true); }
}

package kerava.training;

import java.util.List;

/** How many batches one run of the engine takes: one at first, to see how long they take, then as many as fill {@link #TARGET}. */
final class ChunkSize {
  private static final long TARGET = 75_000_000;
  private static final int MOST_GROWTH = 16;

  private final int fixed;
  private int steps = 1;
  private boolean first = true;

  /** {@code fixed}: always so many batches; 0: by their speed. */
  ChunkSize(int fixed) { this.fixed = fixed; }

  /** {@code fixed}; if that is 0, batch by batch if one of {@code callbacks} asks for it, else by their speed. */
  static ChunkSize of(int fixed, List<Callback> callbacks) {
    return new ChunkSize(fixed == 0 && callbacks.stream().anyMatch(Callback::everyBatch) ? 1 : fixed);
  }

  int steps() { return fixed > 0 ? fixed : steps; }

  /** The first run also writes and optimizes the graph, so it says nothing of speed. */
  void ran(int ranSteps, long nanos) {
    long fitting = first ? MOST_GROWTH : TARGET * ranSteps / Math.max(1, nanos);
    steps = (int) Math.max(1, Math.min(fitting, (long) steps * MOST_GROWTH));
    first = false;
  }
}

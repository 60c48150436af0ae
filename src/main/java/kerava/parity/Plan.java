package kerava.parity;

import static kerava.KeravaException.require;

/** How to compare: the first seed, how many from there (null: as many as each recorded training wants), and the notebooks' limits. */
public record Plan(long seed, Integer seeds, Integer epochs, Integer limit) {
  private static final long SEEDS = 1L << 32;

  public Plan {
    require(seeds == null || seed + seeds <= SEEDS, "parity: seeds must be below %d, got %d seeds from %d; begin with a smaller one", SEEDS,
        seeds, seed);
  }

  int seeds(Recorded recorded) { return seeds == null ? recorded.seeds() : seeds; }

  /** Whether the trainings are the originals' in full. */
  boolean full() { return epochs == null && limit == null; }
}

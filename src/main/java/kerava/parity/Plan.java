package kerava.parity;

/** How to compare: the first seed, how many from there (null: as many as each recorded training wants), and the notebooks' limits. */
public record Plan(long seed, Integer seeds, Integer epochs, Integer limit) {
  int seeds(Recorded recorded) { return seeds == null ? recorded.seeds() : seeds; }

  /** Whether the trainings are the originals' in full. */
  boolean full() { return epochs == null && limit == null; }
}

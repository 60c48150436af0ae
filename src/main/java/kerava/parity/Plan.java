package kerava.parity;

import static kerava.KeravaException.require;

import java.util.List;
import kerava.random.Rules;

/**
 * How to compare: by whose rules to train, the first seed, how many from there (null: as many as each recorded training wants), and the
 * notebooks' limits.
 */
public record Plan(Rules rules, long seed, Integer seeds, Integer epochs, Integer limit) {
  private static final long SEEDS = 1L << 32;

  public Plan {
    require(seeds == null || seed + seeds <= SEEDS, "parity: seeds must be below %d, got %d seeds from %d; begin with a smaller one", SEEDS,
        seeds, seed);
  }

  int seeds(Recorded recorded) { return seeds == null ? recorded.seeds() : seeds; }

  /** What was otherwise in the recorded training than in ours. */
  List<Difference> differences(Recorded recorded) {
    return recorded.differences().stream().filter(each -> !each.isOfRules() || rules == Rules.KERAS_3).toList();
  }

  /** Whether the trainings are the originals' in full. */
  boolean full() { return epochs == null && limit == null; }
}

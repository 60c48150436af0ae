package kerava.losses;

import static kerava.KeravaException.require;

/**
 * What training makes of the losses of a batch, each times its sample's weight. Keras's {@code None}, by which each sample keeps its own loss, has no place
 * here: Keras trains on their sum then, which is {@link #SUM}. Source: Keras {@code losses/loss.py} reduce_weighted_values.
 */
public enum Reduction {
  /** Their sum over their number; where there is a mask, over the number of those that count. */
  SUM_OVER_BATCH_SIZE,
  /** Their sum. */
  SUM,
  /** Another name of {@link #SUM_OVER_BATCH_SIZE}. */
  MEAN,
  /** Their sum over that of the weights; without weights over their number. */
  MEAN_WITH_SAMPLE_WEIGHT;

  /** Whether it divides by the number of losses, whatever they weigh. */
  public boolean byNumber() { return this == SUM_OVER_BATCH_SIZE || this == MEAN; }

  static void check(String who, Reduction reduction) {
    require(reduction != null, "%s: reduction must not be null; take SUM, by which weights change as with Keras's None", who);
  }
}

package kerava.losses;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

/**
 * What training makes of the losses of a batch, each times its sample's weight. Source: Keras {@code losses/loss.py}
 * reduce_weighted_values.
 */
public enum Reduction {
  /** Their sum over their number; where there is a mask, over the number of those that count. */
  SUM_OVER_BATCH_SIZE,
  /** Their sum. */
  SUM,
  /** Another name of {@link #SUM_OVER_BATCH_SIZE}. */
  MEAN,
  /** Their sum over that of the weights; without weights over their number. */
  MEAN_WITH_SAMPLE_WEIGHT,
  /**
   * Nothing, Keras's {@code None}: weights change as by {@link #SUM}, and the mean is told. No regularizer may add to such losses; losses
   * of several outputs are added, one for each sample.
   */
  NONE;

  /** Whether it divides by the number of losses, whatever they weigh. */
  public boolean byNumber() { return this == SUM_OVER_BATCH_SIZE || this == MEAN; }

  static void check(String who, Reduction reduction) {
    require(reduction != null, inJava("take Reduction.NONE, which is Keras's None"), "%s: reduction must not be null", who);
  }
}

package kerava.layers;

import kerava.config.Settings;

/**
 * A record with the settings of a recurrent layer.
 *
 * @param <L> its own class
 */
@SuppressWarnings("unchecked") // a copy of a record is of its class
public interface WithSteps<L> {
  /** Whether the output of each step is an output, (batch, steps, units), or the last alone, (batch, units). */
  default L withReturnSequences(boolean returnSequences) { return (L) Settings.with((Record) this, "returnSequences", returnSequences); }

  /** Whether the last states are outputs too, (batch, units) each. */
  default L withReturnState(boolean returnState) { return (L) Settings.with((Record) this, "returnState", returnState); }

  /** Whether it begins at the last step. */
  default L withGoBackwards(boolean goBackwards) { return (L) Settings.with((Record) this, "goBackwards", goBackwards); }

  /**
   * Whether each batch begins with the states in which the one before ended, until {@code Model.resetStates}. The model's Inputs must say
   * how many samples a batch has, {@link Input#withBatchSize}.
   */
  default L withStateful(boolean stateful) { return (L) Settings.with((Record) this, "stateful", stateful); }

  /** Whether the steps are those of Keras's {@code unroll=True}, whose bits may differ from the loop's. */
  default L withUnroll(boolean unroll) { return (L) Settings.with((Record) this, "unroll", unroll); }

  /** Whether the output of a step that a mask leaves out is zero, not that of the step before. */
  default L withZeroOutputForMask(boolean zeroOutputForMask) {
    return (L) Settings.with((Record) this, "zeroOutputForMask", zeroOutputForMask);
  }
}

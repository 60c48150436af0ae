package kerava.layers;

import kerava.activations.Activations;
import kerava.config.Settings;
import kerava.initializers.Initializer;
import kerava.random.Seed;

/**
 * A record with the settings of a recurrent layer.
 *
 * @param <L> its own class
 */
@SuppressWarnings("unchecked") // a copy of a record is of its class
public interface WithSteps<L> {
  default L withActivation(Activations activation) { return (L) Settings.with((Record) this, "activation", activation); }

  default L withUseBias(boolean useBias) { return (L) Settings.with((Record) this, "useBias", useBias); }

  default L withKernelInitializer(Initializer initializer) { return (L) Settings.with((Record) this, "kernelInitializer", initializer); }

  default L withRecurrentInitializer(Initializer initializer) {
    return (L) Settings.with((Record) this, "recurrentInitializer", initializer);
  }

  default L withBiasInitializer(Initializer initializer) { return (L) Settings.with((Record) this, "biasInitializer", initializer); }

  /** Null: drawn. */
  default L withSeed(Integer seed) { return (L) Settings.with((Record) this, "seed", Seed.of(seed)); }

  /** Whether the output of each step is an output, (batch, steps, units), or the last alone, (batch, units). */
  default L withReturnSequences(boolean returnSequences) { return (L) Settings.with((Record) this, "returnSequences", returnSequences); }

  /** Whether the last states are outputs too, (batch, units) each. */
  default L withReturnState(boolean returnState) { return (L) Settings.with((Record) this, "returnState", returnState); }

  /** Whether it begins at the last step. */
  default L withGoBackwards(boolean goBackwards) { return (L) Settings.with((Record) this, "goBackwards", goBackwards); }

  /** Whether the steps are those of Keras's {@code unroll=True}, whose bits may differ from the loop's. */
  default L withUnroll(boolean unroll) { return (L) Settings.with((Record) this, "unroll", unroll); }

  /** Whether the output of a step that a mask leaves out is zero, not that of the step before. */
  default L withZeroOutputForMask(boolean zeroOutputForMask) {
    return (L) Settings.with((Record) this, "zeroOutputForMask", zeroOutputForMask);
  }
}

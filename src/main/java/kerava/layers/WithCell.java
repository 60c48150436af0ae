package kerava.layers;

import kerava.activations.ActivationFunction;
import kerava.config.Settings;
import kerava.constraints.Constraint;
import kerava.initializers.Initializer;
import kerava.random.Seed;
import kerava.regularizers.Regularizer;
import org.jspecify.annotations.Nullable;

/**
 * A record with the settings of a recurrent cell.
 *
 * @param <L> its own class
 */
@SuppressWarnings("unchecked") // a copy of a record is of its class
public interface WithCell<L> extends WithKernel<L>, WithBias<L> {
  default L withActivation(ActivationFunction activation) { return (L) Settings.with((Record) this, "activation", activation); }

  default L withRecurrentInitializer(Initializer initializer) {
    return (L) Settings.with((Record) this, "recurrentInitializer", initializer);
  }

  /** What the kernel of states adds to the loss; null: nothing. */
  default L withRecurrentRegularizer(@Nullable Regularizer regularizer) {
    return (L) Settings.with((Record) this, "recurrentRegularizer", regularizer);
  }

  /** The rule that the kernel of states keeps after each step of training; null: none. */
  default L withRecurrentConstraint(@Nullable Constraint constraint) {
    return (L) Settings.with((Record) this, "recurrentConstraint", constraint);
  }

  /** The share of the inputs that is 0 in training, from 0 to less than 1: for a sample the same inputs in all steps. */
  default L withDropout(double dropout) { return (L) Settings.with((Record) this, "dropout", dropout); }

  /** The share of the states that is 0 in training where a step multiplies them, from 0 to less than 1. */
  default L withRecurrentDropout(double recurrentDropout) { return (L) Settings.with((Record) this, "recurrentDropout", recurrentDropout); }

  /** Null: drawn. */
  default L withSeed(@Nullable Integer seed) { return (L) Settings.with((Record) this, "seed", Seed.of(seed)); }
}

package kerava.layers;

import kerava.config.Settings;
import kerava.constraints.Constraint;
import kerava.initializers.Initializer;
import kerava.regularizers.Regularizer;
import org.jspecify.annotations.Nullable;

/**
 * A record with the settings that say how a bias begins and trains: {@code biasInitializer}, {@code biasRegularizer},
 * {@code biasConstraint}.
 *
 * @param <L> its own class
 */
@SuppressWarnings("unchecked") // a copy of a record is of its class
public interface WithBiasRules<L> {
  default L withBiasInitializer(Initializer initializer) { return (L) Settings.with((Record) this, "biasInitializer", initializer); }

  /** What the bias adds to the loss; null: nothing. */
  default L withBiasRegularizer(@Nullable Regularizer regularizer) {
    return (L) Settings.with((Record) this, "biasRegularizer", regularizer);
  }

  /** The rule that the bias keeps after each step; null: none. */
  default L withBiasConstraint(@Nullable Constraint constraint) { return (L) Settings.with((Record) this, "biasConstraint", constraint); }
}

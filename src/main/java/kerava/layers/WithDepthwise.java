package kerava.layers;

import kerava.activations.ActivationFunction;
import kerava.config.Settings;
import kerava.constraints.Constraint;
import kerava.initializers.Initializer;
import kerava.regularizers.Regularizer;
import org.jspecify.annotations.Nullable;

/**
 * A record with the settings of a kernel for each channel by itself: {@code depthMultiplier}, {@code depthwiseInitializer},
 * {@code depthwiseRegularizer}, {@code depthwiseConstraint}; and {@code activation}.
 *
 * @param <L> its own class
 */
@SuppressWarnings("unchecked") // a copy of a record is of its class
public interface WithDepthwise<L> {
  default L withDepthMultiplier(int depthMultiplier) { return (L) Settings.with((Record) this, "depthMultiplier", depthMultiplier); }

  default L withActivation(ActivationFunction activation) { return (L) Settings.with((Record) this, "activation", activation); }

  default L withDepthwiseInitializer(Initializer initializer) {
    return (L) Settings.with((Record) this, "depthwiseInitializer", initializer);
  }

  /** What the kernel adds to the loss; null: nothing. */
  default L withDepthwiseRegularizer(@Nullable Regularizer regularizer) {
    return (L) Settings.with((Record) this, "depthwiseRegularizer", regularizer);
  }

  /** The rule that the kernel keeps after each step; null: none. */
  default L withDepthwiseConstraint(@Nullable Constraint constraint) {
    return (L) Settings.with((Record) this, "depthwiseConstraint", constraint);
  }
}

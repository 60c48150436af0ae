package kerava.layers;

import kerava.config.Settings;
import kerava.constraints.Constraint;
import kerava.initializers.Initializer;
import kerava.regularizers.Regularizer;
import org.jspecify.annotations.Nullable;

/**
 * A record with the settings of a kernel: {@code kernelInitializer}, {@code kernelRegularizer}, {@code kernelConstraint}.
 *
 * @param <L> its own class
 */
@SuppressWarnings("unchecked") // a copy of a record is of its class
public interface WithKernel<L> {
  default L withKernelInitializer(Initializer initializer) { return (L) Settings.with((Record) this, "kernelInitializer", initializer); }

  /** What the kernel adds to the loss; null: nothing. */
  default L withKernelRegularizer(@Nullable Regularizer regularizer) {
    return (L) Settings.with((Record) this, "kernelRegularizer", regularizer);
  }

  /** The rule that the kernel keeps after each step; null: none. */
  default L withKernelConstraint(@Nullable Constraint constraint) {
    return (L) Settings.with((Record) this, "kernelConstraint", constraint);
  }
}

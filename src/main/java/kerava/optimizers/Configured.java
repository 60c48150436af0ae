package kerava.optimizers;

import java.util.List;
import kerava.config.Settings;
import org.jspecify.annotations.Nullable;

/**
 * An optimizer that is a record with a component {@code options}, so that it is copied with other ones.
 *
 * @param <O> its own class
 */
public interface Configured<O extends Optimizer> extends Optimizer {
  /** This optimizer, with other options. */
  @SuppressWarnings("unchecked") // a copy of a record is of its class
  default O with(OptimizerOptions options) { return (O) Settings.with((Record) this, "options", options); }

  /** This optimizer, before whose every step each weight loses {@code weightDecay} times the learning rate of itself; at least 0. */
  default O withWeightDecay(double weightDecay) { return with(options().withWeightDecay(weightDecay)); }

  /**
   * This optimizer, by which weights do not decay in whose path ({@code sequential/dense/bias}) one of {@code names} is found
   * ({@link Patterns}): {@code "bias"} stands for all biases. Keras writes them to no file.
   */
  default O excludeFromWeightDecay(String... names) { return with("excludedFromWeightDecay", List.of(names)); }

  /** This optimizer, for which each weight's gradient is scaled so that its norm is at most {@code clipnorm}, above 0. */
  default O withClipnorm(double clipnorm) { return with("clipnorm", clipnorm); }

  /** This optimizer, for which all gradients are scaled so that the norm of all together is at most {@code globalClipnorm}, above 0. */
  default O withGlobalClipnorm(double globalClipnorm) { return with("globalClipnorm", globalClipnorm); }

  /** This optimizer, for which each element of a gradient is at least {@code -clipvalue} and at most {@code clipvalue}, above 0. */
  default O withClipvalue(double clipvalue) { return with("clipvalue", clipvalue); }

  /**
   * This optimizer, which keeps an average of each weight, {@code a += (1 - emaMomentum)(w - a)} after every step; at the end of a fit
   * weights become their averages.
   */
  default O withEma(double emaMomentum) { return withEma(emaMomentum, null); }

  /** The same; weights become their averages after every {@code emaOverwriteFrequency} steps too, at least 1; null: only at the end. */
  default O withEma(double emaMomentum, @Nullable Integer emaOverwriteFrequency) {
    OptimizerOptions options =
        Settings.with(Settings.with(options(), "emaMomentum", emaMomentum), "emaOverwriteFrequency", emaOverwriteFrequency);
    return with(Settings.with(options, "useEma", true));
  }

  /** This optimizer, by which weights change after every {@code gradientAccumulationSteps} steps, at least 2, by their mean gradient. */
  default O withGradientAccumulationSteps(int gradientAccumulationSteps) {
    return with("gradientAccumulationSteps", gradientAccumulationSteps);
  }

  /**
   * This optimizer, for which the loss is multiplied by {@code lossScaleFactor}, above 0, and its gradients are divided by it: what is
   * small in 16 bits does not vanish then. See {@link LossScaleOptimizer} for one that changes.
   */
  default O withLossScaleFactor(double lossScaleFactor) { return with("lossScaleFactor", lossScaleFactor); }

  private O with(String setting, Object value) { return with(Settings.with(options(), setting, value)); }
}

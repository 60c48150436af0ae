package kerava.optimizers.schedules;

import kerava.ops.Tensor;

/**
 * {@code initialLearningRate decayRate^(step / decaySteps)}; {@code staircase}: the exponent is cut to a whole number.
 * Source: Keras {@code optimizers/schedules/learning_rate_schedule.py}.
 */
public record ExponentialDecay(double initialLearningRate, double decaySteps, double decayRate, boolean staircase) implements DecayInSteps {
  public ExponentialDecay {
    DecayInSteps.check("ExponentialDecay", decaySteps);
  }

  public ExponentialDecay(double initialLearningRate, double decaySteps, double decayRate) {
    this(initialLearningRate, decaySteps, decayRate, false);
  }

  @Override public Tensor at(Tensor step) {
    Tensor decays = decays(step);
    return step.constant((float) decayRate).pow(decays).scaledBy((float) initialLearningRate);
  }
}

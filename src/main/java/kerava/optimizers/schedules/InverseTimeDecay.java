package kerava.optimizers.schedules;

import kerava.ops.Tensor;

/**
 * {@code initialLearningRate / (1 + decayRate step / decaySteps)}; {@code staircase}: the quotient of the steps is cut to a whole number.
 * Source: Keras {@code optimizers/schedules/learning_rate_schedule.py}.
 */
public record InverseTimeDecay(double initialLearningRate, double decaySteps, double decayRate, boolean staircase) implements DecayInSteps {
  public InverseTimeDecay {
    DecayInSteps.check("InverseTimeDecay", decaySteps);
  }

  public InverseTimeDecay(double initialLearningRate, double decaySteps, double decayRate) {
    this(initialLearningRate, decaySteps, decayRate, false);
  }

  @Override public Tensor at(Tensor step) {
    Tensor decays = decays(step);
    return step.constant(1f).plus(decays.scaledBy((float) decayRate)).dividedInto((float) initialLearningRate);
  }
}

package kerava.optimizers.schedules;

import static kerava.KeravaException.require;

import kerava.ops.Tensor;
import org.tensorflow.proto.DataType;

/**
 * {@code initialLearningRate / (1 + decayRate step / decaySteps)}; {@code staircase}: the quotient of the steps is cut to a whole number.
 * Source: Keras {@code optimizers/schedules/learning_rate_schedule.py}.
 */
public record InverseTimeDecay(double initialLearningRate, double decaySteps, double decayRate, boolean staircase) implements Schedule {
  public InverseTimeDecay {
    require(decaySteps > 0, "InverseTimeDecay: decaySteps must be positive, got %s", decaySteps);
  }

  public InverseTimeDecay(double initialLearningRate, double decaySteps, double decayRate) {
    this(initialLearningRate, decaySteps, decayRate, false);
  }

  @Override public Tensor at(Tensor step) {
    Tensor p = step.cast(DataType.DT_FLOAT).dividedBy((float) decaySteps);
    Tensor slowed = step.constant(1f).plus((staircase ? p.floor() : p).scaledBy((float) decayRate));
    return slowed.dividedInto((float) initialLearningRate);
  }
}

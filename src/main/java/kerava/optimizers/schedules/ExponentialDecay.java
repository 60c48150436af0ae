package kerava.optimizers.schedules;

import static kerava.KeravaException.require;

import kerava.ops.Tensor;
import org.tensorflow.proto.DataType;

/**
 * {@code initialLearningRate decayRate^(step / decaySteps)}; {@code staircase}: the exponent is cut to a whole number.
 * Source: Keras {@code optimizers/schedules/learning_rate_schedule.py}.
 */
public record ExponentialDecay(double initialLearningRate, double decaySteps, double decayRate, boolean staircase) implements Schedule {
  public ExponentialDecay {
    require(decaySteps > 0, "ExponentialDecay: decaySteps must be positive, got %s", decaySteps);
  }

  public ExponentialDecay(double initialLearningRate, double decaySteps, double decayRate) {
    this(initialLearningRate, decaySteps, decayRate, false);
  }

  @Override public Tensor at(Tensor step) {
    Tensor p = step.cast(DataType.DT_FLOAT).dividedBy((float) decaySteps);
    return step.constant((float) decayRate).pow(staircase ? p.floor() : p).scaledBy((float) initialLearningRate);
  }
}

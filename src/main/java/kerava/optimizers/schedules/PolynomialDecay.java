package kerava.optimizers.schedules;

import static kerava.KeravaException.require;

import kerava.ops.Tensor;
import org.tensorflow.proto.DataType;

/**
 * {@code (initialLearningRate - endLearningRate) (1 - step / decaySteps)^power + endLearningRate}, from {@code decaySteps} on the last;
 * {@code cycle}: the decay is stretched to the next multiple of {@code decaySteps} instead. Source: Keras
 * {@code optimizers/schedules/learning_rate_schedule.py}.
 */
public record PolynomialDecay(double initialLearningRate, double decaySteps, double endLearningRate, double power,
    boolean cycle) implements Schedule {
  public PolynomialDecay {
    require(decaySteps > 0, "PolynomialDecay: decaySteps must be positive, got %s", decaySteps);
  }

  public PolynomialDecay(double initialLearningRate, double decaySteps) { this(initialLearningRate, decaySteps, 0.0001, 1, false); }

  @Override public Tensor at(Tensor step) {
    Tensor at = step.cast(DataType.DT_FLOAT), end = step.constant((float) decaySteps), p;
    if (cycle) p = at.dividedBy(end.times(at.equalTo(0).where(1f, at.dividedBy((float) decaySteps).ceil())));
    else p = at.minimum(end).dividedBy(end);
    Tensor least = step.constant((float) endLearningRate), most = step.constant((float) initialLearningRate);
    return most.minus(least).times(p.subtractedFrom(1).pow((float) power)).plus(least);
  }
}

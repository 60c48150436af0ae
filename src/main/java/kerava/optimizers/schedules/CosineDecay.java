package kerava.optimizers.schedules;

import static kerava.KeravaException.require;

import kerava.ops.Tensor;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.DataType;

/**
 * Half a cosine from {@code initialLearningRate} down to {@code alpha} of it, in {@code decaySteps} steps. {@code warmupTarget}, if any:
 * the rate first rises to it along a line, in {@code warmupSteps} steps, and the cosine begins there; null: it does not. Source: Loshchilov
 * and Hutter, "SGDR: stochastic gradient descent with warm restarts", 2016; Keras {@code optimizers/schedules/learning_rate_schedule.py}.
 */
public record CosineDecay(double initialLearningRate, double decaySteps, double alpha, @Nullable Double warmupTarget,
    double warmupSteps) implements Schedule {
  public CosineDecay {
    require(decaySteps > 0, "CosineDecay: decaySteps must be positive, got %s", decaySteps);
    require(warmupSteps >= 0, "CosineDecay: warmupSteps must not be negative, got %s", warmupSteps);
  }

  public CosineDecay(double initialLearningRate, double decaySteps) { this(initialLearningRate, decaySteps, 0, null, 0); }

  @Override public Tensor at(Tensor step) {
    Tensor at = step.cast(DataType.DT_FLOAT), steps = step.constant((float) decaySteps), first = step.constant((float) initialLearningRate);
    if (warmupTarget == null) return decayed(at.minimum(steps), steps, first);
    Tensor target = step.constant(warmupTarget.floatValue()), warmup = step.constant((float) warmupSteps);
    Tensor kept = at.minimum(steps.plus(warmup));
    Tensor rising = target.minus(first).times(kept.dividedBy(warmup)).plus(first);
    return kept.less(warmup).where(rising, decayed(kept.minus(warmup), steps, target));
  }

  private Tensor decayed(Tensor at, Tensor steps, Tensor from) {
    Tensor cosine = at.dividedBy(steps).scaledBy((float) Math.PI).cos().add(1).scaledBy(.5f);
    return from.times(cosine.scaledBy((float) (1 - alpha)).add((float) alpha));
  }
}

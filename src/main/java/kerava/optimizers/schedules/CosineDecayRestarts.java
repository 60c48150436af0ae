package kerava.optimizers.schedules;

import static kerava.KeravaException.require;

import kerava.ops.Tensor;
import org.tensorflow.proto.DataType;

/**
 * Cosines one after the other: the first takes {@code firstDecaySteps} steps, each other {@code tMul} times as many as the one before, and
 * begins at {@code mMul} times its rate; each goes down to {@code alpha} of {@code initialLearningRate}. Source: Loshchilov and Hutter,
 * "SGDR: stochastic gradient descent with warm restarts", 2016; Keras {@code optimizers/schedules/learning_rate_schedule.py}.
 */
public record CosineDecayRestarts(double initialLearningRate, double firstDecaySteps, double tMul, double mMul,
    double alpha) implements Schedule {
  public CosineDecayRestarts {
    require(firstDecaySteps > 0, "CosineDecayRestarts: firstDecaySteps must be positive, got %s", firstDecaySteps);
    require(tMul > 0, "CosineDecayRestarts: tMul must be positive, got %s", tMul);
  }

  public CosineDecayRestarts(double initialLearningRate, double firstDecaySteps) { this(initialLearningRate, firstDecaySteps, 2, 1, 0); }

  @Override public Tensor at(Tensor step) {
    Tensor fraction = step.cast(DataType.DT_FLOAT).dividedBy((float) firstDecaySteps), least = step.constant((float) alpha);
    Tensor restart = restarts(fraction), part = tMul == 1 ? fraction.minus(restart) : geometric(fraction, restart);
    Tensor height = step.constant((float) mMul).pow(restart).scaledBy(.5f);
    Tensor cosine = height.times(part.scaledBy((float) Math.PI).cos().add(1));
    return least.subtractedFrom(1).times(cosine).plus(least).scaledBy((float) initialLearningRate);
  }

  private Tensor restarts(Tensor fraction) {
    if (tMul == 1) return fraction.floor();
    Tensor times = fraction.constant((float) tMul);
    return fraction.times(times.subtractedFrom(1)).subtractedFrom(1).log().dividedBy(times.log()).floor();
  }

  private Tensor geometric(Tensor fraction, Tensor restart) {
    Tensor times = fraction.constant((float) tMul), power = times.pow(restart);
    return fraction.minus(power.subtractedFrom(1).dividedBy(times.subtractedFrom(1))).dividedBy(power);
  }
}

package kerava.optimizers.schedules;

import kerava.config.Members;
import kerava.ops.Tensor;

/** A learning rate that changes from step to step. Source: Keras {@code optimizers/schedules/learning_rate_schedule.py}. */
@Members({
    CosineDecay.class,
    CosineDecayRestarts.class,
    ExponentialDecay.class,
    InverseTimeDecay.class,
    PiecewiseConstantDecay.class,
    PolynomialDecay.class
}) public non-sealed interface Schedule extends Rate {
  /** The rate, a scalar float32, of the step before which {@code step} others were taken, a scalar int64. */
  Tensor at(Tensor step);
}

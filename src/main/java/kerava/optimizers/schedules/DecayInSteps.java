package kerava.optimizers.schedules;

import static kerava.KeravaException.require;

import kerava.ops.Tensor;
import org.tensorflow.proto.DataType;

/** A rate that decays once in {@code decaySteps}, little by little or, with {@code staircase}, at once. */
interface DecayInSteps extends Schedule {
  double decaySteps();

  boolean staircase();

  /** How often the rate has decayed before {@code step}, a scalar float32. */
  default Tensor decays(Tensor step) {
    Tensor decays = step.cast(DataType.DT_FLOAT).dividedBy((float) decaySteps());
    return staircase() ? decays.floor() : decays;
  }

  static void check(String who, double decaySteps) { require(decaySteps > 0, "%s: decaySteps must be positive, got %s", who, decaySteps); }
}

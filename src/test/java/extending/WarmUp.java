package extending;

import kerava.ops.Tensor;
import kerava.optimizers.schedules.Schedule;
import org.tensorflow.proto.DataType;

/** Rises to {@code rate} over the first {@code steps}, and stays there. */
public record WarmUp(double rate, double steps) implements Schedule {
  @Override public Tensor at(Tensor step) {
    return step.cast(DataType.DT_FLOAT).add(1).dividedBy(steps).minimum(1).times(rate);
  }
}

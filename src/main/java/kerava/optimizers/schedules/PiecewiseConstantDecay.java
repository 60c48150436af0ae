package kerava.optimizers.schedules;

import static kerava.KeravaException.require;

import java.util.List;
import kerava.ops.Tensor;
import org.tensorflow.proto.DataType;

/**
 * {@code values[0]} up to step {@code boundaries[0]}, then {@code values[1]} up to {@code boundaries[1]}, and so on; after the last
 * boundary the last value. Source: Keras {@code optimizers/schedules/learning_rate_schedule.py}.
 */
public record PiecewiseConstantDecay(List<Double> boundaries, List<Double> values) implements Schedule {
  public PiecewiseConstantDecay {
    require(boundaries != null && values != null, "PiecewiseConstantDecay: boundaries and values must not be null");
    boundaries = List.copyOf(boundaries);
    values = List.copyOf(values);
    require(!boundaries.isEmpty() && values.size() == boundaries.size() + 1,
        "PiecewiseConstantDecay: there must be one value more than boundaries, of which there is at least one, got %s and %s", values,
        boundaries);
  }

  @Override public Tensor at(Tensor step) {
    Tensor rate = null;
    for (int i = 0; i < values.size(); i++) {
      Tensor within = null;
      if (i > 0) within = step.greater(boundaries.get(i - 1).longValue());
      if (i < boundaries.size()) {
        Tensor before = step.lessEqual(boundaries.get(i).longValue());
        within = within == null ? before : within.and(before);
      }
      Tensor part = within.cast(DataType.DT_FLOAT).times(values.get(i).floatValue());
      rate = rate == null ? part : rate.plus(part);
    }
    return rate;
  }
}

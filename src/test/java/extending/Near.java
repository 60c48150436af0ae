package extending;

import kerava.metrics.MeanMetric;
import kerava.ops.Tensor;
import org.tensorflow.proto.DataType;

/** The share of the predictions that are no further than {@code distance} from the truth. */
public record Near(double distance) implements MeanMetric {
  @Override public Tensor values(Tensor truth, Tensor prediction) {
    return prediction.minus(truth).abs().lessEqual((float) distance).cast(DataType.DT_FLOAT);
  }
}

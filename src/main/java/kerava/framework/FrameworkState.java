package kerava.framework;

import static kerava.KeravaException.require;

import java.util.Map;
import java.util.function.Supplier;
import kerava.config.Names;
import kerava.metrics.StateMetric;
import kerava.ops.Tensor;
import kerava.tensor.Shape;
import org.tensorflow.framework.metrics.Metric;

/** A metric of TensorFlow Framework that keeps sums in variables. Here the sums are its state, and what it adds to them goes into the loop. */
final class FrameworkState implements StateMetric {
  private static final long[] OPEN = {Shape.NONE, Shape.NONE};
  private final Supplier<? extends Metric> metric;
  private final Class<?> type;
  private Map<String, Shape> state;

  FrameworkState(Supplier<? extends Metric> metric) {
    this.metric = metric;
    type = metric.get().getClass();
  }

  @Override public String logName() { return Names.snakeCase(type.getSimpleName()); }

  @Override public Map<String, Shape> state() {
    if (state == null) try (MetricGraph written = new MetricGraph(metric.get(), OPEN, OPEN)) {
      state = written.state();
    }
    return state;
  }

  @Override public Map<String, Tensor> update(Map<String, Tensor> before, Tensor truth, Tensor prediction) {
    require(prediction.size(0) != Shape.NONE || !org.tensorflow.framework.metrics.Mean.class.isAssignableFrom(type),
        "Framework.metric: %s counts samples by the size of a batch, which must be one for all: take a batch size that divides the number of samples",
        type.getSimpleName());
    try (MetricGraph written = new MetricGraph(metric.get(), truth.sizes(), prediction.sizes())) {
      return written.update(before, truth, prediction);
    }
  }

  @Override public Tensor result(Map<String, Tensor> state) {
    try (MetricGraph written = new MetricGraph(metric.get(), OPEN, OPEN)) {
      Tensor result = written.result(state);
      require(Shape.ofSizes(result.sizes()).elements() == 1, "Framework.metric: %s gives values of shape %s, and logs hold one number",
          type.getSimpleName(), Shape.ofSizes(result.sizes()));
      return result.reshape();
    }
  }

  @Override public String toString() { return Framework.called(metric.get()); }
}

package kerava.framework;

import static kerava.KeravaException.require;

import java.util.Map;
import java.util.function.Supplier;
import kerava.config.Names;
import kerava.metrics.StateMetric;
import kerava.ops.Tensor;
import kerava.tensor.Shape;
import org.tensorflow.framework.metrics.Metric;

/**
 * A metric of TensorFlow Framework, which keeps sums in variables. Here the sums are its state, and what it adds to them goes into the
 * loop.
 */
final class FrameworkMetric implements StateMetric {
  private static final long[] OPEN = {Shape.NONE, Shape.NONE};
  private final Supplier<? extends Metric> metric;
  private final Metric first;
  private Map<String, Shape> state;

  FrameworkMetric(Supplier<? extends Metric> metric) {
    this.metric = metric;
    first = metric.get();
    require(first != null, "Framework: the metric must not be null");
    require(!first.getClass().getSimpleName().matches("Mean|Sum|MeanTensor"),
        "%s gathers values, and knows no labels and predictions; leave it out", this);
  }

  @Override public String logName() { return Names.snakeCase(first.getClass().getSimpleName()); }

  @Override public Map<String, Shape> state() {
    if (state == null) try (MetricGraph written = new MetricGraph(metric.get(), OPEN, OPEN)) {
      state = written.state();
    }
    return state;
  }

  @Override public Map<String, Tensor> update(Map<String, Tensor> before, Tensor truth, Tensor prediction) {
    try (MetricGraph written = new MetricGraph(metric.get(), truth.sizes(), prediction.sizes())) {
      return written.update(before, truth, prediction);
    }
  }

  @Override public Tensor result(Map<String, Tensor> state) {
    try (MetricGraph written = new MetricGraph(metric.get(), OPEN, OPEN)) {
      Tensor result = written.result(state);
      Shape shape = Shape.ofSizes(result.sizes());
      require(shape.elements() == 1, "%s gives values of shape %s, and logs hold one number", this, shape);
      return result.reshape();
    }
  }

  @Override public String toString() { return Framework.called(first); }
}

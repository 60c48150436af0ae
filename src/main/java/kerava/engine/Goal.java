package kerava.engine;

import java.util.List;
import kerava.losses.Loss;
import kerava.metrics.Metric;
import kerava.optimizers.Optimizer;

/** What a model is compiled for; {@code metrics} are resolved to the shapes at hand when their graph is written. */
public record Goal(Optimizer optimizer, Loss loss, List<Metric> metrics) {
  public Goal { metrics = List.copyOf(metrics); }
}

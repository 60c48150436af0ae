package kerava.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import kerava.config.Names;
import kerava.losses.Loss;
import kerava.metrics.Metric;
import kerava.ops.GradientTape;
import kerava.ops.SameRank;
import kerava.ops.Tensor;
import org.tensorflow.proto.DataType;

/**
 * The loss of a batch, its gradients and its metrics, with Keras's order of operations. Weights multiply the losses, not their number, and leave metrics
 * alone. Source: Keras {@code losses/loss.py}, {@code metrics/reduction_metrics.py}.
 */
final class Objective {
  private static final String LOSS = "compile_loss";

  private final GradientTape tape;
  private final Tensor loss;
  private final Tensor lossSum;

  /** {@code weights} of the samples, null: none. */
  Objective(GradientTape tape, Loss kind, Tensor truth, Tensor prediction, Tensor weights) {
    this.tape = tape;
    String name = Names.snakeCase(kind.getClass().getSimpleName());
    loss = tape.scope(LOSS, () -> tape.scope(name, () -> mean(weighted(kind.losses(truth, prediction), weights))));
    lossSum = tape.scope("loss", () -> loss.times(truth.shape().at(0).cast(DataType.DT_FLOAT)));
    tape.reserve("mul", "Add", "Add", "Sum", "Sum");
  }

  private static Tensor mean(Tensor losses) { return losses.sum().divideNoNan(losses.number().cast(DataType.DT_FLOAT)); }

  private static Tensor weighted(Tensor losses, Tensor weights) {
    if (weights == null) return losses;
    SameRank same = SameRank.of(losses, weights);
    return same.first().times(same.second());
  }

  /** What the batch adds to the epoch's sum of losses: the mean times the number of samples. */
  Tensor lossSum() { return lossSum; }

  /** What the batch adds to the epoch's sum of {@code metric}. */
  Tensor metricSum(Metric metric, Tensor truth, Tensor prediction) {
    return tape.scope("metrics", () -> {
      Tensor values = metric.values(truth, prediction);
      return (values.rank() > 1 ? values.mean(false, IntStream.range(1, values.rank()).toArray()) : values).sum();
    });
  }

  /** The gradients of the mean loss with respect to {@code weights}; zeros where it does not depend on one. */
  List<Tensor> gradients(List<Tensor> weights) {
    List<Tensor> found = tape.gradient(loss, weights), gradients = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) gradients.add(found.get(i) == null ? weights.get(i).zerosLike() : found.get(i));
    return gradients;
  }
}

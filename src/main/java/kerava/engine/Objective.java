package kerava.engine;

import java.util.ArrayList;
import java.util.List;
import kerava.losses.Loss;
import kerava.losses.PerSample;
import kerava.losses.Prediction;
import kerava.metrics.Metric;
import kerava.tensor.Shape;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The loss of a batch, its gradients and its metrics, with Keras's order of operations: the mean is DivNoNan(Sum, N), and its gradient reaches
 * each sample as Tile(DivNoNan(1, N)). Weights multiply the losses, not N, and leave metrics alone. Source: Keras {@code losses/loss.py}, {@code metrics/reduction_metrics.py}.
 */
final class Objective {
  private final Ops tf;
  private final PerSample perSample;
  private final Operand<TFloat32> weights, size, loss;

  /** {@code weights} of the samples, null: none. {@code batchSize} as in {@link kerava.layers.Call#batchSize}. */
  Objective(Ops tf, Loss kind, Operand<TFloat32> truth, Prediction prediction, Operand<TFloat32> weights, int batchSize) {
    this.tf = tf;
    this.weights = weights;
    perSample = kind.losses(tf, truth, prediction);
    size = batchSize != Shape.NONE ? tf.constant((float) batchSize) : tf.dtypes.cast(tf.size(perSample.losses()), TFloat32.class);
    loss = tf.math.divNoNan(tf.reduceSum(weighted(perSample.losses()), tf.constant(0)), size);
  }

  private Operand<TFloat32> weighted(Operand<TFloat32> samples) { return weights == null ? samples : tf.math.mul(samples, weights); }

  /** The mean loss of the batch, a scalar. */
  Operand<TFloat32> loss() { return loss; }

  /** What the batch adds to the epoch's sum of losses: the mean times the number of samples. */
  Operand<TFloat32> lossSum() {
    return tf.math.mul(loss, size);
  }

  /** What the batch adds to the epoch's sum of {@code metric}. */
  Operand<TFloat32> metricSum(Metric metric, Operand<TFloat32> truth, Operand<TFloat32> prediction) {
    return tf.reduceSum(metric.values(tf, truth, prediction), tf.constant(0));
  }

  /** The gradients of the mean loss with respect to {@code weights}. */
  List<Operand<TFloat32>> gradients(List<Operand<TFloat32>> weights) {
    Output<?>[] by = weights.stream().map(Operand::asOutput).toArray(Output<?>[]::new);
    Graph graph = (Graph) tf.scope().env();
    String prefix = tf.scope().makeOpName("gradients");
    Output<?>[] found = perSample.derivative() == null
        ? graph.addGradients(prefix, outputs(loss), by, null)
        : graph.addGradients(prefix, outputs(perSample.variable()), by, outputs(start()));
    List<Operand<TFloat32>> gradients = new ArrayList<>();
    for (int i = 0; i < found.length; i++) gradients.add(found[i] == null ? tf.zerosLike(weights.get(i)) : found[i].expect(TFloat32.class));
    return gradients;
  }

  private Operand<TFloat32> start() {
    Operand<TFloat32> share = tf.math.divNoNan(tf.constant(1f), size);
    Operand<TFloat32> shares = tf.tile(tf.reshape(share, tf.constant(new int[] {1})), tf.shape(perSample.losses()));
    return tf.math.mul(tf.expandDims(weighted(shares), tf.constant(-1)), perSample.derivative());
  }

  private static Output<?>[] outputs(Operand<TFloat32> operand) { return new Output<?>[] {operand.asOutput()}; }
}

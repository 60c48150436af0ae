package kerava.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import kerava.losses.Loss;
import kerava.losses.PerSample;
import kerava.losses.Prediction;
import kerava.metrics.Metric;
import kerava.ops.SameRank;
import kerava.tensor.Shape;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The loss of a batch, its gradients and its metrics, with Keras's order of operations: the mean is DivNoNan(Sum, N), and its gradient reaches
 * each sample as Tile(DivNoNan(1, N)). Weights multiply the losses, not N, and leave metrics alone. Source: Keras {@code losses/loss.py}, {@code metrics/reduction_metrics.py}.
 */
final class Objective {
  private final Ops tf;
  private final PerSample perSample;
  private final Operand<TFloat32> weights, losses, samples, loss;

  /** {@code weights} of the samples, null: none. {@code batchSize} as in {@link kerava.layers.Call#batchSize}. */
  Objective(Ops tf, Loss kind, Operand<TFloat32> truth, Prediction prediction, Operand<TFloat32> weights, int batchSize) {
    this.tf = tf;
    this.weights = weights;
    perSample = kind.losses(tf, truth, prediction);
    int each = each(perSample.losses());
    losses = batchSize != Shape.NONE ? tf.constant((float) batchSize * each) : tf.dtypes.cast(tf.size(perSample.losses()), TFloat32.class);
    samples = each == 1 ? losses : batchSize != Shape.NONE ? tf.constant((float) batchSize) : rows(perSample.losses(), each);
    loss = tf.math.divNoNan(tf.reduceSum(weighted(perSample.losses()), axes(perSample.losses(), 0)), losses);
  }

  private Operand<TFloat32> rows(Operand<TFloat32> x, int each) {
    return tf.dtypes.cast(tf.math.div(tf.size(x), tf.constant(each)), TFloat32.class);
  }

  /** How many losses a sample has. */
  private static int each(Operand<TFloat32> losses) {
    int each = 1;
    for (int axis = 1; axis < losses.shape().numDimensions(); axis++) each *= (int) losses.shape().get(axis);
    return each;
  }

  /** Over all axes from {@code first} on. */
  private Operand<TInt32> axes(Operand<TFloat32> x, int first) {
    int rank = x.shape().numDimensions();
    return rank == 1 ? tf.constant(first) : tf.constant(IntStream.range(first, rank).toArray());
  }

  private Operand<TFloat32> weighted(Operand<TFloat32> losses) {
    return weights == null ? losses : tf.math.mul(losses, SameRank.of(tf, weights, losses).truth());
  }

  /** The mean loss of the batch, a scalar. */
  Operand<TFloat32> loss() { return loss; }

  /** What the batch adds to the epoch's sum of losses: the mean times the number of samples. */
  Operand<TFloat32> lossSum() {
    return tf.math.mul(loss, samples);
  }

  /** What the batch adds to the epoch's sum of {@code metric}. */
  Operand<TFloat32> metricSum(Metric metric, Operand<TFloat32> truth, Operand<TFloat32> prediction) {
    Operand<TFloat32> values = metric.values(tf, truth, prediction);
    boolean several = values.shape().numDimensions() > 1;
    return tf.reduceSum(several ? tf.math.mean(values, axes(values, 1)) : values, tf.constant(0));
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
    int rank = perSample.losses().shape().numDimensions();
    int[] ones = new int[rank];
    Arrays.fill(ones, 1);
    Operand<TFloat32> share = tf.math.divNoNan(tf.constant(1f), losses);
    Operand<TFloat32> shares = weighted(tf.tile(tf.reshape(share, tf.constant(ones)), tf.shape(perSample.losses())));
    Operand<TFloat32> flat = rank == 1 ? shares : tf.reshape(shares, tf.constant(new int[] {-1}));
    return tf.math.mul(tf.expandDims(flat, tf.constant(-1)), perSample.derivative());
  }

  private static Output<?>[] outputs(Operand<TFloat32> operand) { return new Output<?>[] {operand.asOutput()}; }
}

package kerava.engine;

import java.util.stream.IntStream;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Mean and variance of batches that come one after another, over all axes but some, by TensorFlow's kernels. Owns its native memory.
 * Source: Keras {@code layers/preprocessing/normalization.py} adapt.
 */
public final class MomentKernels implements AutoCloseable {
  private final Graph graph = NativeMemory.graph();
  private final Ops tf = Ops.create(graph);
  private final Placeholder<TFloat32> x = placeholder(), mean = placeholder(), variance = placeholder(), share = placeholder(),
      rest = placeholder(), two = placeholder();
  private final Operand<TFloat32> nextMean, nextVariance;
  private final Session session = new Session(graph, Threads.apart());
  private final Shape kept;
  private final int[] over;
  private NDArray means, variances;
  private long count;

  /** For batches of shape {@code batch}, of which the axes {@code keep} stay. */
  public MomentKernels(Shape batch, int... keep) {
    kept = Shape.of(IntStream.of(keep).map(batch::size).toArray());
    over = IntStream.range(0, batch.rank()).filter(axis -> IntStream.of(keep).noneMatch(k -> k == axis)).toArray();
    means = new NDArray(kept, new float[Math.toIntExact(kept.elements())]);
    variances = means;
    Operand<TInt32> axes = tf.constant(over);
    Operand<TFloat32> own = tf.math.mean(x, axes), off = tf.math.sub(x, tf.math.mean(x, axes, Mean.keepDims(true)));
    Operand<TFloat32> ownVariance = tf.math.mean(tf.math.square(off), axes);
    nextMean = tf.math.add(tf.math.mul(mean, rest), tf.math.mul(own, share));
    nextVariance =
        tf.math.add(tf.math.mul(tf.math.add(variance, away(mean)), rest), tf.math.mul(tf.math.add(ownVariance, away(own)), share));
  }

  private Placeholder<TFloat32> placeholder() { return tf.placeholder(TFloat32.class); }

  /** The exponent is fed, so that it stays one: as in Keras nothing of this is optimized. */
  private Operand<TFloat32> away(Operand<TFloat32> from) { return tf.math.pow(tf.math.sub(from, nextMean), two); }

  /** One batch more. */
  public void add(NDArray batch) {
    long more = IntStream.of(over).mapToLong(batch.shape()::size).reduce(1, (a, b) -> a * b);
    count += more;
    double weight = (double) more / count;
    try (TFloat32 values = tensor(batch);
        TFloat32 before = tensor(means);
        TFloat32 spread = tensor(variances);
        TFloat32 part = TFloat32.scalarOf((float) weight);
        TFloat32 others = TFloat32.scalarOf((float) (1.0 - weight));
        TFloat32 exponent = TFloat32.scalarOf(2);
        var found = session.runner().feed(x, values).feed(mean, before).feed(variance, spread).feed(share, part).feed(rest, others)
            .feed(two, exponent).fetch(nextMean).fetch(nextVariance).run()) {
      means = Tensors.array((TFloat32) found.get(0));
      variances = Tensors.array((TFloat32) found.get(1));
    }
  }

  private static TFloat32 tensor(NDArray array) {
    return (TFloat32) Tensors.tensor(array, Tensors.shape(array.shape()), DType.FLOAT32);
  }

  /** Of all batches so far, in the shape of the axes that stay. */
  public NDArray mean() { return means; }

  public NDArray variance() { return variances; }

  @Override public void close() {
    session.close();
    graph.close();
  }
}

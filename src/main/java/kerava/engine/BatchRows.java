package kerava.engine;

import java.util.ArrayList;
import java.util.List;
import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/** The rows of a chunk that a step of the loop takes; {@code even}: as many in each; {@code later}: from a first one on. */
record BatchRows(int batchSize, boolean even, boolean later) {
  /** What the loop calls the number of the chunk's rows, and the first of them. */
  static final String ROWS = "rows", FIRST = "first";
  /** The op that gives Python its batches. */
  private static final String FROM_DATASET = "IteratorGetNext";

  /** The samples of this step: {@code batchSize} of them, or what is left of the chunk. */
  <T extends TType> Operand<T> of(Ops root, Loop.Values in, String name, Class<T> type, Shape sample) {
    Ops tf = root.withSubScope("batch");
    Operand<TInt32> size = tf.constant(batchSize), before = tf.math.mul(in.of(Loop.STEP, TInt32.class), size);
    Operand<TInt32> begin = later ? tf.math.add(in.of(FIRST, TInt32.class), before) : before;
    Operand<TInt32> rows = even ? size : tf.math.minimum(size, tf.math.sub(in.of(ROWS, TInt32.class), begin));
    List<Operand<TInt32>> begins = new ArrayList<>(List.of(begin)), sizes = new ArrayList<>(List.of(rows));
    for (int axis = 0; axis < sample.rank(); axis++) {
      begins.add(tf.constant(0));
      sizes.add(tf.constant(sample.size(axis)));
    }
    if (even)
      return root.withName(FROM_DATASET).slice(in.of(name, type), tf.stack(begins),
          tf.constant(sample.prepend(batchSize).toArray()));
    Operand<T> slice = tf.slice(in.of(name, type), tf.stack(begins), tf.stack(sizes));
    return root.withName(FROM_DATASET).reshape(slice, tf.constant(sample.prepend(Shape.NONE).toArray()));
  }
}

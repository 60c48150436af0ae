package kerava.engine;

import kerava.tensor.Samples;
import kerava.tensor.Shape;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.types.TFloat32;

/** Native room for a number of samples, their labels and, if they have any, their weights, which one run of a loop goes through. */
public final class Chunk implements AutoCloseable {
  private final TFloat32 x, y, weights;
  private final int capacity;
  private int rows;

  /** Room for {@code capacity} samples like those of {@code data}. */
  public Chunk(Labelled data, int capacity) {
    this.capacity = capacity;
    x = TFloat32.tensorOf(Tensors.shape(data.x().sampleShape().prepend(capacity)));
    y = TFloat32.tensorOf(Tensors.shape(data.y().sampleShape().prepend(capacity)));
    weights = data.weights() == null ? null : TFloat32.tensorOf(Tensors.shape(Shape.of(capacity)));
  }

  /** Gathers the samples {@code order[from]} .. {@code order[to - 1]}. */
  public void fill(Labelled data, int[] order, int from, int to) {
    if (to - from > capacity) throw new IllegalArgumentException("more rows than the chunk has room for");
    gather(data.x(), x, order, from, to);
    gather(data.y(), y, order, from, to);
    if (weights != null) gather(data.weights(), weights, order, from, to);
    rows = to - from;
  }

  private static void gather(Samples samples, TFloat32 into, int[] order, int from, int to) {
    FloatDataBuffer buffer = into.asRawTensor().data().asFloats();
    float[] row = new float[Math.toIntExact(samples.sampleShape().elements())];
    for (int i = from; i < to; i++) {
      samples.read(order[i], row, 0);
      buffer.offset((long) (i - from) * row.length).write(row);
    }
  }

  /** How many samples the last {@link #fill} brought. */
  public int rows() { return rows; }

  TFloat32 x() { return x; }

  TFloat32 y() { return y; }

  /** Null if the samples have none. */
  TFloat32 weights() { return weights; }

  @Override public void close() {
    x.close();
    y.close();
    if (weights != null) weights.close();
  }
}

package kerava.engine;

import kerava.tensor.Samples;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.types.TFloat32;

/** Native room for a number of samples and their labels, which one run of a loop goes through. */
public final class Chunk implements AutoCloseable {
  private final TFloat32 x, y;
  private final int capacity;
  private int rows;

  /** Room for {@code capacity} samples like those of {@code xs} and {@code ys}. */
  public Chunk(Samples xs, Samples ys, int capacity) {
    this.capacity = capacity;
    x = TFloat32.tensorOf(Tensors.shape(xs.sampleShape().prepend(capacity)));
    y = TFloat32.tensorOf(Tensors.shape(ys.sampleShape().prepend(capacity)));
  }

  /** Gathers the samples {@code order[from]} .. {@code order[to - 1]}. */
  public void fill(Samples xs, Samples ys, int[] order, int from, int to) {
    if (to - from > capacity) throw new IllegalArgumentException("more rows than the chunk has room for");
    gather(xs, x, order, from, to);
    gather(ys, y, order, from, to);
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

  @Override public void close() {
    x.close();
    y.close();
  }
}

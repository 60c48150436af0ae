package kerava.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import kerava.tensor.Samples;
import kerava.tensor.Shape;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.types.TFloat32;

/** Native room for a number of samples with all that belongs to them, a tensor a column, which one run of a loop goes through. */
public final class Chunk implements AutoCloseable {
  private final List<TFloat32> x = new ArrayList<>(), y = new ArrayList<>(), weights = new ArrayList<>();
  private final int capacity;
  private int rows;

  /** Room for {@code capacity} samples like those of {@code data}. */
  public Chunk(Examples data, int capacity) {
    this.capacity = capacity;
    data.x().forEach(samples -> x.add(room(samples.sampleShape())));
    data.y().forEach(samples -> y.add(samples == null ? null : room(samples.sampleShape())));
    data.weights().forEach(samples -> weights.add(samples == null ? null : room(Shape.of())));
  }

  private TFloat32 room(Shape sample) { return TFloat32.tensorOf(Tensors.shape(sample.prepend(capacity))); }

  /** Gathers the samples {@code order[from]} .. {@code order[to - 1]}. */
  public void fill(Examples data, int[] order, int from, int to) {
    if (to - from > capacity) throw new IllegalArgumentException("more rows than the chunk has room for");
    gather(data.x(), x, order, from, to);
    gather(data.y(), y, order, from, to);
    gather(data.weights(), weights, order, from, to);
    rows = to - from;
  }

  private static void gather(List<Samples> columns, List<TFloat32> into, int[] order, int from, int to) {
    for (int i = 0; i < columns.size(); i++) if (columns.get(i) != null) gather(columns.get(i), into.get(i), order, from, to);
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

  /** A tensor an input. */
  List<TFloat32> x() { return x; }

  /** A tensor an output; null for one without labels. */
  List<TFloat32> y() { return y; }

  /** A tensor an output; null for one without weights. */
  List<TFloat32> weights() { return weights; }

  /** The shapes of one sample of each input. */
  List<Shape> samples() { return x.stream().map(Chunk::sample).toList(); }

  /** The shapes of one label of each output; null for one without. */
  List<Shape> truths() { return y.stream().map(column -> column == null ? null : sample(column)).toList(); }

  private static Shape sample(TFloat32 column) {
    return Shape.ofSizes(column.shape().asArray()).dropFirst();
  }

  @Override public void close() {
    for (List<TFloat32> columns : List.of(x, y, weights)) columns.stream().filter(Objects::nonNull).forEach(TFloat32::close);
  }
}

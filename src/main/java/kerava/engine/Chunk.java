package kerava.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import kerava.network.Built;
import kerava.tensor.Samples;
import kerava.tensor.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/** Native room for a number of samples with all that belongs to them, a tensor a column, which one run of a loop goes through. */
public final class Chunk implements AutoCloseable {
  private final List<NumberType> types;
  private final List<TType> x = new ArrayList<>();
  private final List<TFloat32> y = new ArrayList<>(), weights = new ArrayList<>();
  private final List<Shape> samples;
  private final int capacity;
  private int rows;

  /** Room for {@code capacity} samples like those of {@code data}, which are for {@code model}. */
  public Chunk(Built model, Examples data, int capacity) {
    this.capacity = capacity;
    types = model.inputTypes().stream().map(NumberType::of).toList();
    samples = data.x().stream().map(Samples::sampleShape).toList();
    for (int i = 0; i < types.size(); i++) x.add(types.get(i).room(samples.get(i), capacity));
    data.y().forEach(samples -> y.add(samples == null ? null : room(samples.sampleShape())));
    data.weights().forEach(samples -> weights.add(samples == null ? null : room(Shape.of())));
  }

  /** Some of a chunk's rows, batch by batch, from {@code first} on. */
  record Part(Chunk chunk, int first, int rows, int batchSize) {
    Part withoutRows() { return new Part(chunk, first, 0, batchSize); }

    int steps() { return batches(rows, batchSize); }
  }

  /** How many batches {@code rows} samples make, the last one perhaps a smaller one. */
  public static int batches(int rows, int batchSize) {
    return -Math.floorDiv(-rows, batchSize);
  }

  Part whole(int batchSize) { return new Part(this, 0, rows, batchSize); }

  /** Its whole batches, then what is left of it as one of its own. */
  List<Part> parts(int batchSize) {
    int left = rows % batchSize;
    return Stream.of(new Part(this, 0, rows - left, batchSize), new Part(this, rows - left, left, Math.max(1, left)))
        .filter(part -> part.rows() > 0).toList();
  }

  private TFloat32 room(Shape sample) { return TFloat32.tensorOf(Tensors.shape(sample.prepend(capacity))); }

  /** Gathers the samples {@code order[from]} .. {@code order[to - 1]}. */
  public void fill(Examples data, int[] order, int from, int to) {
    if (to - from > capacity) throw new IllegalArgumentException("more rows than the chunk has room for");
    for (int i = 0; i < types.size(); i++) x.set(i, types.get(i).filled(x.get(i), data.x().get(i), order, from, to));
    gather(data.y(), y, order, from, to);
    gather(data.weights(), weights, order, from, to);
    rows = to - from;
  }

  private static void gather(List<Samples> columns, List<TFloat32> into, int[] order, int from, int to) {
    for (int i = 0; i < columns.size(); i++)
      if (columns.get(i) != null) NumberType.FLOAT32.fill(into.get(i), columns.get(i), order, from, to);
  }

  /** How many samples the last {@link #fill} brought. */
  public int rows() { return rows; }

  /** A tensor an input, of its type. */
  List<TType> x() { return x; }

  /** A tensor an output; null for one without labels. */
  List<TFloat32> y() { return y; }

  /** A tensor an output; null for one without weights. */
  List<TFloat32> weights() { return weights; }

  /** The shapes of one sample of each input. */
  List<Shape> samples() { return samples; }

  /** The shapes of one label of each output; null for one without. */
  List<Shape> truths() { return y.stream().map(column -> column == null ? null : sample(column)).toList(); }

  private static Shape sample(TType column) {
    return Shape.ofSizes(column.shape().asArray()).dropFirst();
  }

  @Override public void close() {
    for (List<? extends TType> columns : List.of(x, y, weights)) columns.stream().filter(Objects::nonNull).forEach(TType::close);
  }
}

package kerava.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Samples;
import kerava.tensor.Shape;

/**
 * Samples for each input of a model, labels for each output, null for one without, and weights by which the losses of each output are
 * multiplied, null for one that has none. All columns are as long.
 */
public record Examples(List<Samples> x, List<Samples> y, List<Samples> weights) {
  public Examples {
    x = List.copyOf(x);
    y = Collections.unmodifiableList(y);
    weights = Collections.unmodifiableList(weights);
  }

  /** Of one input and one output; {@code weights} null: there are none. */
  public Examples(Samples x, Samples y, Samples weights) { this(List.of(x), Arrays.asList(y), Arrays.asList(weights)); }

  public int count() { return x.get(0).count(); }

  /** All that there is. */
  private Stream<Samples> columns() { return Stream.of(x, y, weights).flatMap(List::stream).filter(Objects::nonNull); }

  /** Floats of one sample with all that belongs to it. */
  public int floats() { return Math.toIntExact(columns().mapToLong(column -> column.sampleShape().elements()).sum()); }

  public boolean hasWeights() { return weights.stream().anyMatch(Objects::nonNull); }

  /** With weights for the only output. */
  public Examples weighted(float[] newWeights) {
    return new Examples(x, y, List.of(new NDArray(Shape.of(newWeights.length), newWeights)));
  }

  /** The samples from {@code from} to before {@code to}. */
  public Examples part(int from, int to) {
    UnaryOperator<Samples> part = whole -> whole == null ? null : new Part(whole, from, to - from);
    return new Examples(x.stream().map(part).toList(), y.stream().map(part).toList(), weights.stream().map(part).toList());
  }

  /** The samples of {@code batches}, each of which has {@code size}, the last one perhaps fewer. */
  public static Examples joined(List<Examples> batches, int size) {
    if (batches.size() == 1) return batches.get(0);
    int count = (batches.size() - 1) * size + batches.get(batches.size() - 1).count();
    Examples first = batches.get(0);
    return new Examples(joined(first.x(), batches, Examples::x, size, count), joined(first.y(), batches, Examples::y, size, count),
        joined(first.weights(), batches, Examples::weights, size, count));
  }

  private static List<Samples> joined(List<Samples> like, List<Examples> batches, Function<Examples, List<Samples>> part, int size,
      int count) {
    List<Samples> columns = new ArrayList<>();
    for (int i = 0; i < like.size(); i++) {
      int column = i;
      columns.add(like.get(i) == null
          ? null
          : new Joined(batches.stream().map(batch -> part.apply(batch).get(column)).toList(), size, count));
    }
    return columns;
  }

  /** {@code parts} one after another, of {@code size} samples each, the last one perhaps of fewer. */
  private record Joined(List<Samples> parts, int size, int count) implements Samples {
    private Samples part(int index) { return parts.get(index / size); }

    @Override public Shape sampleShape() { return parts.get(0).sampleShape(); }

    @Override public DType dtype() { return parts.get(0).dtype(); }

    @Override public void read(int index, float[] into, int at) { part(index).read(index % size, into, at); }

    @Override public void read(int index, long[] into, int at) { part(index).read(index % size, into, at); }

    @Override public void read(int index, String[] into, int at) { part(index).read(index % size, into, at); }
  }

  /** {@code count} samples of others, from {@code first} on. */
  private record Part(Samples whole, int first, int count) implements Samples {
    @Override public Shape sampleShape() { return whole.sampleShape(); }

    @Override public DType dtype() { return whole.dtype(); }

    @Override public void read(int index, float[] into, int at) { whole.read(first + index, into, at); }

    @Override public void read(int index, long[] into, int at) { whole.read(first + index, into, at); }

    @Override public void read(int index, String[] into, int at) { whole.read(first + index, into, at); }
  }
}

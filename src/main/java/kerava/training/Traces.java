package kerava.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import kerava.engine.Examples;
import kerava.network.Built;
import kerava.tensor.Shape;

/**
 * For what batches Keras has traced a function of a model, to train, to test or to predict. A trace fixes which weights train; its axes are
 * as long as those of the first batches if all of them are alike, and what is traced later has open ones where it differs from what has
 * been. Source: Keras {@code backend/tensorflow/trainer.py} make_train_function, TensorFlow
 * {@code core/function/polymorphism/type_dispatch.py}.
 */
final class Traces {
  /** {@code columns}: the shapes of x, y and weights with the batch axis, null for what is not there; {@link Shape#NONE}: an open axis. */
  record Trace(List<Shape> columns, Built model) {
    /** Whether all batches have one size. */
    boolean even() { return columns.get(0).size(0) != Shape.NONE; }

    private boolean serves(List<Shape> others) {
      return IntStream.range(0, columns.size()).allMatch(i -> columns.get(i) == null || columns.get(i).takes(others.get(i)));
    }

    private boolean isLike(List<Shape> others) {
      return columns.size() == others.size()
          && IntStream.range(0, columns.size()).allMatch(i -> rank(columns.get(i)) == rank(others.get(i)));
    }

    private List<Shape> with(List<Shape> others) {
      List<Shape> both = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) both.add(columns.get(i) == null ? null : common(columns.get(i), others.get(i)));
      return Collections.unmodifiableList(both);
    }

    private static int rank(Shape shape) { return shape == null ? -1 : shape.rank(); }

    private static Shape common(Shape x, Shape y) {
      return Shape.of(IntStream.range(0, x.rank()).map(axis -> x.size(axis) == y.size(axis) ? x.size(axis) : Shape.NONE).toArray());
    }
  }

  private final List<Trace> all = new ArrayList<>();

  /** The trace that serves {@code data} in batches of {@code batchSize}, or a new one for {@code model}. */
  Trace of(Examples data, int batchSize, Built model) {
    return ofAxis(data, data.count() % batchSize == 0 ? batchSize : Shape.NONE, model);
  }

  /** The trace that serves batches of such samples, with {@code axis} of them, or {@link Shape#NONE}, or a new one for {@code model}. */
  Trace ofAxis(Examples data, int axis, Built model) {
    List<Shape> columns = new ArrayList<>();
    data.x().forEach(samples -> columns.add(samples.sampleShape().prepend(axis)));
    data.y().forEach(labels -> columns.add(labels == null ? null : labels.sampleShape().prepend(axis)));
    data.weights().forEach(weights -> columns.add(weights == null ? null : Shape.of(axis)));
    return of(columns, model);
  }

  /** The trace that serves {@code columns}, or a new one for {@code model}. */
  synchronized Trace of(List<Shape> columns, Built model) {
    List<Trace> alike = all.stream().filter(trace -> trace.isLike(columns)).toList();
    Trace best = null;
    for (Trace trace : alike) if (trace.serves(columns) && (best == null || best.serves(trace.columns))) best = trace;
    if (best != null) return best;
    List<Shape> relaxed = columns;
    for (Trace trace : alike) relaxed = trace.with(relaxed);
    all.add(new Trace(relaxed, model));
    return all.get(all.size() - 1);
  }
}

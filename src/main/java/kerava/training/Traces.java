package kerava.training;

import java.util.ArrayList;
import java.util.List;
import kerava.engine.Examples;
import kerava.network.Built;
import kerava.tensor.Shape;

/**
 * For what batches Keras has traced a function of a compiled model, to train or to test. A trace fixes which weights train; its batch axis is as long
 * as the batches of the first data if all of them are alike, and open in what is traced later.
 * Source: Keras {@code backend/tensorflow/trainer.py} make_train_function, TensorFlow {@code core/function/polymorphism/type_dispatch.py}.
 */
final class Traces {
  /** {@code like}: what the columns of y and of the weights are like. {@code batchSize} {@link Shape#NONE}: the batch axis is open. */
  record Trace(List<Object> like, int batchSize, Built model) {
    boolean even() { return batchSize != Shape.NONE; }
  }

  private final List<Trace> all = new ArrayList<>();

  /** The trace that serves {@code data} in batches of {@code batchSize}, or a new one for {@code model}. */
  Trace of(Examples data, int batchSize, Built model) {
    List<Object> like = new ArrayList<>();
    data.y().forEach(labels -> like.add(labels == null ? null : labels.sampleShape()));
    data.weights().forEach(weights -> like.add(weights != null));
    List<Trace> alike = all.stream().filter(trace -> trace.like.equals(like)).toList();
    int axis = data.count() % batchSize == 0 ? batchSize : Shape.NONE;
    for (int size : new int[] {axis, Shape.NONE})
      for (Trace trace : alike) if (trace.batchSize == size) return trace;
    Trace traced = new Trace(like, alike.isEmpty() ? axis : Shape.NONE, model);
    all.add(traced);
    return traced;
  }
}

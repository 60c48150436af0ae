package kerava.training;

import java.util.ArrayList;
import java.util.List;
import kerava.engine.Labelled;
import kerava.network.Built;
import kerava.tensor.Shape;

/**
 * For what batches Keras has traced a function of a compiled model, to train or to test. A trace fixes which weights train; its batch axis is as long
 * as the batches of the first data if all of them are alike, and open in what is traced later.
 * Source: Keras {@code backend/tensorflow/trainer.py} make_train_function, TensorFlow {@code core/function/polymorphism/type_dispatch.py}.
 */
final class Traces {
  /** {@code truth}: the shape of one sample of y. {@code batchSize} {@link Shape#NONE}: the batch axis is open. */
  record Trace(Shape truth, boolean weighted, int batchSize, Built model) {
    boolean even() { return batchSize != Shape.NONE; }
  }

  private final List<Trace> all = new ArrayList<>();

  /** The trace that serves {@code data} in batches of {@code batchSize}, or a new one for {@code model}. */
  Trace of(Labelled data, int batchSize, Built model) {
    Shape truth = data.y().sampleShape();
    boolean weighted = data.hasWeights();
    List<Trace> alike = all.stream().filter(t -> t.truth.equals(truth) && t.weighted == weighted).toList();
    int axis = data.count() % batchSize == 0 ? batchSize : Shape.NONE;
    for (int size : new int[] {axis, Shape.NONE})
      for (Trace trace : alike) if (trace.batchSize == size) return trace;
    Trace traced = new Trace(truth, weighted, alike.isEmpty() ? axis : Shape.NONE, model);
    all.add(traced);
    return traced;
  }
}

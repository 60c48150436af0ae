package kerava.training;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import kerava.data.Element;
import kerava.engine.Program;
import kerava.network.Built;
import kerava.tensor.NDArray;
import kerava.tensor.Samples;
import kerava.tensor.Shape;

/** The outputs for samples, batch by batch, with callbacks beside it. Source: Keras {@code backend/tensorflow/trainer.py} predict. */
record Predicting(Program program, Built model, Traces traces, List<Callback> callbacks, RunningTraining now) {
  /** {@code rows} samples for each input, from {@code from} on. */
  record Batch(List<Samples> inputs, int from, int rows) {}

  /** The first {@code count} samples of {@code inputs}. */
  static final class OfArrays implements Iterator<Batch> {
    private final List<Samples> inputs;
    private final int count, batchSize;
    private int done;

    OfArrays(List<Samples> inputs, int count, int batchSize) {
      this.inputs = inputs;
      this.count = count;
      this.batchSize = batchSize;
    }

    @Override public boolean hasNext() { return done < count; }

    @Override public Batch next() {
      Batch next = new Batch(inputs, done, Math.min(batchSize, count - done));
      done += next.rows();
      return next;
    }
  }

  /** The batches of an epoch that has begun. */
  static final class OfDataset implements Iterator<Batch> {
    private final EpochIterator batches;
    private final Built model;
    private Element ahead;
    private int read;

    OfDataset(EpochIterator batches, Built model) {
      this.batches = batches;
      this.model = model;
    }

    @Override public boolean hasNext() {
      if (ahead == null) ahead = batches.next();
      return ahead != null;
    }

    @Override public Batch next() {
      List<Samples> inputs = DataChecks.inputs("predict, batch " + read++ + " of the dataset", ahead.x().columns(), model);
      ahead = null;
      return new Batch(inputs, 0, inputs.get(0).count());
    }
  }

  /**
   * The model's outputs: shape (n, ...) each; a callback may stop before the end. {@code expected}: how many samples there will be, 0:
   * nobody knows.
   */
  List<NDArray> run(Iterator<Batch> batches, int expected, Bar bar) {
    List<NDArray> all = List.of();
    for (Callback callback : callbacks) callback.onPredictBegin(now);
    int done = 0;
    for (int step = 0; !now.isStopped() && batches.hasNext(); step++) {
      int at = step;
      for (Callback callback : callbacks) callback.onPredictBatchBegin(now, at);
      Batch batch = batches.next();
      List<Shape> samples = batch.inputs().stream().map(Samples::sampleShape).toList();
      boolean open = !traces.of(samples.stream().map(sample -> sample.prepend(batch.rows())).toList(), model).even();
      List<NDArray> outputs = program.predict(batch.inputs(), batch.from(), batch.rows(), open);
      all = room(all, done, Math.max(expected, done + batch.rows()), outputs);
      for (int i = 0; i < outputs.size(); i++) put(outputs.get(i), all.get(i), done, step);
      done += batch.rows();
      for (Callback callback : callbacks) callback.onPredictBatchEnd(now, at, outputs);
      bar.advance(1, Map.of());
    }
    for (Callback callback : callbacks) callback.onPredictEnd(now);
    bar.end(Map.of());
    int rows = done;
    return all.stream().map(whole -> rows == whole.count() ? whole : whole.slice(0, rows)).toList();
  }

  /** {@code all}, whose first {@code done} samples count, or larger arrays, with room for {@code wanted}. */
  private static List<NDArray> room(List<NDArray> all, int done, int wanted, List<NDArray> like) {
    if (!all.isEmpty() && all.get(0).count() >= wanted) return all;
    int count = all.isEmpty() ? wanted : Math.max(wanted, 2 * done);
    List<NDArray> larger = new ArrayList<>();
    for (int i = 0; i < like.size(); i++) {
      NDArray before = all.isEmpty() ? null : all.get(i), given = before == null ? like.get(i) : before;
      larger
          .add(NDArray.of(given.sampleShape().prepend(count), given.dtype(), given.dtype().array(Math.multiplyExact(count, size(given)))));
      if (before != null) System.arraycopy(before.array(), 0, larger.get(i).array(), 0, done * size(before));
    }
    return larger;
  }

  private static void put(NDArray rows, NDArray whole, int at, int step) {
    require(rows.sampleShape().equals(whole.sampleShape()),
        "predict: samples of all batches must come out in one shape, got %s, then %s of batch %d; let the layer that makes them pad them to one "
            + "length, or predict batch by batch",
        whole.sampleShape(), rows.sampleShape(), step);
    System.arraycopy(rows.array(), 0, whole.array(), at * size(whole), rows.count() * size(whole));
  }

  private static int size(NDArray array) { return Math.toIntExact(array.sampleShape().elements()); }
}

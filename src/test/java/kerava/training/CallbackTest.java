package kerava.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import kerava.KeravaException;
import kerava.MadeSamples;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.models.Sequential;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callbacks hear of all that happens, in Keras's order, and act: golden orders are what Keras 3.15.1 calls for the same fit. */
class CallbackTest {
  private static final NDArray X = MadeSamples.normal(Shape.of(5, 3)), Y = MadeSamples.normal(Shape.of(5, 1));
  private static final Fit FIT = new Fit().batchSize(2).verbose(0).stepsPerExecution(1);

  @TempDir Path folder;

  private static Sequential model() {
    RandomSeed.set(4);
    Sequential model = new Sequential(new Input(3), new Dense(2, "tanh"), new Dense(1));
    model.compile("sgd", "mse");
    return model;
  }

  private static final class Diary implements Callback {
    final List<String> lines = new ArrayList<>();

    @Override public void onTrainBegin(Training t) { lines.add("train begin"); }

    @Override public void onEpochBegin(Training t, int epoch) { lines.add("epoch begin " + epoch); }

    @Override public void onBatchBegin(Training t, int step) { lines.add("batch begin " + step); }

    @Override public void onBatchEnd(Training t, int step, SortedMap<String, Double> logs) {
      lines.add("batch end " + step + " " + logs.keySet());
    }

    @Override public void onTestBegin(Training t) { lines.add("test begin"); }

    @Override public void onTestBatchEnd(Training t, int step, SortedMap<String, Double> logs) { lines.add("test batch end " + step); }

    @Override public void onTestEnd(Training t, SortedMap<String, Double> logs) { lines.add("test end " + logs.keySet()); }

    @Override public void onEpochEnd(Training t, int epoch, SortedMap<String, Double> logs) {
      lines.add("epoch end " + epoch + " " + logs.keySet());
    }

    @Override public void onTrainEnd(Training t, SortedMap<String, Double> logs) { lines.add("train end " + logs.keySet()); }
  }

  @Test void hearOfAllInKerassOrder() {
    Diary diary = new Diary();
    try (Sequential model = model()) {
      model.fit(X, Y, FIT.epochs(1).validationData(X.slice(0, 2), Y.slice(0, 2)).callbacks(diary));
    }
    assertEquals(List.of("train begin", "epoch begin 0", "batch begin 0", "batch end 0 [loss]", "batch begin 1", "batch end 1 [loss]",
        "batch begin 2", "batch end 2 [loss]", "test begin", "test batch end 0", "test end [loss]", "epoch end 0 [loss, val_loss]",
        "train end [loss, val_loss]"), diary.lines);
  }

  @Test void stopAfterABatch() {
    Diary diary = new Diary();
    Callback stopping = new Callback() {
      @Override public void onBatchEnd(Training t, int step, SortedMap<String, Double> logs) { if (step == 1) t.stop(); }
    };
    try (Sequential model = model()) {
      assertEquals(1, model.fit(X, Y, FIT.epochs(9).callbacks(diary, stopping)).get("loss").size());
    }
    assertEquals("batch end 1 [loss]", diary.lines.get(diary.lines.size() - 3));
    assertEquals("train end [loss]", diary.lines.get(diary.lines.size() - 1));
  }

  @Test void aRateOfZeroTrainsNothing() {
    Callback still = new Callback() {
      @Override public void onEpochBegin(Training t, int epoch) {
        assertEquals(epoch == 0 ? 0.01f : 0, t.learningRate());
        t.learningRate(0);
      }
    };
    try (Sequential model = model()) {
      List<NDArray> before = model.getWeights();
      model.fit(X, Y, FIT.epochs(2).callbacks(still));
      assertEquals(before, model.getWeights());
      assertThrows(KeravaException.class, () -> model.fit(X, Y, FIT.callbacks(new Callback() {
        @Override public void onTrainBegin(Training t) { t.learningRate(-1); }
      })));
    }
  }

  @Test void setWeightsAndSave() {
    Path file = folder.resolve("m.keras");
    List<List<NDArray>> seen = new ArrayList<>();
    Callback backward = new Callback() {
      @Override public void onTrainBegin(Training t) { seen.add(t.weights()); }

      @Override public void onEpochEnd(Training t, int epoch, SortedMap<String, Double> logs) {
        assertNotEquals(seen.get(0), t.weights());
        if (epoch == 0) t.save(file);
        seen.add(t.weights());
        t.weights(seen.get(0));
      }
    };
    try (Sequential model = model()) {
      List<Double> losses = model.fit(X, Y, FIT.epochs(3).shuffle(false).callbacks(backward)).get("loss");
      assertEquals(List.of(losses.get(0), losses.get(0), losses.get(0)), losses, "each epoch begins with the same weights");
      assertEquals(seen.get(0), model.getWeights());
      try (Sequential saved = Sequential.load(file)) {
        assertEquals(seen.get(1), saved.getWeights());
      }
      String said = assertThrows(KeravaException.class, () -> model.fit(X, Y, FIT.callbacks(new Callback() {
        @Override public void onTrainBegin(Training t) { t.weights(List.of(X)); }
      }))).getMessage();
      assertTrue(said.contains("4 weights, got 1"), said);
    }
  }
}

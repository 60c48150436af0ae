package kerava.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;
import kerava.Goldens;
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

/** Callbacks hear of all that happens, in Keras's order, and act. */
class CallbackTest {
  private static final NDArray X = MadeSamples.normal(Shape.of(5, 3)), Y = MadeSamples.normal(Shape.of(5, 1));
  private static final FitOptions FIT = new FitOptions().withBatchSize(2).withVerbose(0).withStepsPerExecution(1);

  @TempDir Path folder;

  private static Sequential model() {
    RandomSeed.set(4);
    Sequential model = new Sequential(new Input(3), new Dense(2, "tanh"), new Dense(1));
    model.compile("sgd", "mse");
    return model;
  }

  private static final class Diary implements Callback {
    final List<String> lines = new ArrayList<>();

    private void note(String what, SortedMap<String, Double> logs) {
      lines.add(logs.isEmpty() ? what : what + " " + String.join(",", logs.keySet()));
    }

    @Override public void onTrainBegin(Training t) { lines.add("train begin"); }

    @Override public void onEpochBegin(Training t, int epoch) { lines.add("epoch begin " + epoch); }

    @Override public void onBatchBegin(Training t, int step) { lines.add("train batch begin " + step); }

    @Override public void onBatchEnd(Training t, int step, SortedMap<String, Double> logs) { note("train batch end " + step, logs); }

    @Override public void onTestBegin(Training t) { lines.add("test begin"); }

    @Override public void onTestBatchBegin(Training t, int step) { lines.add("test batch begin " + step); }

    @Override public void onTestBatchEnd(Training t, int step, SortedMap<String, Double> logs) { note("test batch end " + step, logs); }

    @Override public void onTestEnd(Training t, SortedMap<String, Double> logs) { note("test end", logs); }

    @Override public void onEpochEnd(Training t, int epoch, SortedMap<String, Double> logs) { note("epoch end " + epoch, logs); }

    @Override public void onTrainEnd(Training t, SortedMap<String, Double> logs) { note("train end", logs); }

    @Override public void onPredictBegin(Training t) { lines.add("predict begin"); }

    @Override public void onPredictBatchBegin(Training t, int step) { lines.add("predict batch begin " + step); }

    @Override public void onPredictBatchEnd(Training t, int step, List<NDArray> outputs) {
      lines.add("predict batch end " + step + " outputs");
    }

    @Override public void onPredictEnd(Training t) { lines.add("predict end"); }

    @Override public boolean everyBatch() { return true; }
  }

  /** Golden: what Keras calls (src/test/python/golden_callbacks.py hooks). */
  @Test void hearOfAllInKerassOrder() {
    NDArray x = MadeSamples.normal(Shape.of(10, 5)), y = NDArray.of(0, 1, 2, 3, 0, 1, 2, 3, 0, 1);
    EvaluateOptions silent = new EvaluateOptions().withBatchSize(4).withVerbose(0);
    try (Sequential model = new Sequential(new Input(5), new Dense(4, "softmax"))) {
      model.compile("sgd", "sparse_categorical_crossentropy", "accuracy");
      FitOptions fit = new FitOptions().withInitialEpoch(1).withVerbose(0);
      heard("fit", diary -> model.fit(x, y, fit.withBatchSize(4).withEpochs(2).withValidationData(x, y).withCallbacks(diary)));
      heard("nothing", diary -> model.fit(x, y, fit.withEpochs(1).withCallbacks(diary)));
      heard("evaluate", diary -> model.evaluate(x, y, silent.withCallbacks(diary)));
      heard("predict", diary -> model.predict(x, silent.withCallbacks(diary).prediction()));
    }
  }

  private static void heard(String what, Consumer<Diary> run) {
    Diary diary = new Diary();
    run.accept(diary);
    List<String> expected = new ArrayList<>();
    Goldens.read("callbacks").get("hooks").get(what).forEach(line -> expected.add(line.asText()));
    assertEquals(expected, diary.lines, what);
  }

  @Test void stopAnEvaluationAfterABatch() {
    Callback stopping = new Callback() {
      @Override public void onTestBatchEnd(Training t, int step, SortedMap<String, Double> logs) { if (step == 1) t.stop(); }

      @Override public void onPredictBatchEnd(Training t, int step, List<NDArray> outputs) { if (step == 1) t.stop(); }

      @Override public boolean everyBatch() { return true; }
    };
    EvaluateOptions silent = new EvaluateOptions().withBatchSize(2).withVerbose(0);
    try (Sequential model = model()) {
      assertEquals(model.evaluate(X.slice(0, 4), Y.slice(0, 4), silent).loss(),
          model.evaluate(X, Y, silent.withCallbacks(stopping)).loss());
      assertEquals(model.predict(X.slice(0, 4), silent.prediction()), model.predict(X, silent.withCallbacks(stopping).prediction()));
    }
  }

  @Test void stopAfterABatch() {
    Diary diary = new Diary();
    Callback stopping = new Callback() {
      @Override public void onBatchEnd(Training t, int step, SortedMap<String, Double> logs) { if (step == 1) t.stop(); }
    };
    try (Sequential model = model()) {
      assertEquals(1, model.fit(X, Y, FIT.withEpochs(9).withCallbacks(diary, stopping)).get("loss").size());
    }
    assertEquals("train batch end 1 loss", diary.lines.get(diary.lines.size() - 3));
    assertEquals("train end loss", diary.lines.get(diary.lines.size() - 1));
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
      model.fit(X, Y, FIT.withEpochs(2).withCallbacks(still));
      assertEquals(before, model.getWeights());
      assertThrows(KeravaException.class, () -> model.fit(X, Y, FIT.withCallbacks(new Callback() {
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
      List<Double> losses = model.fit(X, Y, FIT.withEpochs(3).withShuffle(false).withCallbacks(backward)).get("loss");
      assertEquals(List.of(losses.get(0), losses.get(0), losses.get(0)), losses, "each epoch begins with the same weights");
      assertEquals(seen.get(0), model.getWeights());
      try (Sequential saved = Sequential.load(file)) {
        assertEquals(seen.get(1), saved.getWeights());
      }
      String said = assertThrows(KeravaException.class, () -> model.fit(X, Y, FIT.withCallbacks(new Callback() {
        @Override public void onTrainBegin(Training t) { t.weights(List.of(X)); }
      }))).getMessage();
      assertTrue(said.contains("4 weights, got 1"), said);
    }
  }
}

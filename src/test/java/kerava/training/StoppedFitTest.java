package kerava.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import kerava.KeravaException;
import kerava.Rounding;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.models.Sequential;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;
import kerava.tensor.Samples;
import kerava.tensor.Shape;
import org.junit.jupiter.api.Test;

/** A fit that is stopped in the middle leaves a model that works on; and data of any length pass through two small buffers. */
class StoppedFitTest {
  private static final NDArray X = NDArray.of(new float[][] {{1, 2, 3}, {0, 1, -1}, {2, 0, 1}, {1, 1, 1}, {0, 0, 2}});
  private static final NDArray Y = NDArray.of(0, 1, 1, 0, 1);
  private static final FitOptions FIT = new FitOptions().withBatchSize(2).withVerbose(0).withStepsPerExecution(1);

  @Test void anExceptionInACallbackReachesTheCallerAndTheModelWorksOn() {
    try (Sequential model = model()) {
      List<NDArray> before = model.getWeights();
      Callback second = new Callback() {
        @Override public void onBatchEnd(Training training, int step, SortedMap<String, Double> logs) {
          if (step == 1) throw new IllegalStateException("enough of batch " + step);
        }
      };
      assertEquals("enough of batch 1",
          assertThrows(IllegalStateException.class, () -> model.fit(X, Y, FIT.withCallbacks(second))).getMessage());
      assertFalse(before.equals(model.getWeights()), "it keeps what it has learned");
      assertEquals(1, model.fit(X, Y, FIT).get("loss").size());
      assertEquals(Shape.of(5, 2), model.predict(X).shape());
    }
  }

  @Test void anInterruptStopsBetweenTwoChunks() {
    try (Sequential model = model()) {
      List<Integer> steps = new ArrayList<>();
      Callback interrupt = new Callback() {
        @Override public void onBatchEnd(Training training, int step, SortedMap<String, Double> logs) {
          steps.add(step);
          Thread.currentThread().interrupt();
        }
      };
      String said = assertThrows(KeravaException.class, () -> model.fit(X, Y, FIT.withEpochs(9).withCallbacks(interrupt))).getMessage();
      assertTrue(said.contains("interrupted"), said);
      assertEquals(List.of(0), steps);
      assertFalse(Thread.interrupted(), "the interrupt is used up");
      assertEquals(1, model.fit(X, Y, FIT).get("loss").size());
    }
  }

  /** 40,000 samples of 4 KB are 160 MB: more than both buffers hold; the loss of constant data is that of one batch. */
  @Test void dataLargerThanTheBuffersStreamThrough() {
    RandomSeed.set(3);
    try (Sequential model = new Sequential(new Input(1024), new Dense(2, "softmax"))) {
      model.compile("sgd", "sparse_categorical_crossentropy", "accuracy");
      Samples x = constant(40_001, Shape.of(1024), 0.5f), y = constant(40_001, Shape.of(), 1);
      Scores all = model.evaluate(x, y, new EvaluateOptions().withBatchSize(64).withVerbose(0));
      Scores one = model.evaluate(constant(1, Shape.of(1024), 0.5f), constant(1, Shape.of(), 1), new EvaluateOptions().withVerbose(0));
      assertEquals(one.loss(), all.loss(), Rounding.SHORT_FIT);
      assertEquals(one.get("accuracy"), all.get("accuracy"), 0);
      assertTrue(model.fit(x, y, new FitOptions().withBatchSize(64).withVerbose(0)).get("loss").get(0) < one.loss());
    }
  }

  private static Samples constant(int count, Shape shape, float value) {
    return new Samples() {
      @Override public int count() { return count; }

      @Override public Shape sampleShape() { return shape; }

      @Override public void read(int index, float[] into, int at) {
        java.util.Arrays.fill(into, at, at + Math.toIntExact(shape.elements()), value);
      }
    };
  }

  private static Sequential model() {
    RandomSeed.set(5);
    Sequential model = new Sequential(new Input(3), new Dense(4, "tanh"), new Dense(2, "softmax"));
    model.compile("adam", "sparse_categorical_crossentropy", "accuracy");
    return model;
  }
}

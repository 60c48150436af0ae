package kerava.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import kerava.ChildJvm;
import kerava.ProcessStatus;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.models.Sequential;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Thousands of fits and predicts leave the process as large as it was: every native object has an owner that frees it. */
class NativeMemoryTest {
  /**
   * Each fit and predict of the child moves some 40 KB through native memory, each model some 500 KB: a leak of either would come to 45 MB
   * and more.
   */
  private static final long MOST_GROWTH_KB = 40_000;

  @ParameterizedTest
  @ValueSource(strings = {"one model", "many models", "failing callbacks", "many lengths"}) void staysFlat(String mode) {
    assumeTrue(ProcessStatus.isTold(), "resident memory is read from /proc");
    ChildJvm.Outcome outcome = ChildJvm.run(List.of("-Xmx64m", "-Xms64m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC"), Child.class, mode);
    assertEquals(0, outcome.exitCode(), outcome.output());
    long growth =
        Long.parseLong(outcome.output().lines().filter(line -> line.startsWith("growth ")).findFirst().orElseThrow().substring(7));
    assertTrue(growth < MOST_GROWTH_KB, "resident memory grew by " + growth + " KB");
  }

  /** Works, warms up, and says by how many KB its resident memory has grown since. */
  static final class Child {
    private static final NDArray X = x(), Y = y();

    public static void main(String[] args) {
      int times = Map.of("many models", 120, "many lengths", 800).getOrDefault(args[0], 2000);
      long before = 0;
      try (Sequential model = args[0].equals("many lengths") ? ofAnyLength() : model()) {
        for (int i = 0; i < times; i++) {
          if (i == times / 4) before = residentKb();
          switch (args[0]) {
            case "one model" -> work(model);
            case "many models" -> {
              try (Sequential another = model()) {
                work(another);
              }
            }
            case "many lengths" -> model.predict(NDArray.of(Shape.of(2, 1 + i % 397, 10), new float[20 * (1 + i % 397)]));
            default -> fail(model);
          }
        }
      }
      System.out.println("growth " + (residentKb() - before));
    }

    private static Sequential model() {
      Sequential model = new Sequential(new Input(100), new Dense(64, "relu"), new Dense(5, "softmax"));
      model.compile("adam", "sparse_categorical_crossentropy", "accuracy");
      return model;
    }

    private static Sequential ofAnyLength() {
      Sequential model = new Sequential(new Input(Shape.NONE, 10), new Dense(64, "relu"), new Dense(5, "softmax"));
      model.compile("adam", "sparse_categorical_crossentropy", "accuracy");
      return model;
    }

    private static void work(Sequential model) {
      model.fit(X, Y, new FitOptions().withVerbose(0));
      model.predict(X);
    }

    private static void fail(Sequential model) {
      try {
        model.fit(X, Y, new FitOptions().withVerbose(0).withCallbacks(new Callback() {
          @Override public void onEpochEnd(Training training, int epoch, java.util.SortedMap<String, Double> logs) {
            throw new IllegalStateException("enough");
          }
        }));
        throw new AssertionError("the exception was swallowed");
      } catch (IllegalStateException expected) {
        model.evaluate(X, Y, new EvaluateOptions().withVerbose(0));
      }
    }

    private static long residentKb() {
      System.gc();
      return ProcessStatus.of("VmRSS");
    }

    private static NDArray x() {
      Random random = new Random(1);
      float[] values = new float[70 * 100];
      for (int i = 0; i < values.length; i++) values[i] = random.nextFloat();
      return NDArray.of(Shape.of(70, 100), values);
    }

    private static NDArray y() {
      int[] labels = new int[70];
      for (int i = 0; i < 70; i++) labels[i] = i * i % 5;
      return NDArray.of(labels);
    }
  }
}

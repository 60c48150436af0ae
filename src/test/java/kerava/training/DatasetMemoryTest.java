package kerava.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.LongStream;
import kerava.ChildJvm;
import kerava.data.Dataset;
import kerava.data.Element;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.models.Sequential;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.junit.jupiter.api.Test;

/** A dataset of 100 MB trains a model in a heap of 64 MB. */
class DatasetMemoryTest {
  @Test void staysInItsBounds() {
    ChildJvm.Outcome outcome = ChildJvm.run(List.of("-Xmx64m", "-XX:+UseSerialGC"), Child.class);
    assertEquals(0, outcome.exitCode(), outcome.output());
    assertTrue(outcome.output().contains("trained on 1000000"), outcome.output());
  }

  /** Fits, evaluates and predicts what it makes up on the way. */
  static final class Child {
    private static final int COUNT = 1_000_000, FEATURES = 25;
    private static final Shape SAMPLE = Shape.of(FEATURES), LABEL = Shape.of();

    public static void main(String[] args) {
      Dataset data = Dataset.generated(Child::samples).shuffle(1000, 1).batch(1000);
      try (Sequential model = new Sequential(new Input(FEATURES), new Dense(1))) {
        model.compile("sgd", "mse");
        long[] steps = {0};
        model.fit(data, new FitOptions().withVerbose(0).withCallbacks(new Callback() {
          @Override public void onBatchEnd(Training training, int step, SortedMap<String, Double> logs) { steps[0] = step + 1; }
        }));
        model.evaluate(data.take(10), new EvaluateOptions().withVerbose(0));
        model.predict(data.take(10));
        System.out.println("trained on " + 1000 * steps[0]);
      }
    }

    private static Iterator<Element> samples() {
      return LongStream.range(0, COUNT).mapToObj(i -> {
        float[] x = new float[FEATURES];
        for (int at = 0; at < FEATURES; at++) x[at] = (i * 31 + at * 17) % 101 / 101f;
        return Element.of(NDArray.of(SAMPLE, x), NDArray.of(LABEL, x[0] - x[1]));
      }).iterator();
    }
  }
}

package kerava.notebooks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kerava.Goldens;
import kerava.Rounding;
import kerava.layers.Dense;
import kerava.layers.Flatten;
import kerava.layers.Input;
import kerava.layers.Layer;
import kerava.models.Sequential;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The notebook in short, the first 3200 pictures once, against Keras (src/test/python/goldens.py vanishing). */
class VanishingGradientTest {
  private static final double INITIAL = Goldens.exactOr(Rounding.ONE_PASS);
  /** A hundred steps through eleven layers let rounding grow, and a loss that moved may move a sample over the edge. */
  private static final double TRAINED = Goldens.exactOr(2e-3);

  private static final JsonNode GOLDEN = Goldens.read("vanishing");

  @TestFactory Stream<DynamicTest> startsFromKerasWeights() {
    return GOLDEN.get("runs").properties().stream().map(run -> DynamicTest.dynamicTest(run.getKey(), () -> {
      RandomSeed.set(run.getValue().get("seed").asLong());
      try (Sequential model = model(run.getKey().replace("vanishing32-", ""))) {
        List<NDArray> weights = model.getWeights();
        JsonNode expected = run.getValue().get("initial_weights");
        assertEquals(expected.size(), weights.size());
        for (int i = 0; i < weights.size(); i++) {
          float[] values = weights.get(i).values();
          assertArrayEquals(Goldens.ints(expected.get(i).get("shape")), weights.get(i).shape().toArray());
          double sum = IntStream.range(0, values.length).mapToDouble(k -> values[k]).sum();
          Goldens.assertNear(expected.get(i).get("sum").asDouble(), sum, Rounding.ONE_PASS, "sum of weight " + i);
          Goldens.assertNear(Goldens.floats(expected.get(i).get("first")), Arrays.copyOf(values, 3), INITIAL, "weight " + i);
          Goldens.assertSameBits(expected.get(i).get("md5"), weights.get(i));
        }
      }
    }));
  }

  @Test void trainsAsKeras() throws Exception {
    List<String> printed = new ArrayList<>();
    NotebookRunner runner =
        new NotebookRunner(new NotebookRunner.Options(42, GOLDEN.get("epochs").asInt(), null, GOLDEN.get("limit").asInt(), List.of(), 0),
            printed::add, System.out);
    new VanishingGradient().run(runner);
    for (var run : GOLDEN.get("runs").properties()) {
      RunResult result = runner.results().get(run.getKey());
      JsonNode expected = run.getValue();
      for (String name : List.of("loss", "accuracy"))
        Goldens.assertNear(expected.get("history").get(name).get(0).asDouble(), result.history().get(name).get(0), TRAINED, name);
      Goldens.assertNear(expected.get("evaluate").get(0).asDouble(), result.scores().loss(), TRAINED, "loss of evaluate");
      Goldens.assertNear(expected.get("evaluate").get(1).asDouble(), result.scores().get("accuracy"), TRAINED, "accuracy of evaluate");
      Goldens.assertSameBits(expected.get("weights_md5"), result.weightsMd5());
      assertEquals(100, result.stepsPerEpoch());
      assertVanishing(run.getKey(), result.gradients());
    }
    assertEquals(4, printed.size(), "two summaries and two accuracies");
  }

  /** Before training and after the epoch, a number for each of the eleven kernels; with sigmoid the first ones are next to nothing. */
  private static void assertVanishing(String run, double[][] gradients) {
    assertEquals(2, gradients.length);
    for (double[] layers : gradients) assertEquals(11, layers.length);
    double ratio = gradients[0][0] / gradients[0][10];
    assertEquals(run.endsWith("sigmoid"), ratio < 1e-6, run + ": the first kernel's gradient is " + ratio + " of the last one's");
  }

  private static Sequential model(String activation) {
    List<Layer> layers = new ArrayList<>(List.of(new Input(28, 28), new Flatten()));
    for (int i = 0; i < 10; i++) layers.add(new Dense(32, activation));
    layers.add(new Dense(10, "softmax"));
    return new Sequential(null, layers);
  }
}

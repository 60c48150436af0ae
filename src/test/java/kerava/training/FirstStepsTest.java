package kerava.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import kerava.Goldens;
import kerava.Rounding;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.layers.Layer;
import kerava.models.Sequential;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * A small lopsided model, step by step and epoch by epoch, against Keras (src/test/python/goldens.py first_steps): 20 samples in batches of
 * 6, so that the last batch is a partial one, and 24, so that none is.
 */
class FirstStepsTest {
  /** The same bits on the kind of CPU that made the goldens. */
  private static final double TOLERANCE = Goldens.exactOr(Rounding.SHORT_FIT);

  private static final JsonNode GOLDEN = Goldens.read("first_steps");
  private static final NDArray X = Goldens.array(GOLDEN.get("x")), Y = NDArray.of(Goldens.ints(GOLDEN.get("y")));
  private static final NDArray X_VAL = Goldens.array(GOLDEN.get("x_val")), Y_VAL = NDArray.of(Goldens.ints(GOLDEN.get("y_val")));
  private static final int BATCH = GOLDEN.get("batch_size").asInt();

  @Test void startsFromKerasWeights() {
    try (Sequential model = model()) {
      Goldens.assertNear(Goldens.arrays(GOLDEN.get("initial_weights")), model.getWeights(), TOLERANCE, "initial weight");
    }
  }

  @TestFactory Stream<DynamicTest> trainsBatchByBatch() {
    return cases((model, golden) -> {
      int n = golden.get("n").asInt();
      JsonNode steps = golden.get("train_on_batch");
      for (int i = 0; i < steps.get("starts").size(); i++) {
        int from = steps.get("starts").get(i).asInt(), to = Math.min(from + BATCH, n);
        Scores scores = model.trainOnBatch(X.slice(from, to), Y.slice(from, to));
        Goldens.assertNear(steps.get("results").get(i).get(0).asDouble(), scores.loss(), TOLERANCE, "loss of step " + i);
        Goldens.assertNear(steps.get("results").get(i).get(1).asDouble(), scores.get("accuracy"), TOLERANCE, "accuracy of step " + i);
      }
      Goldens.assertNear(Goldens.arrays(steps.get("weights")), model.getWeights(), TOLERANCE, "weight");
    });
  }

  @TestFactory Stream<DynamicTest> fits() {
    return cases((model, golden) -> {
      int n = golden.get("n").asInt();
      check(golden.get("fit"), model, n, model.fit(X.slice(0, n), Y.slice(0, n), fit()));
    });
  }

  @TestFactory Stream<DynamicTest> fitsWithValidationData() {
    return cases((model, golden) -> {
      int n = golden.get("n").asInt();
      check(golden.get("fit_validated"), model, n, model.fit(X.slice(0, n), Y.slice(0, n), fit().withValidationData(X_VAL, Y_VAL)));
    });
  }

  /** How many batches one run takes is a matter of speed alone. */
  @TestFactory Stream<DynamicTest> fitsTheSameInChunksOfAnySize() {
    return cases((model, golden) -> {
      int n = golden.get("n").asInt();
      for (int steps = 1; steps <= 3; steps++) {
        try (Sequential other = model()) {
          check(golden.get("fit_validated"), other, n,
              other.fit(X.slice(0, n), Y.slice(0, n), fit().withStepsPerExecution(steps).withValidationData(X_VAL, Y_VAL)));
        }
      }
    });
  }

  private static void check(JsonNode golden, Sequential model, int n, History history) {
    List<String> names = new ArrayList<>();
    golden.get("history").fieldNames().forEachRemaining(names::add);
    assertEquals(names, List.copyOf(history.values().keySet()), "names, in Keras's order");
    for (String name : names) {
      JsonNode expected = golden.get("history").get(name);
      assertEquals(expected.size(), history.get(name).size(), "number of epochs");
      for (int i = 0; i < expected.size(); i++)
        Goldens.assertNear(expected.get(i).asDouble(), history.get(name).get(i), TOLERANCE, name + " of epoch " + i);
    }
    Goldens.assertNear(Goldens.arrays(golden.get("weights")), model.getWeights(), TOLERANCE, "weight");
    Scores scores = model.evaluate(X.slice(0, n), Y.slice(0, n), new EvaluateOptions().withBatchSize(BATCH).withVerbose(0));
    assertEquals(List.of("loss", "accuracy"), List.copyOf(scores.values().keySet()));
    Goldens.assertNear(golden.get("evaluate").get(0).asDouble(), scores.loss(), TOLERANCE, "loss of evaluate");
    Goldens.assertNear(golden.get("evaluate").get(1).asDouble(), scores.get("accuracy"), TOLERANCE, "accuracy of evaluate");
    Goldens.assertNear(Goldens.array(golden.get("predict_5")), model.predict(X.slice(0, 5)), TOLERANCE, "prediction");
  }

  private static FitOptions fit() { return new FitOptions().withEpochs(GOLDEN.get("epochs").asInt()).withBatchSize(BATCH).withVerbose(0); }

  private static Sequential model() {
    RandomSeed.set(GOLDEN.get("seed").asLong());
    List<Layer> layers = new ArrayList<>(List.of(new Input(GOLDEN.get("input").asInt())));
    for (JsonNode layer : GOLDEN.get("layers")) layers.add(new Dense(layer.get(0).asInt(), layer.get(1).asText()));
    Sequential model = new Sequential(null, layers);
    model.compile(GOLDEN.get("optimizer").asText(), GOLDEN.get("loss").asText(), "accuracy");
    return model;
  }

  private interface Check {
    void of(Sequential model, JsonNode golden);
  }

  private static Stream<DynamicTest> cases(Check check) {
    return StreamSupport.stream(GOLDEN.get("cases").spliterator(), false)
        .map(golden -> DynamicTest.dynamicTest(golden.get("n") + " samples", () -> {
          try (Sequential model = model()) {
            check.of(model, golden);
          }
        }));
  }
}

package kerava.data;

import static kerava.random.Positions.assertPositions;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import kerava.Goldens;
import kerava.KeravaException;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Goldens: scikit-learn's train_test_split (src/test/python/data_goldens.py split). */
class TrainTestSplitTest {
  @Test void takesTheIndicesThatScikitLearnTakes() {
    for (JsonNode g : Goldens.read("split").get("cases")) check(g);
  }

  @Test void withoutRandomStateTakesTheGlobalSeedsStream() {
    RandomSeed.set(42);
    for (JsonNode g : Goldens.read("split").get("after_seed_42")) check(g);
  }

  @Test void countsAndRefusesAsScikitLearn() {
    for (JsonNode g : Goldens.read("split").get("counts")) {
      if (g.has("refused")) {
        assertThrows(KeravaException.class, () -> split(g).indices(g.get("n").asInt()), g::toString);
      } else {
        TrainTestSplit.Indices indices = split(g).indices(g.get("n").asInt());
        assertArrayEquals(new int[] {g.get("train").asInt(), g.get("test").asInt()},
            new int[] {indices.train().length, indices.test().length}, g::toString);
      }
    }
  }

  @Test void splitsRowsOfArraysAlike() {
    float[] pixels = new float[5 * 2 * 3];
    for (int i = 0; i < pixels.length; i++) pixels[i] = i;
    NDArray x = NDArray.of(Shape.of(5, 2, 3), pixels), y = NDArray.of(0, 1, 2, 3, 4);
    TrainTestSplit.Parts parts = new TrainTestSplit().withTestSize(0.2).withRandomState(42).of(x, y); // train 4 2 0 3, test 1
    assertEquals(NDArray.of(4, 2, 0, 3), parts.yTrain());
    assertEquals(NDArray.of(1), parts.yTest());
    assertEquals(NDArray.of(Shape.of(1, 2, 3), 6, 7, 8, 9, 10, 11), parts.xTest());
    assertEquals(Shape.of(4, 2, 3), parts.xTrain().shape());
    assertArrayEquals(new float[] {24, 12, 0, 18},
        new float[] {parts.xTrain().get(0, 0, 0), parts.xTrain().get(1, 0, 0), parts.xTrain().get(2, 0, 0), parts.xTrain().get(3, 0, 0)});
    assertEquals(List.of(parts.xTrain(), parts.xTest(), parts.yTrain(), parts.yTest(), parts.yTrain(), parts.yTest()),
        new TrainTestSplit().withTestSize(1).withRandomState(42).all(x, y, y));
  }

  @Test void saysWhatItRefuses() {
    refuses("TrainTestSplit: testSize must be a positive count of samples (int) or a part of them above 0 and below 1 (double), got 1.0",
        () -> new TrainTestSplit().withTestSize(1.0));
    refuses("TrainTestSplit: trainSize must be a positive count of samples (int) or a part of them above 0 and below 1 (double), got NaN",
        () -> new TrainTestSplit().withTrainSize(Double.NaN));
    refuses("TrainTestSplit: testSize and trainSize must come to at most 1, got 0.5 and 0.6",
        () -> new TrainTestSplit().withTestSize(0.5).withTrainSize(0.6));
    refuses(
        "TrainTestSplit: 3 samples cannot be split into parts of trainSize null and testSize 3; each needs a sample, got 0 and 3",
        () -> new TrainTestSplit().withTestSize(3).indices(3));
    refuses("TrainTestSplit: all arrays must have as many samples, got [(2,), (3,)]; do x and y belong together?",
        () -> new TrainTestSplit().of(NDArray.of(1, 2), NDArray.of(1, 2, 3)));
    refuses("TrainTestSplit: at least one array is needed, got none", () -> new TrainTestSplit().all());
    refuses("RandomState: the seed must be in 0 .. 4294967295, got -1", () -> new TrainTestSplit().withRandomState(-1));
    refuses("NDArray: cannot take sample 2 of 2", () -> NDArray.of(7, 8).take(0, 2));
  }

  private static void refuses(String message, Executable split) {
    assertEquals(message, assertThrows(KeravaException.class, split).getMessage());
  }

  private static void check(JsonNode g) {
    TrainTestSplit.Indices indices = split(g).indices(g.get("n").asInt());
    assertPositions(g.get("train"), indices.train(), g.toString());
    assertPositions(g.get("test"), indices.test(), g.toString());
  }

  private static TrainTestSplit split(JsonNode g) {
    Long seed = g.has("random_state") ? g.get("random_state").asLong() : null;
    return new TrainTestSplit(size(g.get("test_size")), size(g.get("train_size")), seed, g.path("shuffle").asBoolean(true));
  }

  private static Number size(JsonNode size) { return size == null || size.isNull() ? null : size.numberValue(); }
}

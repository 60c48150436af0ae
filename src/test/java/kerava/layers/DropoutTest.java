package kerava.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import kerava.losses.MeanSquaredError;
import kerava.models.Sequential;
import kerava.optimizers.SGD;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.EvaluateOptions;
import kerava.training.FitOptions;
import org.junit.jupiter.api.Test;

class DropoutTest {
  /** Element i squared is 2^i, so that a sum of squares tells which elements were kept. */
  private static final NDArray X = NDArray.of(Shape.of(2, 8), floats(IntStream.range(0, 16).mapToDouble(i -> Math.sqrt(1 << i)).toArray()));
  private static final NDArray ZEROS = NDArray.of(Shape.of(2, 8), new float[16]);

  /** The masks that Keras 3.15.1 made of the generator seed 119540832, the second that seed 42 draws, in its first two calls. */
  private static final List<String> HALF = List.of("10111011" + "00011100", "11100111" + "00110000");
  private static final List<String> FIFTH = List.of("11111011" + "01111110", "11111111" + "11110111");

  @Test void dropsWhatKerasDrops() {
    assertEquals(HALF, kept(new Dropout(0.5).withSeed(119540832), 0.5));
    assertEquals(FIFTH, kept(new Dropout(0.2).withSeed(119540832), 0.2));
  }

  @Test void drawsASeedIfItHasNone() {
    RandomSeed.set(42);
    assertEquals(686579304, RandomSeed.draw());
    assertEquals(HALF, kept(new Dropout(0.5), 0.5));
    RandomSeed.set(42);
    new Sequential(new Input(8), new Dropout(0.4).withSeed(1), new Dropout(0)).close();
    assertEquals(686579304, RandomSeed.draw(), "a seed that is given, or not needed, is not drawn");
  }

  @Test void sharesItsMaskAlongAxesOf1() {
    assertEquals(List.of("11111111" + "11111111", "11111111" + "11111111"), kept(new Dropout(0).withNoiseShape(Shape.of(1, 8)), 0));
    for (String rows : kept(new Dropout(0.5).withSeed(7).withNoiseShape(Shape.of(1, Shape.NONE)), 0.5))
      assertEquals(rows.substring(0, 8), rows.substring(8), "the same for both samples");
    for (String rows : kept(new Dropout(0.5).withSeed(7).withNoiseShape(Shape.of(Shape.NONE, 1)), 0.5))
      assertEquals(true, rows.matches("(0{8}|1{8})(0{8}|1{8})"), rows);
  }

  @Test void dropsNothingButInTraining() {
    try (Sequential model = model(new Dropout(0.5))) {
      assertEquals(X, model.predict(X));
      double all = 0;
      for (float x : X.values()) all += x * x / 16.0;
      assertEquals(all, model.evaluate(X, ZEROS, new EvaluateOptions().withVerbose(0)).loss(), 1e-3);
      assertEquals(X, model.predict(X), "nor after a look at the loss");
    }
  }

  /** Which elements two epochs of one step kept, as ones and zeros, from their losses. */
  private static List<String> kept(Dropout dropout, double rate) {
    try (Sequential model = model(dropout)) {
      return model.fit(X, ZEROS, new FitOptions().withEpochs(2).withBatchSize(2).withShuffle(false).withVerbose(0)).get("loss").stream()
          .map(loss -> Math.round(loss * 16 * (1 - rate) * (1 - rate))).map(DropoutTest::bits).toList();
    }
  }

  private static String bits(long sum) {
    return String.join("", IntStream.range(0, 16).mapToObj(i -> (sum >> i & 1) == 1 ? "1" : "0").toList());
  }

  private static Sequential model(Dropout dropout) {
    Sequential model = new Sequential(new Input(8), dropout);
    model.compile(new SGD(), new MeanSquaredError());
    return model;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    Arrays.setAll(values, i -> floats[i] = (float) values[i]);
    return floats;
  }
}

package kerava.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import kerava.Rounding;
import kerava.losses.MeanSquaredError;
import kerava.models.Sequential;
import kerava.optimizers.SGD;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.EvaluateOptions;
import kerava.training.FitOptions;
import org.junit.jupiter.api.Test;

/** Ioffe and Szegedy, 2015, in doubles. */
class BatchNormalizationTest {
  private static final float[] VALUES = {1, -2, .5f, 4, 0, 1, 3, -1, 2.5f, .25f, 6, -3};
  /** Four samples of three features; two samples of three by two. */
  private static final NDArray ROWS = NDArray.of(Shape.of(4, 3), VALUES), BLOCKS = NDArray.of(Shape.of(2, 3, 2), VALUES);
  private static final double[] GAMMA = {2, -1, .5}, BETA = {.25, 1, -3}, MEAN = {.5, 2, -1}, VARIANCE = {4, .25, 2};
  private static final double EPSILON = 0.01, MOMENTUM = 0.75;

  private static final BatchNormalization LAYER = new BatchNormalization().withEpsilon(EPSILON).withMomentum(MOMENTUM);

  @Test void predictsByTheMovingStatistics() {
    check(LAYER, ROWS, 1);
    check(LAYER.withAxis(1), BLOCKS, 2);
  }

  /** {@code inner}: how many elements lie beside each other with the same feature. */
  private static void check(BatchNormalization layer, NDArray x, int inner) {
    try (Sequential model = model(layer, x)) {
      float[] y = model.predict(x).values();
      for (int i = 0; i < y.length; i++) {
        int f = i / inner % 3;
        assertEquals(GAMMA[f] * (x.values()[i] - MEAN[f]) / Math.sqrt(VARIANCE[f] + EPSILON) + BETA[f], y[i], Rounding.ONE_PASS,
            "element " + i);
      }
    }
  }

  @Test void trainsByTheBatchAndLetsTheMovingStatisticsFollow() {
    try (Sequential model = model(LAYER, ROWS)) {
      double loss = model.fit(ROWS, ROWS, new FitOptions().withBatchSize(4).withVerbose(0)).get("loss").get(0);
      double expected = 0;
      List<NDArray> weights = model.getWeights();
      for (int f = 0; f < 3; f++) {
        double[] column = column(f);
        double mean = average(column), variance = IntStream.range(0, 4).mapToDouble(i -> Math.pow(column[i] - mean, 2)).sum() / 4;
        for (double x : column)
          expected += Math.pow(GAMMA[f] * (x - mean) / Math.sqrt(variance + EPSILON) + BETA[f] - x, 2) / 12;
        assertEquals(MOMENTUM * MEAN[f] + (1 - MOMENTUM) * mean, weights.get(2).get(f), Rounding.ONE_PASS, "moving mean");
        assertEquals(MOMENTUM * VARIANCE[f] + (1 - MOMENTUM) * variance, weights.get(3).get(f), Rounding.ONE_PASS,
            "moving variance, the biased one");
      }
      assertEquals(expected, loss, Rounding.ONE_PASS);
    }
  }

  @Test void followsNothingButInTraining() {
    try (Sequential model = model(LAYER, ROWS)) {
      List<NDArray> before = model.getWeights();
      model.evaluate(ROWS, ROWS, new EvaluateOptions().withVerbose(0));
      model.predict(ROWS);
      model.gradients(ROWS, ROWS);
      assertEquals(before, model.getWeights());
    }
  }

  private static double[] column(int f) { return IntStream.range(0, 4).mapToDouble(i -> ROWS.get(i, f)).toArray(); }

  private static double average(double[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).sum() / values.length;
  }

  private static Sequential model(BatchNormalization layer, NDArray x) {
    Sequential model = new Sequential(new Input(x.sampleShape()), layer);
    model.compile(new SGD(), new MeanSquaredError());
    model.setWeights(List.of(floats(GAMMA), floats(BETA), floats(MEAN), floats(VARIANCE)));
    return model;
  }

  private static NDArray floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) floats[i] = (float) values[i];
    return NDArray.of(Shape.of(values.length), floats);
  }
}

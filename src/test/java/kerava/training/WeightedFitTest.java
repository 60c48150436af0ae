package kerava.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kerava.Goldens;
import kerava.KeravaException;
import kerava.Rounding;
import kerava.engine.CompiledSettings;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.losses.MeanSquaredError;
import kerava.losses.SparseCategoricalCrossentropy;
import kerava.metrics.SparseCategoricalAccuracy;
import kerava.models.Sequential;
import kerava.optimizers.SGD;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Weights of samples and classes, and the part of the samples that is kept for validation. */
class WeightedFitTest {
  private static final float[][] ROWS = {{1, -1}, {.5f, 2}, {0, 1}, {-2, .25f}, {3, -.5f}, {1, 1}, {.25f, -2}};
  private static final NDArray X = NDArray.of(ROWS), LABELS = NDArray.of(2, 0, 1, 1, 2, 0, 2),
      TRUTH = NDArray.of(Shape.of(7), 1, 0, 2, -1, .5f, 1, 0), WEIGHTS = NDArray.of(Shape.of(7), .5f, 2, 0, 3, 1, .25f, 4);
  private static final FitOptions FIT = new FitOptions().withBatchSize(3).withShuffle(false).withVerbose(0);

  /** {@code sum(w (x k - t)^2) / n} of each batch, its gradient to k, and the mean of the batches' losses by their sizes. */
  @TestFactory Stream<DynamicTest> multiplyLossesAndGradientsButNotTheirNumber() {
    return Stream.of(3, 7).map(batch -> DynamicTest.dynamicTest("batches of " + batch, () -> {
      try (Sequential model = new Sequential(new Input(2), new Dense(1).withUseBias(false))) {
        model.compile(new SGD(.1), new MeanSquaredError());
        model.setWeights(List.of(NDArray.of(Shape.of(2, 1), .3f, -.7f)));
        double[] kernel = {.3f, -.7f};
        double loss = epoch(kernel, batch);
        History history = model.fit(X, TRUTH, FIT.withBatchSize(batch).withSampleWeight(WEIGHTS));
        assertEquals(loss, history.get("loss").get(0), Rounding.SHORT_FIT);
        for (int i = 0; i < 2; i++) assertEquals(kernel[i], model.getWeights().get(0).get(i, 0), Rounding.SHORT_FIT);
      }
    }));
  }

  private static double epoch(double[] kernel, int batch) {
    double total = 0;
    for (int from = 0; from < 7; from += batch) {
      int n = Math.min(batch, 7 - from);
      double[] gradient = new double[2];
      for (int i = from; i < from + n; i++) {
        double error = ROWS[i][0] * kernel[0] + ROWS[i][1] * kernel[1] - TRUTH.get(i), w = WEIGHTS.get(i);
        total += w * error * error;
        for (int k = 0; k < 2; k++) gradient[k] += 2 * w * error * ROWS[i][k] / n;
      }
      for (int k = 0; k < 2; k++) kernel[k] -= .1 * gradient[k];
    }
    return total / 7;
  }

  /** Twice the weight is twice the rate, through the derivative that cross-entropy brings itself. */
  @Test void doubledWeightsAreADoubledRate() {
    try (Sequential weighted = classifier(.125); Sequential plain = classifier(.25)) {
      double loss = weighted.fit(X, LABELS, FIT.withBatchSize(7).withSampleWeight(NDArray.of(2, 2, 2, 2, 2, 2, 2))).get("loss").get(0);
      assertEquals(2 * plain.fit(X, LABELS, FIT.withBatchSize(7)).get("loss").get(0), loss, Rounding.ONE_PASS);
      Goldens.assertNear(plain.getWeights(), weighted.getWeights(), Rounding.ONE_PASS, "weight");
    }
  }

  @TestFactory Stream<DynamicTest> classWeightsAreSampleWeightsByLabel() {
    NDArray bySample = NDArray.of(Shape.of(7), 3, 1, .5f, .5f, 3, 1, 3);
    return Stream.of(LABELS, LABELS.reshape(7, 1)).map(y -> DynamicTest.dynamicTest("labels " + y.shape(), () -> {
      try (Sequential one = classifier(.1); Sequential other = classifier(.1); Sequential plain = classifier(.1)) {
        Map<String, List<Double>> history = one.fit(X, y, FIT.withEpochs(2).withClassWeight(Map.of(1, .5, 2, 3.0))).values();
        assertEquals(other.fit(X, y, FIT.withEpochs(2).withSampleWeight(bySample.reshape(7, 1))).values(), history);
        assertEquals(other.getWeights(), one.getWeights());
        assertNotEquals(plain.fit(X, y, FIT.withEpochs(2)).get("loss"), history.get("loss"));
      }
    }));
  }

  @Test void classesOfOneHotRowsAreTheirLargest() {
    NDArray rows = NDArray.of(new float[][] {{0, 0, 1}, {1, 0, 0}});
    try (Sequential model = classifier(.1)) {
      CompiledSettings compiled = CompileSettings.of("adam", "categorical_crossentropy").compiled(List.of("y"));
      TrainingSplit data = TrainingSplit.of(X.slice(0, 2), rows, FIT.withClassWeight(Map.of(2, 3.0)), compiled, model.built());
      float[] weights = new float[2];
      for (int i = 0; i < 2; i++) data.training().weights().get(0).read(i, weights, i);
      assertEquals(List.of(3f, 1f), List.of(weights[0], weights[1]));
    }
  }

  @Test void metricsDoNotKnowThem() {
    try (Sequential weighted = classifier(.1); Sequential plain = classifier(.1)) {
      FitOptions fit = FIT.withBatchSize(7);
      assertEquals(plain.fit(X, LABELS, fit).get("sparse_categorical_accuracy"),
          weighted.fit(X, LABELS, fit.withSampleWeight(WEIGHTS)).get("sparse_categorical_accuracy"));
    }
  }

  /** floor(7 (1 - 0.4)) = 4. */
  @Test void theLastPartIsKeptForValidation() {
    try (Sequential split = classifier(.1); Sequential given = classifier(.1)) {
      RandomSeed.set(3);
      History history = split.fit(X, LABELS, FIT.withShuffle(true).withEpochs(2).withValidationSplit(.4));
      RandomSeed.set(3);
      assertEquals(given.fit(X.slice(0, 4), LABELS.slice(0, 4),
          FIT.withShuffle(true).withEpochs(2).withValidationData(X.slice(4, 7), LABELS.slice(4, 7))).values(), history.values());
      assertEquals(given.getWeights(), split.getWeights());
      assertTrue(history.values().containsKey("val_loss"));
    }
  }

  @Test void sampleWeightsDividedWithTheSamplesWeighTheValidationLossToo() {
    try (Sequential model = classifier(.1)) {
      double loss = model.fit(X, LABELS, FIT.withSampleWeight(WEIGHTS).withValidationSplit(.4)).get("val_loss").get(0), sum = 0;
      for (int i = 4; i < 7; i++)
        sum += WEIGHTS.get(i) * model.evaluate(X.slice(i, i + 1), LABELS.slice(i, i + 1), new EvaluateOptions().withVerbose(0)).loss();
      assertEquals(sum / 3, loss, Rounding.SHORT_FIT);
    }
  }

  @Test void classWeightsLeaveTheValidationLossAlone() {
    try (Sequential model = classifier(.1)) {
      double loss =
          model.fit(X, LABELS, FIT.withClassWeight(Map.of(0, 5.0, 1, 6.0, 2, 7.0)).withValidationSplit(.4)).get("val_loss").get(0);
      assertEquals(model.evaluate(X.slice(4, 7), LABELS.slice(4, 7), new EvaluateOptions().withBatchSize(3).withVerbose(0)).loss(), loss);
    }
  }

  @Test void whatCannotBeIsRefused() {
    refused("validationSplit must be in 0 .. 1 (1 excluded), got 1.0", () -> FIT.withValidationSplit(1));
    refused("takes validationSplit or validation data, got both", () -> FIT.withValidationData(X, LABELS).withValidationSplit(.5));
    refused("takes sampleWeight or classWeight, got both", () -> FIT.withSampleWeight(WEIGHTS).withClassWeight(Map.of(1, 2.0)));
    refused("classWeight must be finite, got NaN for class 1", () -> FIT.withClassWeight(Map.of(1, Double.NaN)));
    refused("weights must come with x and y, got them alone", () -> FIT.withValidationData(null, null, WEIGHTS));
    try (Sequential model = classifier(.1)) {
      refused("got 7 in x and 6 in weights",
          () -> model.fit(X, LABELS, FIT.withValidationData(X, LABELS, WEIGHTS.slice(0, 6))));
      refused("leaves 0 of 7 samples for training", () -> model.fit(X, LABELS, FIT.withValidationSplit(.9)));
      refused("got 7 in x and 6 in sampleWeight", () -> model.fit(X, LABELS, FIT.withSampleWeight(WEIGHTS.slice(0, 6))));
      refused("one number a sample, shape (n,) or (n, 1), got (n, ...) with (2,) a sample",
          () -> model.fit(X, LABELS, FIT.withSampleWeight(X)));
    }
  }

  @Test void evaluateRefusesThemToo() {
    EvaluateOptions weighted = new EvaluateOptions().withVerbose(0).withSampleWeight(WEIGHTS.slice(0, 6));
    try (Sequential model = classifier(.1)) {
      refused("evaluate", "got 7 in x and 6 in sampleWeight", () -> model.evaluate(X, LABELS, weighted));
    }
  }

  private static void refused(String message, Runnable action) { refused("fit", message, action); }

  private static void refused(String who, String message, Runnable action) {
    String got = assertThrows(KeravaException.class, action::run).getMessage();
    assertTrue(got.startsWith(who) && got.contains(message), got);
  }

  private static Sequential classifier(double rate) {
    RandomSeed.set(11);
    Sequential model = new Sequential(new Input(2), new Dense(5, "tanh"), new Dense(3, "softmax"));
    model.compile(new SGD(rate), new SparseCategoricalCrossentropy(), new SparseCategoricalAccuracy());
    return model;
  }
}

package kerava.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import kerava.KeravaException;
import kerava.losses.MeanSquaredError;
import kerava.optimizers.Adam;
import kerava.optimizers.SGD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What options refuse where they are set, be they for arrays or for datasets. */
class OptionsTest {
  private static void refused(String said, Executable... uses) {
    for (Executable use : uses) {
      String message = assertThrows(KeravaException.class, use).getMessage();
      assertTrue(message.startsWith(said), message);
    }
  }

  @Test void numbersOutOfTheirRange() {
    EvaluateOptions evaluate = new EvaluateOptions();
    PredictOptions predict = new PredictOptions();
    refused("evaluate: batchSize must be at least 1", () -> evaluate.withBatchSize(0), () -> evaluate.withBatchSize(-1));
    refused("predict: batchSize must be at least 1", () -> predict.withBatchSize(0), () -> predict.withBatchSize(-1));
    refused("evaluate: steps must be at least 1", () -> evaluate.withSteps(0), () -> evaluate.withSteps(-1));
    refused("predict: steps must be at least 1", () -> predict.withSteps(0), () -> predict.withSteps(-1));
    refused("evaluate: verbose must be 0", () -> evaluate.withVerbose(7));
    refused("predict: verbose must be 0", () -> predict.withVerbose(-1));
  }

  @Test void nothingWhereSomethingMustBe() {
    FitOptions fit = new FitOptions();
    refused("fit: shuffle, out, validationFreq, classWeight and callbacks must not be null", () -> fit.withShuffle((Shuffling) null),
        () -> fit.withOut(null), () -> fit.withClassWeight(null), () -> fit.withCallbacks((Callback[]) null),
        () -> fit.withCallbacks((Callback) null));
    refused("evaluate: out and callbacks must not be null", () -> new EvaluateOptions().withOut(null),
        () -> new EvaluateOptions().withCallbacks((Callback) null));
    refused("predict: out and callbacks must not be null", () -> new PredictOptions().withCallbacks((Callback[]) null));
  }

  @Test void numbersWithoutAnEnd() {
    refused("SGD: the learning rate must be finite, got Infinity", () -> new SGD(Double.POSITIVE_INFINITY));
    refused("Adam: the learning rate must not be negative, got NaN", () -> new Adam(Double.NaN));
    refused("optimizer: clipnorm must be finite, got Infinity", () -> new SGD().withClipnorm(Double.POSITIVE_INFINITY));
    refused("compile: a loss weight must be a number, got NaN",
        () -> CompileSettings.of(new SGD()).withLoss("y", new MeanSquaredError()).withLossWeight("y", Double.NaN));
  }

  @Test void whatEvaluatesAlsoPredicts() {
    EvaluateOptions given = new EvaluateOptions().withBatchSize(7).withSteps(3).withVerbose(2);
    assertEquals(new PredictOptions().withBatchSize(7).withSteps(3).withVerbose(2), given.prediction());
  }

  @Test void aHistoryKnowsItsNames() {
    History history = new History();
    history.add(0, Map.of("loss", 0.5));
    assertEquals(List.of(0.5), history.get("loss"));
    refused("History: there is no 'zz'; there are [loss]", () -> history.get("zz"));
  }
}

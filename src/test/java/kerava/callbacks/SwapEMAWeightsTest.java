package kerava.callbacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import kerava.Goldens;
import kerava.KeravaException;
import kerava.Rounding;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.losses.MeanSquaredError;
import kerava.models.Sequential;
import kerava.optimizers.Optimizer;
import kerava.optimizers.SGD;
import kerava.tensor.NDArray;
import kerava.training.EvaluateOptions;
import kerava.training.FitOptions;
import org.junit.jupiter.api.Test;

/** Weights and their averages in each other's place; fits of golden_callbacks.py compare the bits with Keras's. */
class SwapEMAWeightsTest {
  private static final NDArray X = NDArray.of(new float[][] {{1, -1}, {.5f, 2}, {0, 1}, {2, 2}}),
      Y = NDArray.of(new float[][] {{1}, {0}, {2}, {-1}});
  private static final FitOptions FIT = new FitOptions().withEpochs(3).withBatchSize(2).withVerbose(0);

  private static Sequential model(Optimizer optimizer) {
    Sequential model = new Sequential(new Input(2), new Dense(1));
    model.compile(optimizer, new MeanSquaredError());
    return model;
  }

  private static EvaluateOptions swapping() { return new EvaluateOptions().withVerbose(0).withCallbacks(new SwapEMAWeights()); }

  @Test void needsAverages() {
    try (Sequential plain = model(new SGD(.1)); Sequential fresh = model(new SGD(.1).withEma(.9))) {
      refused(() -> plain.evaluate(X, Y, swapping()), "weights have averages if the optimizer has use_ema");
      refused(() -> fresh.evaluate(X, Y, swapping()), "no averages before its first step; fit the model first");
    }
  }

  private static void refused(org.junit.jupiter.api.function.Executable call, String why) {
    String message = assertThrows(KeravaException.class, call).getMessage();
    assertTrue(message.contains(why), message);
  }

  /** At the end of a fit the weights are their averages, so that a step more makes them differ. */
  @Test void testsWithTheAveragesAndPredictsWithThemToo() {
    try (Sequential model = model(new SGD(.1).withEma(.9)); Sequential averaged = model(new SGD(.1))) {
      double[] told = new double[1];
      model.fit(X, Y, FIT.withCallbacks(new LambdaCallback().onEpochEnd((training, epoch, logs) -> {
        if (epoch == 1) told[0] = logs.get("val_loss");
      }), new SwapEMAWeights().withSwapOnEpoch(true)).withValidationData(X, Y));
      List<NDArray> averages = model.getWeights();
      averaged.setWeights(averages);
      double expected = averaged.evaluate(X, Y, new EvaluateOptions().withVerbose(0)).loss();
      assertNotEquals(expected, told[0]);
      assertEquals(expected, model.evaluate(X, Y, swapping()).loss(), Rounding.SHORT_FIT);
      Goldens.assertNear(averages, model.getWeights(), Rounding.SHORT_FIT, "weight");
      Goldens.assertNear(averaged.predict(X), model.predict(X, swapping().prediction()), Rounding.SHORT_FIT, "prediction");
    }
  }
}

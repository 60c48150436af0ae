package kerava.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import kerava.KeravaException;
import kerava.MadeSamples;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.losses.MeanSquaredError;
import kerava.optimizers.Optimizer;
import kerava.optimizers.SGD;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.FitOptions;
import org.junit.jupiter.api.Test;

/** Where an optimizer averages weights, and where it sums gradients over steps. */
class AveragesTest {
  private static final NDArray X = MadeSamples.normal(Shape.of(12, 5)), Y = MadeSamples.normal(Shape.of(12, 3));
  private static final FitOptions BATCHES = new FitOptions().withBatchSize(4).withShuffle(false).withVerbose(0);

  /** With a momentum of 1 the average stays what it was after the first step. */
  @Test void becomeTheWeightsAtTheEndOfAFit() {
    try (Sequential averaged = model(new SGD(0.1).withEma(1)); Sequential plain = model(new SGD(0.1))) {
      plain.trainOnBatch(first(X, 5), first(Y, 3));
      averaged.fit(X, Y, BATCHES);
      assertEquals(plain.getWeights(), averaged.getWeights());
      averaged.trainOnBatch(X, Y);
      assertNotEquals(plain.getWeights(), averaged.getWeights(), "a batch by itself ends no fit");
    }
  }

  @Test void areRefusedOnceAWeightIsFrozen() {
    try (Sequential model = model(new SGD(0.1).withEma(0.9))) {
      model.fit(X, Y, BATCHES);
      model.setTrainable("first", false);
      String refusal =
          assertThrows(KeravaException.class, () -> model.fit(X, Y, new FitOptions().withBatchSize(5).withVerbose(0))).getMessage();
      assertTrue(refusal.startsWith("fit: the optimizer averages weights that are frozen now; compile the model again"), refusal);
    }
  }

  /** Three steps of sums of two change weights once, whatever the chunks are; the sum goes on in the next fit. */
  @Test void gradientsAreSummedFromFitToFit() {
    try (Sequential summed = model(new SGD(0.1).withGradientAccumulationSteps(2))) {
      List<NDArray> before = summed.getWeights();
      summed.trainOnBatch(X, Y);
      assertEquals(before, summed.getWeights());
      summed.fit(X, Y, BATCHES);
      List<NDArray> after = summed.getWeights();
      assertNotEquals(before, after);
      summed.trainOnBatch(X, Y);
      assertEquals(after, summed.getWeights());
    }
  }

  private static NDArray first(NDArray all, int columns) {
    float[] values = Arrays.copyOf(all.values(), 4 * columns);
    return new NDArray(Shape.of(4, columns), values);
  }

  private static Sequential model(Optimizer optimizer) {
    RandomSeed.set(3);
    Sequential model = new Sequential(new Input(5), new Dense(4, "tanh").named("first"), new Dense(3));
    model.compile(optimizer, new MeanSquaredError());
    return model;
  }
}

package kerava.optimizers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import kerava.KeravaException;
import kerava.callbacks.LearningRateScheduler;
import kerava.callbacks.ReduceLROnPlateau;
import kerava.callbacks.SwapEMAWeights;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.losses.MeanSquaredError;
import kerava.models.Sequential;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.Callback;
import kerava.training.FitOptions;
import kerava.training.History;
import kerava.training.Training;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Which optimizer has which weight, and what a MultiOptimizer refuses. */
class MultiOptimizerTest {
  private static final NDArray X = NDArray.of(new float[][] {{1, 2}, {3, 4}, {0, 1}, {2, 2}}),
      Y = NDArray.of(new float[][] {{1}, {0}, {2}, {1}});

  private static Optimizer chosen(OptimizerMap map, String path) { return map.of(path); }

  @Test void itsPathThenAPatternThenTheDefault() {
    Optimizer adam = new Adam(), sgd = new SGD(), other = new RMSprop();
    OptimizerMap map = new OptimizerMap(other).with("a/kernel", adam).with("a/.*", sgd);
    assertSame(adam, chosen(map, "a/kernel"));
    assertSame(sgd, chosen(map, "a/bias"));
    assertSame(other, chosen(map, "b/a/bias"));
    assertEquals(List.of(adam, sgd, other), map.all());
  }

  @Test void oneObjectIsOneOptimizer() {
    Optimizer sgd = new SGD();
    assertEquals(1, new MultiOptimizer(new OptimizerMap(sgd).with("a", sgd)).optimizers().size());
    assertEquals(2, new MultiOptimizer(new OptimizerMap(sgd).with("a", new SGD())).optimizers().size());
  }

  @Test void itsScaleOfTheLossIsThatOfAll() {
    OptimizerMap map = new OptimizerMap(new SGD().withLossScaleFactor(3)).with("a", new Adam());
    for (Optimizer one : new MultiOptimizer(map).optimizers()) assertEquals(null, one.options().lossScaleFactor());
    Optimizer scaled = new MultiOptimizer(map).withLossScaleFactor(2);
    for (Optimizer one : scaled.optimizers()) assertEquals(2, one.options().lossScaleFactor());
    for (Optimizer one : new LossScaleOptimizer(scaled).optimizers()) assertEquals(null, one.options().lossScaleFactor());
  }

  @Test void refuses() {
    refused("OptimizerMap: 'a/kernel' matches the keys [a/.*, .*kernel]; let one of them match it",
        () -> chosen(new OptimizerMap(new SGD()).with("a/.*", new Adam()).with(".*kernel", new Adam()), "a/kernel"));
    refused("OptimizerMap: 'a' has an optimizer already, ", () -> new OptimizerMap(new SGD()).with("a", new Adam()).with("a", new SGD()));
    refused("OptimizerMap: an optimizer must be no LossScaleOptimizer and no MultiOptimizer, got ",
        () -> new OptimizerMap(new SGD(), Map.of("a", new LossScaleOptimizer(new SGD()))));
    refused("OptimizerMap: an optimizer must be no LossScaleOptimizer and no MultiOptimizer, got ",
        () -> new OptimizerMap(new MultiOptimizer(new OptimizerMap(new SGD()))));
    refused("OptimizerMap: an optimizer must not be null", () -> new OptimizerMap(null));
    refused("pattern '(a': groups and braces are not supported", () -> new OptimizerMap(new SGD()).with("(a", new SGD()));
    refused("MultiOptimizer: the optimizerMap must not be null", () -> new MultiOptimizer(null));
    refused("optimizer: lossScaleFactor must be positive, got -1.0", () -> new MultiOptimizer(new OptimizerMap(new SGD()), -1.0));
  }

  @Test void callbacksSetTheRateOfEach() {
    FitOptions fit = new FitOptions().withEpochs(3).withVerbose(0);
    try (Sequential model = model()) {
      History history = model.fit(X, Y, fit.withCallbacks(new LearningRateScheduler((epoch, rate) -> epoch == 0 ? rate : rate / 2)));
      assertEquals(List.of(0.5, 0.25, 0.125), history.get("learning_rate_sgd"));
      assertEquals(List.of(0.25, 0.125, 0.0625), history.get("learning_rate_adam"));
      Callback reducing = new ReduceLROnPlateau().withMonitor("loss").withFactor(0.5).withPatience(1).withMinDelta(1e9).withMinLr(0.1);
      History reduced = model.fit(X, Y, fit.withCallbacks(reducing));
      assertEquals(List.of(0.125, 0.125, (double) 0.1f), reduced.get("learning_rate_sgd"));
      assertEquals(List.of(0.0625, 0.0625, 0.0625), reduced.get("learning_rate_adam"));
      refused("a callback: a MultiOptimizer has no learning rate itself", () -> model.fit(X, Y, fit.withCallbacks(new Callback() {
        @Override public void onEpochBegin(Training training, int epoch) { training.learningRate(1); }
      })));
      refused("a callback: weights have averages if the optimizer has use_ema", () -> model.fit(X, Y,
          fit.withCallbacks(new SwapEMAWeights().withSwapOnEpoch(true))));
    }
  }

  /** Of the others nothing is kept that could be swapped. */
  @Test void averagesThoseWeightsWhoseOptimizerDoes() {
    try (Sequential model = model()) {
      model.compile(new MultiOptimizer(new OptimizerMap(new SGD(0.5)).with(".*kernel", new SGD(0.5).withEma(0.5))), new MeanSquaredError());
      List<NDArray> before = model.getWeights();
      model.fit(X, Y, new FitOptions().withEpochs(2).withVerbose(0).withCallbacks(new SwapEMAWeights().withSwapOnEpoch(true)));
      for (int i = 0; i < before.size(); i++) assertNotEquals(before.get(i), model.getWeights().get(i));
    }
  }

  @Test void refusesWeightsThatAreFrozenOnceItHasBegun() {
    try (Sequential model = model()) {
      model.fit(X, Y, new FitOptions().withBatchSize(2).withVerbose(0));
      model.setTrainable("first", false);
      refused("fit: a MultiOptimizer needs gradients of all weights that it began with",
          () -> model.fit(X, Y, new FitOptions().withBatchSize(4).withVerbose(0)));
    }
  }

  @Test void aPathWithTwoPatternsIsRefusedBeforeTraining() {
    try (Sequential model = model()) {
      model.compile(new MultiOptimizer(new OptimizerMap(new SGD()).with(".*kernel", new Adam()).with(".*first.*", new Adam())),
          new MeanSquaredError());
      refused("OptimizerMap: '", () -> model.fit(X, Y, new FitOptions().withVerbose(0)));
    }
  }

  /** Two optimizers with the same settings go by themselves. */
  @Test void weightsOfOneDoNotChangeTheOthers() {
    Trainable weight = new Trainable("m/first/kernel", Shape.of(2, 3));
    MultiOptimizer optimizer = new MultiOptimizer(new OptimizerMap(new SGD(0.1, 0.9, false)).with(".*kernel", new Nadam()));
    assertEquals(List.of("momentum", "velocity"), optimizer.kept(weight).stream().map(Slot::name).toList());
    assertEquals(List.of("0:u_product"), optimizer.ownSlots().stream().map(Slot::name).toList());
    assertEquals(0, optimizer.place(weight));
  }

  private static Sequential model() {
    Sequential model = new Sequential(new Input(2), new Dense(3, "tanh").named("first"), new Dense(1));
    model.compile(new MultiOptimizer(new OptimizerMap(new SGD(0.5)).with(".*kernel", new Adam(0.25))), new MeanSquaredError());
    return model;
  }

  private static void refused(String refusal, Executable what) {
    String message = assertThrows(KeravaException.class, what).getMessage();
    assertTrue(message.startsWith(refusal), message);
  }
}

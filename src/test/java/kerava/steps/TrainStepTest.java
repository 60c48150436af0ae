package kerava.steps;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import extending.GuideStep;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Stream;
import kerava.KeravaException;
import kerava.MadeSamples;
import kerava.Warned;
import kerava.layers.BatchNormalization;
import kerava.layers.Dense;
import kerava.layers.Dropout;
import kerava.layers.Embedding;
import kerava.layers.Flatten;
import kerava.layers.Input;
import kerava.layers.KerasTensor;
import kerava.losses.BinaryCrossentropy;
import kerava.losses.MeanSquaredError;
import kerava.metrics.AUC;
import kerava.metrics.BinaryAccuracy;
import kerava.models.Model;
import kerava.models.Sequential;
import kerava.ops.Tensor;
import kerava.optimizers.Adam;
import kerava.optimizers.Optimizer;
import kerava.optimizers.RMSprop;
import kerava.optimizers.SGD;
import kerava.random.RandomSeed;
import kerava.regularizers.L2;
import kerava.tensor.Columns;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.Callback;
import kerava.training.CompileSettings;
import kerava.training.EvaluateOptions;
import kerava.training.FitOptions;
import kerava.training.History;
import kerava.training.Training;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A training step of a user's own in fit, and what it is refused. */
class TrainStepTest {
  private static final NDArray X = MadeSamples.normal(Shape.of(22, 5)), Y = new NDArray(Shape.of(22, 2), new float[44]);

  static {
    for (int i = 0; i < 44; i++) Y.values()[i] = X.values()[i] > 0 ? 1 : 0;
  }

  private static Sequential model(Optimizer optimizer, TrainStep step) {
    RandomSeed.set(5);
    Sequential model = new Sequential("m", List.of(new Input(5), new Dense(16, "tanh").named("hidden").withKernelRegularizer(new L2(0.01)),
        new Dropout(0.2), new Dense(7), new BatchNormalization(), new Dense(2, "sigmoid").named("out")));
    model.compile(CompileSettings.of(optimizer, new BinaryCrossentropy(), new AUC(), new BinaryAccuracy()).withTrainStep(step));
    return model;
  }

  private record Left(Map<String, List<Double>> history, List<NDArray> weights) {}

  private static Left left(Optimizer optimizer, TrainStep step, FitOptions options) {
    try (Sequential model = model(optimizer, step)) {
      return new Left(model.fit(X, Y, options.withVerbose(0)).values(), model.getWeights());
    }
  }

  /** Bit by bit, with a last batch that is smaller, sample weights and validation. */
  @TestFactory Stream<DynamicTest> theGuidesStepIsKerasOwn() {
    return Stream.of(new SGD(0.1), new SGD(0.1, 0.9, true), new Adam(), new RMSprop()).flatMap(optimizer -> Stream.of(
        new FitOptions().withEpochs(3).withBatchSize(4), new FitOptions().withEpochs(3).withBatchSize(11).withValidationSplit(0.5),
        new FitOptions().withEpochs(2).withBatchSize(5).withSampleWeight(MadeSamples.normal(Shape.of(22))))
        .map(fit -> DynamicTest.dynamicTest(optimizer + " " + fit, () -> {
          Left own = left(optimizer, new GuideStep(), fit), keras = left(optimizer, null, fit);
          assertEquals(keras, own);
        })));
  }

  private static Tensor trained(TrainBatch batch, Function<Tensor, Tensor> change) {
    Tensor predictions = batch.call(batch.x()), loss = change.apply(batch.computeLoss(batch.y(), predictions, batch.sampleWeight()));
    batch.applyGradients(batch.gradients(loss));
    batch.computeMetrics(batch.y(), predictions);
    return loss;
  }

  /** In batches of 8, 8 and 6: over samples where there is a value for each, over batches where there is one for all. */
  @Test void tellsMetricsOfItsOwn() {
    List<Double> told = new ArrayList<>();
    TrainStep step = batch -> {
      batch.metric("of_samples", batch.x());
      batch.metric("of_batches", batch.x().mean());
      return trained(batch, loss -> loss);
    };
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Callback callback = new Callback() {
      @Override public void onEpochEnd(Training training, int epoch, SortedMap<String, Double> logs) { told.add(logs.get("of_samples")); }
    };
    FitOptions fit =
        new FitOptions().withEpochs(2).withBatchSize(8).withShuffle(false).withValidationData(X, Y).withCallbacks(callback).withVerbose(2)
            .withOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try (Sequential model = model(new SGD(), step)) {
      History history = model.fit(X, Y, fit);
      assertEquals(List.of("auc", "binary_accuracy", "loss", "of_batches", "of_samples", "val_auc", "val_binary_accuracy", "val_loss"),
          List.copyOf(history.values().keySet()));
      double[] means = {mean(0, 8), mean(8, 16), mean(16, 22)};
      for (int epoch = 0; epoch < 2; epoch++) {
        assertEquals(mean(0, 22), history.get("of_samples").get(epoch), 1e-6);
        assertEquals((means[0] + means[1] + means[2]) / 3, history.get("of_batches").get(epoch), 1e-6);
      }
      assertEquals(history.get("of_samples"), told);
      assertTrue(printed.toString(StandardCharsets.UTF_8).contains(" - of_batches: "), printed.toString(StandardCharsets.UTF_8));
      Map<String, Double> scores = model.trainOnBatch(X.slice(0, 8), Y.slice(0, 8)).values();
      assertEquals(Set.of("loss", "auc", "binary_accuracy", "of_samples", "of_batches"), scores.keySet());
      assertEquals(means[0], scores.get("of_samples"), 1e-6);
      scores = model.trainOnBatch(X.slice(8, 16), Y.slice(8, 16)).values();
      assertEquals(means[1], scores.get("of_batches"), 1e-6);
      assertEquals(Set.of("loss", "auc", "binary_accuracy"), model.evaluate(X, Y, new EvaluateOptions().withVerbose(0)).values().keySet());
    }
  }

  private static double mean(int from, int to) {
    double sum = 0;
    for (int i = from * 5; i < to * 5; i++) sum += X.values()[i];
    return sum / (5 * (to - from));
  }

  /** In a model with two losses, of which each is told too; what is computed twice is the mean of both. */
  @Test void severalOutputs() {
    TrainStep once = batch -> severalOutputs(batch, 1), twice = batch -> severalOutputs(batch, 2);
    assertEquals(severalOutputs(null), severalOutputs(once));
    assertEquals(severalOutputs(null).weights, severalOutputs(twice).weights);
    severalOutputs(null).history
        .forEach((name, values) -> assertEquals(values.get(1), severalOutputs(twice).history.get(name).get(1), 1e-6, name));
  }

  private static Tensor severalOutputs(TrainBatch batch, int times) {
    List<Tensor> outputs = batch.call(batch.xs());
    Tensor loss = batch.computeLoss(batch.ys(), outputs, batch.sampleWeights());
    batch.applyGradients(batch.gradients(loss));
    for (int i = 1; i < times; i++) batch.computeLoss(batch.ys(), outputs, batch.sampleWeights());
    for (int i = 0; i < times; i++) batch.computeMetrics(batch.ys(), outputs);
    return loss;
  }

  private static Left severalOutputs(TrainStep step) {
    RandomSeed.set(5);
    KerasTensor x = new Input(5).tensor();
    KerasTensor one = new Dense(2, "sigmoid").named("one").apply(x), other = new Dense(2).named("other").apply(x);
    try (Model model = new Model(List.of(x), List.of(one, other))) {
      model.compile(CompileSettings.of(new Adam()).withLoss("one", new BinaryCrossentropy()).withLoss("other", new MeanSquaredError())
          .withLossWeight("other", 0.5).withMetrics("one", new BinaryAccuracy()).withTrainStep(step));
      History history = model.fit(X, Columns.of(Y, Y), new FitOptions().withEpochs(2).withBatchSize(8).withVerbose(0));
      return new Left(history.values(), model.getWeights());
    }
  }

  @Test void noFileHoldsIt(@TempDir Path folder) {
    Path file = folder.resolve("m.keras");
    try (Sequential model = model(new SGD(), new GuideStep())) {
      assertEquals(List.of(
          "save: the file is without the model's own training step, extending.GuideStep; compile the model that is loaded with it again"),
          Warned.during(() -> model.save(file)));
      try (Model read = Model.load(file)) {
        assertEquals(model.settings().withTrainStep(null), read.settings());
      }
    }
  }

  private static final String NO_SECOND_ORDER =
      "gradients: of what is made of gradients (second order) are not supported; if that gradient counts as a constant, call stopGradient() on it";

  private static final Map<String, TrainStep> REFUSED = Map.ofEntries(
      entry("trainStep: the loss that it gives must be a scalar, got null", batch -> {
        trained(batch, loss -> loss);
        return null;
      }),
      entry("trainStep: the loss that it gives must be a scalar, got shape (11, 5)", batch -> {
        trained(batch, loss -> loss);
        return batch.x();
      }),
      entry("trainStep: it applies no gradients; call applyGradients(gradients(loss))",
          batch -> batch.computeLoss(batch.y(), batch.call(batch.x()), batch.sampleWeight())),
      entry("trainStep: applyGradients: gradients are applied twice in one step; add them up before", batch -> {
        trained(batch, loss -> loss);
        return trained(batch, loss -> loss);
      }),
      entry("trainStep: applyGradients: give a gradient for each of 8 trainable weights, got 1", batch -> {
        batch.applyGradients(batch.gradients(batch.computeLoss(batch.y(), batch.call(batch.x()))).subList(0, 1));
        return null;
      }),
      entry("trainStep: applyGradients: the gradient of 'hidden/kernel' must have shape (5, 16), got shape ()", batch -> {
        batch.applyGradients(
            batch.gradients(batch.computeLoss(batch.y(), batch.call(batch.x()))).stream().map(g -> g.dense().sum()).toList());
        return null;
      }),
      entry("trainStep: there are sample weights, and it uses none; pass sampleWeight() to computeLoss, or use it otherwise",
          batch -> applied(batch, batch.computeLoss(batch.y(), batch.call(batch.x())))),
      entry(
          "trainStep: the model is compiled with the metrics [auc, binary_accuracy], and it computes none; call computeMetrics(y, predictions)",
          batch -> applied(batch, batch.computeLoss(batch.y(), batch.call(batch.x()), batch.sampleWeight()))),
      entry("trainStep: gradients: the loss depends on no trainable weight; make it of what the model gives for x",
          batch -> trained(batch, loss -> loss.stopGradient())),
      entry("trainStep: gradients: the loss must be a scalar, got shape (11, 2)", batch -> applied(batch, batch.call(batch.x()))),
      entry("trainStep: gradient: the loss does not depend on source; make source by watched(x), and call the model on it", batch -> {
        batch.gradient(batch.computeLoss(batch.y(), batch.call(batch.x())), batch.x());
        return null;
      }),
      entry("trainStep: watched: x is made of the model's weights or of what is watched already; "
          + "take stopGradient() of it first, or ask for gradients(loss)", batch -> batch.watched(batch.call(batch.x()))),
      entry(NO_SECOND_ORDER, batch -> {
        Tensor x = batch.watched(batch.x());
        Tensor clean = batch.computeLoss(batch.y(), batch.call(x), batch.sampleWeight());
        return trained(batch, loss -> loss.plus(batch.gradient(clean, x).square().sum()));
      }),
      entry("trainStep: call: the model takes samples of the shapes [(5,)], got [(2,)]", batch -> batch.call(batch.y())),
      entry("trainStep: computeLoss: output 'out' needs labels and a prediction, got null",
          batch -> batch.computeLoss(null, batch.call(batch.x()))),
      entry("trainStep: metric: 'auc' is told already, as the model is compiled with it; choose another name", named("auc")),
      entry("trainStep: metric: 'val_far' begins with val_, as what validation tells does; choose another name", named("val_far")),
      entry("trainStep: metric: give a name and a value, got   and ", named(" ")),
      entry("trainStep: metric: 'far' is told twice in one step; choose another name", batch -> {
        batch.metric("far", batch.x().mean());
        batch.metric("far", batch.x().mean());
        return null;
      }),
      entry("trainStep: metric: 'far' must be a scalar or have a value for each sample, shape (11,), got shape (2,)", batch -> {
        batch.metric("far", batch.y().mean(false, 0));
        return null;
      }));

  private static Tensor applied(TrainBatch batch, Tensor loss) {
    batch.applyGradients(batch.gradients(loss));
    return loss;
  }

  private static TrainStep named(String metric) {
    return batch -> {
      batch.metric(metric, batch.x());
      return null;
    };
  }

  @TestFactory Stream<DynamicTest> refuses() {
    return REFUSED.entrySet().stream().map(refused -> DynamicTest.dynamicTest(refused.getKey(), () -> {
      try (Sequential model = model(new SGD(), refused.getValue())) {
        FitOptions fit = new FitOptions().withBatchSize(11).withVerbose(0).withSampleWeight(MadeSamples.normal(Shape.of(22)));
        String said = assertThrows(KeravaException.class, () -> model.fit(X, Y, fit)).getMessage();
        assertTrue(said.startsWith(refused.getKey()), said);
      }
    }));
  }

  @Test void aModelGoesOnAfterARefusal() {
    try (Sequential model = model(new SGD(), batch -> null)) {
      FitOptions fit = new FitOptions().withBatchSize(11).withVerbose(0);
      assertThrows(KeravaException.class, () -> model.fit(X, Y, fit));
      assertThrows(KeravaException.class, () -> model.fit(X, Y, fit));
      model.compile(model.settings().withTrainStep(new GuideStep()));
      List<NDArray> before = model.getWeights();
      model.fit(X, Y, fit);
      assertNotEquals(before, model.getWeights());
    }
  }

  @Test void oneOfSeveral() {
    KeravaException refusal = assertThrows(KeravaException.class, () -> severalOutputs(batch -> batch.y()));
    assertEquals("trainStep: y is for models with one of their outputs, and this one has 2; call ys()", refusal.getMessage());
  }

  /** Rows of a table that are not changed stay rows. */
  @Test void gradientsOfRows() {
    NDArray words = new NDArray(Shape.of(22, 5), new float[110]);
    for (int i = 0; i < 110; i++) words.values()[i] = i % 7;
    List<List<NDArray>> weights = new ArrayList<>();
    for (TrainStep step : new TrainStep[] {null, new GuideStep()}) {
      RandomSeed.set(5);
      try (Sequential model = new Sequential("m", List.of(new Input(5), new Embedding(9, 4), new Flatten(), new Dense(2, "sigmoid")))) {
        model.compile(CompileSettings.of(new Adam(), new BinaryCrossentropy()).withTrainStep(step));
        model.fit(words, Y, new FitOptions().withEpochs(2).withBatchSize(8).withVerbose(0));
        weights.add(model.getWeights());
      }
    }
    assertEquals(weights.get(0), weights.get(1));
  }
}

package kerava.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import extending.CappedError;
import extending.CappedMomentum;
import extending.HalveOnPlateau;
import extending.MinimalCell;
import extending.Near;
import extending.Ramp;
import extending.Scale;
import extending.SoftClip;
import extending.SumTo;
import extending.WarmUp;
import extending.Within;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kerava.FormatException;
import kerava.KeravaException;
import kerava.MadeSamples;
import kerava.activations.Activations;
import kerava.config.Family;
import kerava.config.Registered;
import kerava.layers.Bidirectional;
import kerava.layers.Call;
import kerava.layers.Configured;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.layers.LSTM;
import kerava.layers.LSTMCell;
import kerava.layers.Layer;
import kerava.layers.LayerOptions;
import kerava.layers.Masking;
import kerava.layers.RNN;
import kerava.layers.RNNCell;
import kerava.layers.SimpleRNN;
import kerava.layers.Weight;
import kerava.losses.Loss;
import kerava.losses.MeanSquaredError;
import kerava.ops.Tensor;
import kerava.optimizers.SGD;
import kerava.random.RandomSeed;
import kerava.saving.Custom;
import kerava.saving.Dialect;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.EvaluateOptions;
import kerava.training.FitOptions;
import kerava.training.History;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The classes of docs/extending.md are as short as it says, stand in models and files, and are found in files by those alone who pass them.
 */
class ExtendingTest {
  private static final NDArray X = MadeSamples.normal(Shape.of(12, 5)), Y = MadeSamples.normal(Shape.of(12, 2));
  private static final Custom OWN = Custom.of(Scale.class, SoftClip.class, CappedError.class, Ramp.class, SumTo.class, Within.class,
      CappedMomentum.class, WarmUp.class, Near.class, MinimalCell.class);

  @TempDir Path folder;

  @Test void thePageShowsTheClasses() throws IOException {
    String page = Files.readString(Path.of("docs", "extending.md"));
    DocPages.showsItsClasses("extending");
    Matcher block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(page);
    while (block.find()) {
      long lines =
          block.group(1).lines().filter(line -> !line.isBlank() && !line.startsWith("import") && !line.startsWith("package")).count();
      assertTrue(lines < 25, lines + " lines: " + block.group(1));
    }
  }

  private static Sequential model() {
    RandomSeed.set(5);
    Sequential model = new Sequential("m", List.of(new Input(5), new Scale().withActivityRegularizer(new SumTo(1, 0.001)),
        new Dense(4, new SoftClip(2)).withKernelInitializer(new Ramp(0.05)).withKernelRegularizer(new SumTo(1, 0.01)),
        new Dense(2).withKernelConstraint(new Within(0.3))));
    model.compile(new SGD(), new CappedError(3));
    return model;
  }

  @Test void theyTrain() {
    try (Sequential model = model()) {
      List<NDArray> before = model.getWeights();
      assertEquals(0.05f, before.get(1).get(0, 1));
      List<Double> losses = model.fit(X, Y, new FitOptions().withEpochs(40).withVerbose(0).withCallbacks(new HalveOnPlateau())).get("loss");
      assertTrue(losses.get(losses.size() - 1) < losses.get(0), losses.toString());
      for (float w : model.getWeights().get(3).values()) assertTrue(Math.abs(w) <= 0.3f, "constrained, got " + w);
      assertTrue(model.summary().contains("(Scale)"), model.summary());
    }
  }

  @TestFactory Stream<DynamicTest> theyComeBackToThoseWhoPassThem() {
    return Stream.of("m.keras", "m.h5", "2.h5").map(name -> DynamicTest.dynamicTest(name, () -> {
      Path file = folder.resolve(name);
      try (Sequential model = model()) {
        model.fit(X, Y, new FitOptions().withVerbose(0));
        model.save(file, name.startsWith("2") ? Dialect.KERAS_2 : Dialect.KERAS_3);
        try (Model read = Model.load(file, OWN)) {
          assertEquals(model.getWeights(), read.getWeights());
          assertEquals(model.predict(X), read.predict(X));
          assertEquals(model.settings(), read.settings());
          assertEquals(model.toJson(), read.toJson());
          assertEquals(model.evaluate(X, Y).values(), read.evaluate(X, Y).values());
        }
      }
      String said = assertThrows(FormatException.class, () -> Model.load(file)).getMessage();
      assertTrue(said.contains("Scale"), said);
      assertThrows(FormatException.class, () -> Model.load(file, Custom.of(SoftClip.class)));
    }));
  }

  private static Sequential recurrent(Layer layer) {
    return new Sequential("m", List.of(new Input(4, 3), new Masking(), layer, new Dense(2)));
  }

  /** No layer takes Kerava's activations alone. */
  @Test void everyActivationMayBeOnesOwn() throws IOException {
    for (Class<?> member : Family.members(Layer.class).values())
      for (RecordComponent component : member.getRecordComponents())
        assertNotEquals(Activations.class, component.getType(), member.getSimpleName() + ", " + component.getName());
    try (Sequential model = recurrent(new LSTM(3).withActivation(new SoftClip(2)).withRecurrentActivation(new SoftClip(1)))) {
      NDArray x = MadeSamples.normal(Shape.of(12, 4, 3));
      model.compile(new SGD(), new CappedError(3));
      model.fit(x, Y, new FitOptions().withEpochs(2).withVerbose(0));
      model.save(folder.resolve("own.keras"));
      try (Model read = Model.load(folder.resolve("own.keras"), OWN)) {
        assertEquals(model.predict(x), read.predict(x));
      }
    }
  }

  /** A cell trains as the layer whose formula it has, bit by bit, in a loop and step by step, and comes back from files. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true}) void aCell(boolean unroll) {
    NDArray x = MadeSamples.normal(Shape.of(12, 4, 3));
    Layer own = new RNN(new MinimalCell(5)).withReturnSequences(true).withUnroll(unroll);
    Layer built =
        new SimpleRNN(5).withActivation(Activations.LINEAR).withUseBias(false).withReturnSequences(true).withUnroll(unroll);
    NDArray y = MadeSamples.normal(Shape.of(12, 4, 2));
    RandomSeed.set(5);
    try (Sequential model = recurrent(own); Sequential other = recurrent(built)) {
      model.compile("adam", "mse");
      other.compile("adam", "mse");
      other.setWeights(model.getWeights());
      model.fit(x, y, new FitOptions().withEpochs(3).withBatchSize(5).withShuffle(false).withVerbose(0));
      other.fit(x, y, new FitOptions().withEpochs(3).withBatchSize(5).withShuffle(false).withVerbose(0));
      assertEquals(other.getWeights(), model.getWeights());
      for (String ending : List.of("cell.keras", "cell.h5")) {
        model.save(folder.resolve(ending));
        try (Model read = Model.load(folder.resolve(ending), OWN)) {
          assertEquals(model.predict(x), read.predict(x));
          assertEquals(model.toJson(), read.toJson());
        }
        assertTrue(assertThrows(FormatException.class, () -> Model.load(folder.resolve(ending))).getMessage().contains("MinimalCell"));
      }
    }
  }

  /** Among others, and both ways; a step that does what it cannot is refused. */
  @Test void cellsOnEachOther() {
    NDArray x = MadeSamples.normal(Shape.of(12, 4, 3)), y = MadeSamples.normal(Shape.of(12, 2));
    RandomSeed.set(5);
    try (Sequential model = new Sequential(new Input(4, 3),
        new Bidirectional(new RNN(List.of(new MinimalCell(4), new LSTMCell(3)))), new Dense(2))) {
      model.compile("adam", "mse");
      List<Double> losses = model.fit(x, y, new FitOptions().withEpochs(20).withVerbose(0)).get("loss");
      assertTrue(losses.get(19) < losses.get(0), losses.toString());
    }
    try (Sequential model = new Sequential(new Input(4, 3), new RNN(new DrawingCell(LayerOptions.of("DrawingCell"))))) {
      assertEquals("DrawingCell: a cell's step cannot draw; compute the output and the states of its inputs and weights alone",
          assertThrows(KeravaException.class, () -> model.predict(x)).getMessage());
    }
  }

  record DrawingCell(LayerOptions options) implements RNNCell, Configured<DrawingCell> {
    @Override public List<Integer> stateSizes() { return List.of(3); }

    @Override public List<Weight> weights(Shape x) { return List.of(); }

    @Override public List<Tensor> step(Call c, Tensor x, List<Tensor> states) { return List.of(c.nextSeed(), x); }
  }

  @Test void anOptimizerAScheduleAndAMetric() {
    try (Sequential model = model()) {
      model.compile(new CappedMomentum(new WarmUp(0.1, 50), 0.9, 1), new MeanSquaredError(), new Near(0.5));
      History history = model.fit(X, Y, new FitOptions().withEpochs(30).withBatchSize(5).withVerbose(0));
      assertTrue(history.get("loss").get(29) < history.get("loss").get(0), history.toString());
      int near = 0;
      NDArray predicted = model.predict(X);
      for (int i = 0; i < 24; i++) if (Math.abs(predicted.values()[i] - Y.values()[i]) <= 0.5f) near++;
      assertEquals(near / 24.0, model.evaluate(X, Y, new EvaluateOptions().withVerbose(0)).values().get("near"), 1e-6);
      model.save(folder.resolve("trained.keras"));
      try (Model read = Model.load(folder.resolve("trained.keras"), OWN)) {
        assertEquals(model.settings(), read.settings());
        model.fit(X, Y, new FitOptions().withShuffle(false).withVerbose(0));
        read.fit(X, Y, new FitOptions().withShuffle(false).withVerbose(0));
        assertEquals(model.getWeights(), read.getWeights());
      }
    }
  }

  @Registered("mine>Zero") record Zero() implements Loss {
    @Override public Tensor losses(Tensor truth, Tensor prediction) { return prediction.minus(truth).times(0).mean(false, -1); }
  }

  @Test void namesOfOnesOwn() {
    try (Sequential model = model()) {
      model.compile(new SGD(), new Zero());
      model.save(folder.resolve("named.keras"));
      try (Model read =
          Model.load(folder.resolve("named.keras"), Custom.of(Scale.class, SoftClip.class, Ramp.class, SumTo.class, Within.class,
              Zero.class))) {
        assertEquals(new Zero(), read.settings().loss());
      }
    }
    assertTrue(assertThrows(KeravaException.class, () -> Custom.of(String.class)).getMessage().contains("java.lang.String"));
  }

  @Test void stepByStepIsAFit() {
    try (Sequential one = model(); Sequential other = model()) {
      one.fit(X, Y, new FitOptions().withBatchSize(4).withShuffle(false).withVerbose(0));
      for (int from = 0; from < 12; from += 4) other.trainOnBatch(X.slice(from, from + 4), Y.slice(from, from + 4));
      assertEquals(one.getWeights(), other.getWeights());
      double all = other.testOnBatch(X, Y).loss();
      assertEquals(other.evaluate(X, Y, new EvaluateOptions().withBatchSize(12).withVerbose(0)).loss(), all);
    }
  }
}

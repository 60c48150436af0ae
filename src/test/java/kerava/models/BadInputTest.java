package kerava.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kerava.KeravaException;
import kerava.layers.Activation;
import kerava.layers.Dense;
import kerava.layers.Flatten;
import kerava.layers.Input;
import kerava.layers.Layer;
import kerava.losses.Loss;
import kerava.losses.SparseCategoricalCrossentropy;
import kerava.metrics.Metric;
import kerava.optimizers.Adam;
import kerava.optimizers.Optimizer;
import kerava.tensor.NDArray;
import kerava.tensor.Samples;
import kerava.tensor.Shape;
import kerava.training.EvaluateOptions;
import kerava.training.FitOptions;
import kerava.training.PredictOptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Everything is refused before anything runs: the message says who, the rule and what was got, and the model stays usable. */
class BadInputTest {
  private static final NDArray X =
      NDArray.of(new float[][] {{1, -1, .5f, 2}, {0, 1, 1, -.5f}, {.25f, .5f, -2, 1}, {1, 1, 0, 0}, {-1, 0, .75f, .5f}});
  private static final NDArray Y = NDArray.of(2, 0, 1, 0, 1);
  private static final NDArray NONE = NDArray.of(Shape.of(0, 4)), NO_LABELS = NDArray.of(Shape.of(0));
  private static final NDArray WIDE = NDArray.of(Shape.of(5, 2, 2), X.values());

  private record Case(Consumer<Sequential> use, List<String> said) {}

  private static final Map<String, Case> CASES = new TreeMap<>();

  private static void refuses(String name, Consumer<Sequential> use, String... said) { CASES.put(name, new Case(use, List.of(said))); }

  static {

    for (String method : List.of("fit", "evaluate", "gradients")) {
      data(method, (m, x, y) -> {
        if (method.equals("fit")) m.fit(x, y, quiet());
        if (method.equals("evaluate")) m.evaluate(x, y, new EvaluateOptions().withVerbose(0));
        if (method.equals("gradients")) m.gradients(x, y);
      }, method);
    }
    data("validation", (m, x, y) -> m.fit(X, Y, quiet().withValidationData(x, y)), "fit, validation data");
    features("predict", (m, x) -> m.predict(x), "predict");
    refuses("fit: epochs 0", m -> m.fit(X, Y, quiet().withEpochs(0)), "fit: epochs", "at least 1", "got 0");
    refuses("fit: epochs negative", m -> m.fit(X, Y, quiet().withEpochs(-3)), "fit: epochs", "at least 1", "got -3");
    refuses("fit: batch size 0", m -> m.fit(X, Y, quiet().withBatchSize(0)), "fit: batchSize", "at least 1", "got 0");
    refuses("fit: verbose 3", m -> m.fit(X, Y, quiet().withVerbose(3)), "fit: verbose", "0 (silent), 1 (bar) or 2", "got 3");
    refuses("fit: verbose -1", m -> m.fit(X, Y, quiet().withVerbose(-1)), "fit: verbose", "got -1");
    refuses("fit: steps per execution -1", m -> m.fit(X, Y, quiet().withStepsPerExecution(-1)), "fit: stepsPerExecution", "0 for automatic",
        "got -1");
    refuses("fit: initial epoch -1", m -> m.fit(X, Y, quiet().withInitialEpoch(-1)), "fit: initialEpoch", "at least 0", "got -1");
    refuses("fit: steps per epoch 0", m -> m.fit(X, Y, quiet().withStepsPerEpoch(0)), "fit: stepsPerEpoch", "at least 1", "got 0");
    refuses("fit: validation steps 0", m -> m.fit(X, Y, quiet().withValidationSteps(0)), "fit: validationSteps", "at least 1", "got 0");
    refuses("fit: validation freq 0", m -> m.fit(X, Y, quiet().withValidationFreq(0)), "fit: validationFreq", "at least 1", "got 0");
    refuses("evaluate: steps 0", m -> m.evaluate(X, Y, new EvaluateOptions().withSteps(0)), "evaluate: steps", "at least 1", "got 0");
    refuses("evaluate: batch size 0", m -> m.evaluate(X, Y, new EvaluateOptions().withBatchSize(0)), "batchSize", "at least 1", "got 0");
    refuses("evaluate: verbose 7", m -> m.evaluate(X, Y, new EvaluateOptions().withVerbose(7)), "verbose", "0 (silent), 1 (bar) or 2",
        "got 7");
    refuses("compile: optimizer", m -> m.compile("adman", "sparse_categorical_crossentropy"), "Optimizer 'adman' is not known",
        "use one of", "adam");
    refuses("compile: loss", m -> m.compile("adam", "mean_sqared"), "Loss 'mean_sqared' is not known", "use one of",
        "sparse_categorical_crossentropy");
    refuses("compile: metric", m -> m.compile("adam", "sparse_categorical_crossentropy", "accuracy", "f2"), "Metric 'f2' is not known",
        "use one of", "binary_accuracy");
    refuses("compile: no optimizer", m -> m.compile((Optimizer) null, new SparseCategoricalCrossentropy()), "compile", "optimizer");
    refuses("compile: no loss", m -> m.compile(new Adam(), (Loss) null), "compile", "loss");
    refuses("compile: no metric", m -> m.compile(new Adam(), new SparseCategoricalCrossentropy(), (Metric) null), "compile", "metric");
    refuses("compile: no name", m -> m.compile((String) null, "sparse_categorical_crossentropy"), "Optimizer", "null", "adam");
    refuses("setWeights: too few", m -> m.setWeights(m.getWeights().subList(0, 3)), "setWeights: 'm' has 4 weights, got 3");
    refuses("setWeights: none", m -> m.setWeights(List.of()), "setWeights: 'm' has 4 weights, got 0");
    refuses("setWeights: shape", m -> m.setWeights(changed(m.getWeights(), 2, NDArray.of(new float[3][5]))),
        "setWeights: weight 2, output/kernel",
        "shape (5, 3)", "got (3, 5)");
    refuses("setWeights: as many elements", m -> m.setWeights(changed(m.getWeights(), 1, NDArray.of(Shape.of(1, 5), 1, 2, 3, 4, 5))),
        "setWeights: weight 1, hidden/bias", "shape (5,)", "got (1, 5)");
    refuses("add: after running", m -> {
      m.predict(X);
      m.add(new Dense(2));
    }, "'m'", "no layer can be added once the model has run", "build a new model");
  }

  private interface Use {
    void of(Sequential model, Samples x, Samples y);
  }

  private interface UseX {
    void of(Sequential model, Samples x);
  }

  private static void data(String name, Use use, String said) {
    features(name, (m, x) -> use.of(m, x, Y), said);
    refuses(name + ": fewer labels than samples", m -> use.of(m, X, Y.slice(0, 4)), said + ": x and y must have as many samples",
        "5 in x and 4 in y");
    refuses(name + ": no samples, no labels", m -> use.of(m, NONE, NO_LABELS), said + ": x is empty", "at least one sample");
    refuses(name + ": label too large", m -> use.of(m, X, NDArray.of(2, 0, 3, 0, 1)), "labels must be in 0 .. 2", "3 outputs", "got 3",
        "sample 2");
    refuses(name + ": label negative", m -> use.of(m, X, NDArray.of(2, 0, 1, 0, -1)), "labels must be in 0 .. 2", "got -1", "sample 4");
    refuses(name + ": label fractional", m -> use.of(m, X, NDArray.of(Shape.of(5), 2, .5f, 1, 0, 1)), "labels must be whole numbers",
        "got 0.5", "sample 1");
    refuses(name + ": label NaN", m -> use.of(m, X, NDArray.of(Shape.of(5), 2, 0, 1, Float.NaN, 1)), "labels must be whole numbers",
        "got NaN", "sample 3");
    refuses(name + ": label infinite", m -> use.of(m, X, NDArray.of(Shape.of(5), Float.POSITIVE_INFINITY, 0, 1, 0, 1)),
        "labels must be in 0 .. 2",
        "got Infinity", "sample 0");
    refuses(name + ": one-hot labels", m -> use.of(m, X, NDArray.of(new float[5][3])), "one label a sample", "(3,)",
        "CategoricalCrossentropy");
    refuses(name + ": y null", m -> use.of(m, X, null), said + ": y", "null");
  }

  private static void features(String name, UseX use, String said) {
    refuses(name + ": x empty", m -> use.of(m, NONE), said + ": x is empty", "at least one sample");
    refuses(name + ": x narrow", m -> use.of(m, NDArray.of(new float[5][3])), said + ": the model takes samples of shape (4,)", "got",
        "(3,)", "reshape");
    refuses(name + ": x with another axis", m -> use.of(m, WIDE), said + ": the model takes samples of shape (4,)", "got", "(2, 2)",
        "reshape");
    refuses(name + ": x NaN", m -> use.of(m, with(X, 6, Float.NaN)), said + ": x must be finite", "NaN", "sample 1", "index (2,)",
        "clean or scale");
    refuses(name + ": x infinite", m -> use.of(m, with(X, 19, Float.NEGATIVE_INFINITY)), said + ": x must be finite", "-Infinity",
        "sample 4",
        "index (3,)");
    refuses(name + ": x null", m -> use.of(m, null), said + ": x", "null");
  }

  @TestFactory Stream<DynamicTest> isRefusedAndLeavesTheModelUsable() {
    return CASES.entrySet().stream().map(e -> DynamicTest.dynamicTest(e.getKey(), () -> {
      try (Sequential model = model()) {
        List<NDArray> before = model.getWeights();
        assertSays(e.getValue().said, () -> e.getValue().use.accept(model));
        assertEquals(before, model.getWeights(), "nothing was trained");
        model.fit(X, Y, quiet());
      }
    }));
  }

  @Test void aTrainedModelStaysUsableThroughAllOfThem() {
    try (Sequential model = model()) {
      model.fit(X, Y, quiet());
      List<NDArray> before = model.getWeights();
      CASES.forEach((name, c) -> {
        assertSays(c.said, () -> c.use.accept(model));
        assertEquals(before, model.getWeights(), name + ": nothing was trained");
      });
      assertUsable(model);
    }
  }

  @Test void placesOfBadValuesCountEveryAxis() {
    try (Sequential model = new Sequential(new Input(2, 3, 2), new Flatten(), new Dense(3, "softmax"))) {
      float[] values = new float[4 * 12];
      values[12 * 3 + 6 * 1 + 2 * 2 + 1] = Float.NaN;
      assertSays(List.of("sample 3, index (1, 2, 1)"), () -> model.predict(NDArray.of(Shape.of(4, 2, 3, 2), values)));
    }
  }

  @Test void refusedDataDecideNoShape() {
    try (Sequential model = new Sequential("m", List.of(new Dense(3, "softmax")))) {
      compile(model);
      assertSays(List.of("5 in x and 4 in y"), () -> model.fit(NDArray.of(new float[5][7]), Y.slice(0, 4), quiet()));
      assertSays(List.of("predict: x is empty"), () -> model.predict(NDArray.of(Shape.of(0, 6))));
      assertUsable(model);
    }
  }

  @Test void whatNeedsCompilingSaysSo() {
    for (Consumer<Sequential> use : List.<Consumer<Sequential>>of(m -> m.fit(X, Y), m -> m.fit(X, Y, quiet()), m -> m.evaluate(X, Y),
        m -> m.evaluate(X, Y, new EvaluateOptions()), m -> m.gradients(X, Y))) {
      try (Sequential model = new Sequential("m", List.of(new Input(4), new Dense(3, "softmax")))) {
        assertSays(List.of("'m' is not compiled", "call compile(optimizer, loss, metrics) first"), () -> use.accept(model));
        model.predict(X);
        assertSays(List.of("'m' is not compiled", "call compile(optimizer, loss, metrics) first"), () -> use.accept(model));
        compile(model);
        assertUsable(model);
      }
    }
  }

  @Test void aClosedModelSaysSoAndStillDescribesItself() {
    for (boolean ran : new boolean[] {false, true}) {
      Sequential model = model();
      if (ran) model.fit(X, Y, quiet());
      List<NDArray> weights = model.getWeights();
      model.close();
      model.close();
      for (Consumer<Sequential> use : List.<Consumer<Sequential>>of(m -> m.fit(X, Y), m -> m.fit(X, Y, quiet()), m -> m.evaluate(X, Y),
          m -> m.evaluate(X, Y, new EvaluateOptions()), m -> m.predict(X), m -> m.predict(X, new PredictOptions()), m -> m.gradients(X, Y),
          Model::getWeights,
          m -> m.setWeights(weights), m -> m.add(new Dense(3)), m -> m.compile("adam", "sparse_categorical_crossentropy"),
          m -> m.compile(new Adam(), new SparseCategoricalCrossentropy()))) {
        assertSays(List.of("'m' is closed", "use it before close(), or build it anew"), () -> use.accept(model));
      }
      assertEquals(4 * 5 + 5 + 5 * 3 + 3, model.countParams());
      assertTrue(model.summary().contains("hidden (Dense)") && model.summaryKeras2().contains("hidden (Dense)")
          && model.toJson().contains("hidden"));
      model.close();
    }
  }

  @Test void modelsAreRefusedWhereTheyAreBuilt() {
    assertSays(List.of("Dense: units must be at least 1, got 0"), () -> new Dense(0));
    assertSays(List.of("Dense: units must be at least 1, got -2"), () -> new Dense(-2, "relu"));
    assertSays(List.of("Activation 'rellu' is not known", "use one of", "relu"), () -> new Dense(2, "rellu"));
    assertSays(List.of("Activation 'rellu' is not known", "use one of", "relu"), () -> new Activation("rellu"));
    assertSays(List.of("Activation", "null", "use one of"), () -> new Dense(2, (String) null));
    assertSays(List.of("Input", "at least 1", "(4, 0)"), () -> new Input(4, 0));
    assertSays(List.of("'m'", "Input must be the first layer", "layer 2"), () -> sequential(new Dense(3), new Input(4)));
    assertSays(List.of("'m'", "Input must be the first layer", "layer 2"), () -> sequential(new Input(4), new Input(4)));
    assertSays(List.of("'m'", "two layers are named 'a'", "a name of its own"),
        () -> sequential(new Input(4), new Dense(3).named("a"), new Flatten().named("a")));
    assertSays(List.of("'m'", "layer", "null"), () -> sequential(new Input(4), null));
    assertSays(List.of("Dense", "(None,)", "Input"), () -> sequential(new Input(), new Dense(3)));
    assertSays(List.of("glu", "even", "got 3"), () -> sequential(new Input(4), new Dense(3, "glu")));
  }

  /** Keras numbers unnamed layers over the whole program, so a number may meet a name that a user has given. */
  @Test void aNumberedNameThatIsTakenIsRefusedToo() {
    kerava.network.LayerNames.clear();
    assertSays(List.of("two layers are named 'dense'", "a name of its own"),
        () -> sequential(new Input(4), new Dense(3).named("dense"), new Dense(2)));
  }

  @Test void aRefusedLayerIsNotAdded() {
    try (Sequential model = new Sequential("m", List.of(new Input(4), new Dense(5, "tanh").named("hidden")))) {
      assertSays(List.of("two layers are named 'hidden'"), () -> model.add(new Dense(2).named("hidden")));
      assertSays(List.of("glu"), () -> model.add(new Dense(3, "glu")));
      model.add(new Dense(3, "softmax"));
      assertEquals(3, model.network().layers().size());
      compile(model);
      assertUsable(model);
    }
  }

  @Test void aModelWithoutLayersSaysSo() {
    try (Sequential model = new Sequential("m", List.of())) {
      compile(model);
      for (Consumer<Sequential> use : List.<Consumer<Sequential>>of(m -> m.fit(X, Y), m -> m.evaluate(X, Y), m -> m.gradients(X, Y),
          m -> m.predict(X)))
        assertSays(List.of("'m' has no layers", "add at least one"), () -> use.accept(model));
      for (Consumer<Sequential> use : List.<Consumer<Sequential>>of(Model::getWeights, m -> m.setWeights(List.of()), Model::countParams))
        assertSays(List.of("'m' has no weights yet", "Input"), () -> use.accept(model));
      assertTrue(model.summary().contains("Total params: 0") && model.summaryKeras2().contains("Total params: 0"));
      model.add(new Dense(3, "softmax"));
      assertUsable(model);
    }
  }

  static FitOptions quiet() { return new FitOptions().withVerbose(0); }

  static Sequential model() {
    Sequential model =
        new Sequential("m", List.of(new Input(4), new Dense(5, "tanh").named("hidden"), new Dense(3, "softmax").named("output")));
    compile(model);
    return model;
  }

  private static Sequential sequential(Layer... layers) { return new Sequential("m", Arrays.asList(layers)); }

  private static void compile(Sequential model) { model.compile("adam", "sparse_categorical_crossentropy", "accuracy"); }

  /** Fits, and what it has learned shows. */
  static void assertUsable(Sequential model) {
    double before = model.evaluate(X, Y, new EvaluateOptions().withVerbose(0)).loss();
    model.fit(X, Y, quiet().withEpochs(20));
    assertTrue(model.evaluate(X, Y, new EvaluateOptions().withVerbose(0)).loss() < before, "learns");
    assertEquals(Shape.of(5, 3), model.predict(X).shape());
  }

  private static void assertSays(List<String> said, org.junit.jupiter.api.function.Executable use) {
    String message = assertThrows(KeravaException.class, use).getMessage();
    for (String part : said) assertTrue(message.contains(part), "'" + message + "' does not say '" + part + "'");
  }

  private static List<NDArray> changed(List<NDArray> arrays, int i, NDArray array) {
    List<NDArray> changed = new ArrayList<>(arrays);
    changed.set(i, array);
    return changed;
  }

  private static NDArray with(NDArray array, int i, float value) {
    float[] values = array.values().clone();
    values[i] = value;
    return NDArray.of(array.shape(), values);
  }
}

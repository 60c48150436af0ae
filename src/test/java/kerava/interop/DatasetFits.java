package kerava.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import kerava.Goldens;
import kerava.Warned;
import kerava.data.Dataset;
import kerava.data.Pipelines;
import kerava.layers.Concatenate;
import kerava.layers.Dense;
import kerava.layers.Dropout;
import kerava.layers.Input;
import kerava.layers.KerasTensor;
import kerava.losses.MeanSquaredError;
import kerava.losses.SparseCategoricalCrossentropy;
import kerava.metrics.Accuracy;
import kerava.models.Model;
import kerava.models.Sequential;
import kerava.optimizers.Adam;
import kerava.optimizers.SGD;
import kerava.random.RandomSeed;
import kerava.tensor.Columns;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.CompileSettings;
import kerava.training.EvaluateOptions;
import kerava.training.FitOptions;
import kerava.training.History;
import kerava.training.PredictOptions;
import org.junit.jupiter.api.DynamicTest;

/** The fits of golden_datasets.py: on what batches a model trains, which epochs have which of them, and when they end. */
final class DatasetFits {
  private static final int BATCH = 6;

  private DatasetFits() {}

  static Stream<DynamicTest> tests(SmallFits fits) {
    Stream<DynamicTest> single = fits.fits()
        .map(fit -> DynamicTest.dynamicTest(fit.get("case").asText() + ", " + fit.get("n") + " samples", () -> check(fits, fit)));
    Stream<DynamicTest> parts = StreamSupport.stream(fits.golden().get("parts").spliterator(), false)
        .map(fit -> DynamicTest.dynamicTest("inputs and outputs " + fit.get("case").asText(), () -> branched(fits, fit)));
    return Stream.concat(single, parts);
  }

  private static void check(SmallFits fits, JsonNode fit) {
    NDArray x = fits.part("x", fit), y = NDArray.of(Goldens.ints(fits.golden().get("y"))).slice(0, x.count());
    JsonNode settings = fit.get("settings");
    RandomSeed.set(fits.golden().get("seed").asLong());
    try (Sequential model = new Sequential(new Input(5), new Dense(7, "tanh"), new Dropout(0.3), new Dense(4, "softmax"))) {
      model.compile(new SGD(0.1, 0.9, false), new SparseCategoricalCrossentropy(), new Accuracy());
      NDArray weights = Goldens.array(fits.golden().get("weights")).slice(0, x.count());
      Dataset samples = settings.get("weighted").asBoolean() ? Dataset.of(x, y, weights) : Dataset.of(x, y);
      Dataset source = Pipelines.of(samples, settings.path("shared"));
      FitOptions options = options(settings, source, x, y);
      Dataset data = Pipelines.of(source, settings.get("steps"));
      List<History> left = new ArrayList<>();
      List<String> warned = Warned.during(() -> left.add(model.fit(data, options)));
      History history = left.get(0);
      if (settings.has("steps_per_epoch") || settings.has("validation_steps"))
        assertEquals(fit.get("warned").size() > 0, warned.stream().anyMatch(text -> text.contains("ran out of data")), warned.toString());
      history(fits, fit, history);
      Goldens.assertNear(Goldens.arrays(fit.get("weights")), model.getWeights(), fits.tolerance(), "weight");
      Dataset some = (data.cardinality() == Dataset.INFINITE ? Pipelines.of(source, settings.get("steps")) : data).take(3);
      var scores = model.evaluate(some, new EvaluateOptions().withVerbose(0));
      fits.near(Bits.doubles(fit.get("evaluate")), List.copyOf(scores.toList()), "score");
      Goldens.assertNear(Goldens.array(fit.get("predict")), model.predict(some), fits.tolerance(), "output");
    }
  }

  private static void history(SmallFits fits, JsonNode fit, History history) {
    List<String> names = new ArrayList<>();
    fit.get("history").fieldNames().forEachRemaining(names::add);
    assertEquals(names, List.copyOf(history.values().keySet()), "names of the history");
    for (String name : names) fits.near(Bits.doubles(fit.get("history").get(name)), history.get(name), name + " of epoch");
  }

  private static FitOptions options(JsonNode settings, Dataset source, NDArray x, NDArray y) {
    FitOptions fit = new FitOptions().withEpochs(settings.get("epochs").asInt()).withVerbose(0)
        .withStepsPerExecution(settings.get("steps_per_execution").asInt());
    if (!settings.get("validation").isNull()) fit = fit.withValidationData(Pipelines.of(source, settings.get("validation")));
    int arrays = settings.get("validation_arrays").asInt();
    if (arrays > 0) fit = fit.withValidationData(x.slice(0, arrays), y.slice(0, arrays));
    if (settings.has("initial_epoch")) fit = fit.withInitialEpoch(settings.get("initial_epoch").asInt());
    if (settings.has("steps_per_epoch")) fit = fit.withStepsPerEpoch(settings.get("steps_per_epoch").asInt());
    if (settings.has("validation_steps")) fit = fit.withValidationSteps(settings.get("validation_steps").asInt());
    if (settings.has("validation_batch_size")) fit = fit.withValidationBatchSize(settings.get("validation_batch_size").asInt());
    if (settings.has("validation_freq")) fit = fit.withValidationFreq(settings.get("validation_freq").asInt());
    Map<Integer, Double> classes = new HashMap<>();
    settings.get("class_weight").forEach(weight -> classes.put(classes.size(), weight.asDouble()));
    return fit.withClassWeight(classes);
  }

  private static void branched(SmallFits fits, JsonNode fit) {
    RandomSeed.set(fits.golden().get("seed").asLong());
    KerasTensor a = new Input(5).named("a").tensor(), b = new Input(5).named("b").tensor();
    KerasTensor joined = new Concatenate().apply(new Dense(4, "tanh").apply(a), b);
    List<KerasTensor> outputs =
        List.of(new Dense(4, "softmax").named("kind").apply(joined), new Dense(1).named("size").apply(joined));
    try (Model model = new Model(List.of(a, b), outputs)) {
      model.compile(
          CompileSettings.of(new Adam()).withLoss("kind", new SparseCategoricalCrossentropy()).withLoss("size", new MeanSquaredError()));
      Dataset data = parts(fits, fit.get("named").asBoolean()).shuffle(8, 3).batch(BATCH);
      history(fits, fit, model.fit(data, new FitOptions().withEpochs(2).withVerbose(0)));
      Goldens.assertNear(Goldens.arrays(fit.get("weights")), model.getWeights(), fits.tolerance(), "weight");
      Goldens.assertNear(Goldens.arrays(fit.get("predict")), model.predictAll(data.take(2), new PredictOptions().withVerbose(0)),
          fits.tolerance(),
          "output");
    }
  }

  private static Dataset parts(SmallFits fits, boolean named) {
    NDArray x = Goldens.array(fits.golden().get("x")), y = NDArray.of(Goldens.ints(fits.golden().get("y")));
    NDArray weights = Goldens.array(fits.golden().get("weights"));
    int n = x.count();
    int[] backwards = new int[n];
    float[] first = new float[n], inverse = new float[n];
    for (int i = 0; i < n; i++) {
      backwards[i] = n - 1 - i;
      first[i] = x.get(i, 0);
      inverse[i] = 1 / weights.values()[i];
    }
    NDArray size = NDArray.of(Shape.of(n, 1), first), other = x.take(backwards), lighter = NDArray.of(inverse);
    if (!named) return Dataset.of(Columns.of(x, other), Columns.of(y, size), Columns.of(weights, lighter));
    Map<String, NDArray> inputs = new LinkedHashMap<>();
    inputs.put("b", other);
    inputs.put("a", x);
    return Dataset.of(Columns.named(inputs), Columns.named(Map.of("kind", y, "size", size)),
        Columns.of(weights, lighter));
  }
}

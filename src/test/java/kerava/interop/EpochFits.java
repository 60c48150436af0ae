package kerava.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kerava.Goldens;
import kerava.Warned;
import kerava.layers.Dense;
import kerava.layers.Dropout;
import kerava.layers.Input;
import kerava.losses.SparseCategoricalCrossentropy;
import kerava.metrics.Accuracy;
import kerava.models.Sequential;
import kerava.optimizers.SGD;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;
import kerava.training.EvaluateOptions;
import kerava.training.FitOptions;
import kerava.training.History;
import kerava.training.PredictOptions;
import kerava.training.Shuffling;
import org.junit.jupiter.api.DynamicTest;

/** The fits of golden_epochs.py: which batches an epoch has, in what order, and when it is validated. */
final class EpochFits {
  private static final int BATCH = 6;

  private EpochFits() {}

  static Stream<DynamicTest> tests(SmallFits fits) {
    return fits.fits()
        .map(fit -> DynamicTest.dynamicTest(fit.get("case").asText() + ", " + fit.get("n") + " samples", () -> check(fits, fit)));
  }

  private static void check(SmallFits fits, JsonNode fit) {
    NDArray x = fits.part("x", fit), y = NDArray.of(Goldens.ints(fits.golden().get("y"))).slice(0, x.count());
    JsonNode settings = fit.get("settings");
    RandomSeed.set(fits.golden().get("seed").asLong());
    try (Sequential model = new Sequential(new Input(5), new Dense(7, "tanh"), new Dropout(0.3), new Dense(4, "softmax"))) {
      model.compile(new SGD(0.1, 0.9, false), new SparseCategoricalCrossentropy(), new Accuracy());
      List<History> left = new ArrayList<>();
      List<String> warned = Warned.during(() -> left.add(model.fit(x, y, options(settings, x, y))));
      History history = left.get(0);
      assertEquals(fit.get("warned").size() > 0, warned.stream().anyMatch(text -> text.contains("ran out of data")), warned.toString());
      assertEquals(Goldens.ints(fit.get("epochs")).length, history.epochs().size(), "epochs");
      List<String> names = new ArrayList<>();
      fit.get("history").fieldNames().forEachRemaining(names::add);
      assertEquals(names, List.copyOf(history.values().keySet()), "names of the history");
      for (String name : names) fits.near(Bits.doubles(fit.get("history").get(name)), history.get(name), name + " of epoch");
      Goldens.assertNear(Goldens.arrays(fit.get("weights")), model.getWeights(), fits.tolerance(), "weight");
      var scores = model.evaluate(x, y, new EvaluateOptions().withBatchSize(5).withSteps(runs(settings)).withVerbose(0));
      fits.near(Bits.doubles(fit.get("evaluate")), List.copyOf(scores.toList()), "score");
      Goldens.assertNear(Goldens.array(fit.get("predict")), model.predict(x, new PredictOptions().withSteps(3).withVerbose(0)),
          fits.tolerance(),
          "output");
    }
  }

  /** In Keras what a model is compiled to run at once it evaluates at once too. */
  private static int runs(JsonNode settings) {
    int perRun = settings.get("steps_per_execution").asInt();
    return (3 + perRun - 1) / perRun * perRun;
  }

  private static FitOptions options(JsonNode settings, NDArray x, NDArray y) {
    FitOptions fit = new FitOptions().withEpochs(settings.get("epochs").asInt()).withVerbose(0)
        .withStepsPerExecution(settings.get("steps_per_execution").asInt());
    int validation = settings.get("validation").asInt();
    if (!settings.has("batch_size")) fit = fit.withBatchSize(BATCH);
    if (validation > 0) fit = fit.withValidationData(x.slice(0, validation), y.slice(0, validation));
    if (settings.has("initial_epoch")) fit = fit.withInitialEpoch(settings.get("initial_epoch").asInt());
    if (settings.has("steps_per_epoch")) fit = fit.withStepsPerEpoch(settings.get("steps_per_epoch").asInt());
    if (settings.has("validation_steps")) fit = fit.withValidationSteps(settings.get("validation_steps").asInt());
    if (settings.has("validation_batch_size")) fit = fit.withValidationBatchSize(settings.get("validation_batch_size").asInt());
    JsonNode freq = settings.path("validation_freq");
    if (freq.isInt()) fit = fit.withValidationFreq(freq.asInt());
    if (freq.isArray()) fit = fit.withValidationFreq(Bits.doubles(freq).stream().map(Double::intValue).toList());
    return fit.withShuffle(switch (settings.path("shuffle").asText("true")) {
      case "false" -> Shuffling.NONE;
      case "batch" -> Shuffling.WITHIN_BATCHES;
      case "anew" -> Shuffling.ANEW;
      default -> Shuffling.SAME;
    });
  }
}

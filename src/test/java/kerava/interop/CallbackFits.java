package kerava.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import kerava.Goldens;
import kerava.callbacks.Written;
import kerava.layers.Dense;
import kerava.layers.Dropout;
import kerava.layers.Input;
import kerava.losses.SparseCategoricalCrossentropy;
import kerava.metrics.Accuracy;
import kerava.models.Sequential;
import kerava.optimizers.SGD;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;
import kerava.training.Callback;
import kerava.training.FitOptions;
import kerava.training.History;
import org.junit.jupiter.api.DynamicTest;

/** The trainings of golden_callbacks.py: history, weights, what is told and the files, by tolerance where numbers stand. */
final class CallbackFits {
  private CallbackFits() {}

  static Stream<DynamicTest> tests(SmallFits fits) {
    return fits.fits().map(fit -> DynamicTest.dynamicTest(fit.get("case").asText(), () -> check(fits, fit)));
  }

  private static void check(SmallFits fits, JsonNode fit) throws IOException {
    Path folder = Files.createTempDirectory("kerava");
    try {
      check(fits, fit, folder);
    } finally {
      for (Path each : files(folder)) Files.delete(each);
      Files.deleteIfExists(folder.resolve("deep"));
      Files.delete(folder);
    }
  }

  private static void check(SmallFits fits, JsonNode fit, Path folder) throws IOException {
    NDArray x = Goldens.array(fits.golden().get("x")), y = NDArray.of(Goldens.ints(fits.golden().get("y"))).slice(0, x.count());
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    JsonNode settings = fit.get("settings");
    Callback[] callbacks = StreamSupport.stream(settings.get("callbacks").spliterator(), false)
        .map(each -> Written.of(each.get(0).asText(), each.get(1), folder + "/")).toArray(Callback[]::new);
    FitOptions options = new FitOptions().withEpochs(settings.get("epochs").asInt()).withBatchSize(6).withVerbose(0)
        .withValidationData(x.slice(0, 10), y.slice(0, 10))
        .withValidationFreq(settings.path("validation_freq").asInt(1)).withCallbacks(callbacks)
        .withOut(new PrintStream(told, true, StandardCharsets.UTF_8));
    RandomSeed.set(fits.golden().get("seed").asLong());
    try (Sequential model = new Sequential(new Input(5), new Dense(7, "tanh"), new Dropout(0.3), new Dense(4, "softmax"))) {
      SGD sgd = new SGD(0.5, 0.9, false);
      model.compile(settings.has("averages") ? sgd.withEma(settings.get("averages").asDouble()) : sgd, new SparseCategoricalCrossentropy(),
          new Accuracy());
      History history = model.fit(x, y, options);
      Set<String> names = new TreeSet<>();
      fit.get("history").fieldNames().forEachRemaining(names::add);
      assertEquals(names, history.values().keySet(), "names of the history");
      for (String name : names) fits.near(Bits.doubles(fit.get("history").get(name)), history.get(name), name + " of epoch");
      Goldens.assertNear(Goldens.arrays(fit.get("weights")), model.getWeights(), fits.tolerance(), "weight");
    }
    List<String> lines = StreamSupport.stream(fit.get("told").spliterator(), false).map(JsonNode::asText).toList();
    assertEquals(String.join("\n", lines), told.toString(StandardCharsets.UTF_8).replace(folder + "/", ""));
    List<String> files = StreamSupport.stream(fit.get("files").spliterator(), false).map(JsonNode::asText).toList();
    assertEquals(files, files(folder).stream().map(file -> folder.relativize(file).toString()).toList());
    if (!fit.get("csv").isNull()) csv(fits, fit.get("csv").asText(), Files.readString(folder.resolve("log.csv")));
    for (JsonNode each : settings.get("callbacks")) Equality.had(each.get(0).asText());
  }

  private static void csv(SmallFits fits, String expected, String actual) {
    if (fits.tolerance() == 0) assertEquals(expected, actual);
    assertEquals(expected.replaceAll("\\d", "").replace(".", ""), actual.replaceAll("\\d", "").replace(".", ""));
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }
}

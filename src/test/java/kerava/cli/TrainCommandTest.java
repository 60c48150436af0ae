package kerava.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import kerava.callbacks.EarlyStopping;
import kerava.callbacks.Mode;
import kerava.data.DataFile;
import kerava.models.Model;
import kerava.optimizers.SGD;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.EvaluateOptions;
import kerava.training.FitOptions;
import kerava.training.History;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** train and plot: every option does what the library's of the same name does. */
class TrainCommandTest {
  private static final NDArray X = ModelFolder.X, Y = ModelFolder.Y;
  private static final FitOptions FIT = new FitOptions().withBatchSize(4).withEpochs(3).withVerbose(0);

  @TempDir Path temporary;
  private ModelFolder folder;

  @BeforeEach void make() { folder = ModelFolder.in(temporary); }

  @Test void trainsAsFitDoesAndSaves() {
    JsonNode json = train("--epochs 3 --batch-size 4 --seed 9 --test-x x.npy --test-y y.npy --out trained.keras --json");
    same(FIT, json);
    try (Model trained = folder.open("trained.keras")) {
      var scores = trained.evaluate(X, Y, new EvaluateOptions().withVerbose(0));
      assertEquals("{\"loss\":" + scores.loss() + ",\"accuracy\":" + scores.get("accuracy") + "}", json.get("evaluate").toString());
    }
  }

  @Test void eachOptionReachesFit() {
    DataFile.write(folder.path("w.npy").toString(), NDArray.of(Shape.of(11), 1, 2, 3, 4, 0, 6, 7, 8, 9, 1, .5f));
    String common = "--epochs 3 --batch-size 4 --seed 9 --json ";
    same(FIT.withShuffle(false), train(common + "--shuffle false"));
    same(FIT.withValidationSplit(.3), train(common + "--validation-split 0.3"));
    same(FIT.withValidationData(X, Y), train(common + "--validation-x x.npy --validation-y y.npy"));
    same(FIT.withClassWeight(Map.of(0, 2.5, 2, .125)), train(common + "--class-weight 0=2.5,2=.125"));
    same(FIT.withSampleWeight(DataFile.read(folder.path("w.npy").toString())), train(common + "--sample-weight w.npy"));
    same(FIT.withValidationData(X, Y, DataFile.read(folder.path("w.npy").toString())),
        train(common + "--validation-x x.npy --validation-y y.npy --validation-sample-weight w.npy"));
    assertNotEquals(train(common), train(common + "--class-weight 0=2.5"));
    assertNotEquals(train(common), train(common.replace("--seed 9", "--seed 10")));
    assertTrue(train(common).get("evaluate").isNull());
  }

  @Test void callbacksReachFit() {
    String files = "csv:" + folder.path("log.csv") + ":separator=;,checkpoint:" + folder.path("at-{epoch:02d}-{loss:.1f}.weights.h5");
    same(FIT.withCallbacks(new EarlyStopping().withMonitor("loss").withMode(Mode.MAX).withRestoreBestWeights(true)),
        train("--epochs 3 --batch-size 4 --seed 9 --json "
            + "--callbacks early_stopping:monitor=loss:mode=max:restore_best_weights=true," + files));
    String[] lines = text(folder.path("log.csv")).split("\r\n");
    assertEquals("epoch;accuracy;loss;val_accuracy;val_loss", lines[0]);
    assertEquals(3, lines.length, "it stops after the second epoch");
    assertTrue(Arrays.stream(folder.path(".").toFile().list()).anyMatch(name -> name.matches("at-02-\\d\\.\\d\\.weights\\.h5")));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode train(String options) { return folder.run("train model.keras --x x.npy --y y.npy " + options).json(); }

  private void same(FitOptions fit, JsonNode json) {
    RandomSeed.set(9);
    try (Model model = folder.open("model.keras")) {
      assertEquals(tree(model.fit(X, Y, fit)), json.get("history"));
    }
  }

  private static JsonNode tree(History history) {
    return new ObjectMapper().valueToTree(history.values());
  }

  @Test void compilesAnewWithWhatIsGivenAndKeepsTheRest() {
    JsonNode json = train("--optimizer sgd --metrics acc --seed 9 --json");
    RandomSeed.set(9);
    try (Model model = folder.open("model.keras")) {
      model.compile(new SGD(), model.settings().loss());
      assertEquals(model.fit(X, Y, new FitOptions().withVerbose(0)).get("loss").get(0), json.get("history").get("loss").get(0).asDouble());
    }
    assertTrue(json.get("history").has("acc") && !json.get("history").has("accuracy"), json.toString());
  }

  @Test void anArchitectureBeginsWithTheSeedsWeights() {
    folder.run("convert model.keras m.json");
    String line =
        "train m.json --x x.npy --y y.npy --optimizer adam --loss sparse_categorical_crossentropy --metrics accuracy --json --seed ";
    JsonNode json = folder.run(line + 5).json();
    RandomSeed.set(5);
    try (Model model = folder.open("m.json")) {
      model.compile("adam", "sparse_categorical_crossentropy", "accuracy");
      assertEquals(tree(model.fit(X, Y, new FitOptions().withVerbose(0))), json.get("history"));
    }
    assertNotEquals(json, folder.run(line + 6).json());
  }

  @Test void printsForPeopleAndSaysWhenNothingIsKept() {
    Outcome kept = folder.run("train model.keras --x x.npy --y y.npy --out t.weights.h5 --test-x x.npy --test-y y.npy");
    assertTrue(kept.out().matches("(?s)accuracy: \\[0.*loss: \\[.*test loss: .*test accuracy: .*wrote .*t\\.weights\\.h5\\s*"), kept.out());
    assertTrue(kept.err().contains("━━━") && !kept.err().contains("not kept"), kept.err());
    assertTrue(folder.run("train model.keras --x x.npy --y y.npy").err().contains("not kept; --out FILE keeps them"));
    assertEquals(0, folder.run("evaluate model.keras --weights t.weights.h5 --x x.npy --y y.npy").code());
  }

  @Test void plotsWhatTrainAndRunPrint() throws IOException {
    Files.writeString(folder.path("h.json"),
        folder.run("train model.keras --x x.npy --y y.npy --epochs 2 --validation-split .3 --json").out());
    Files.writeString(folder.path("r.json"),
        "{\"runs\": {\"relu\": {\"history\": {\"loss\": [3, 2]}}, \"sigmoid\": {\"history\": {\"loss\": [3, 1]}}}}");
    assertEquals("wrote " + folder.path("h.svg"), folder.run("plot h.json --out h.svg").out().strip());
    String svg = Files.readString(folder.path("h.svg"));
    assertTrue(svg.contains("h, training") && svg.contains("h, validation") && svg.contains(">accuracy<"), svg);
    folder.run("plot r.json --out r.svg");
    String runs = Files.readString(folder.path("r.svg"));
    assertTrue(runs.contains("relu, training") && runs.contains("sigmoid, training"), runs);
    Outcome png = folder.run("plot history.json --out h.png --json");
    if (png.code() == 0) assertEquals((byte) 0x89, Files.readAllBytes(folder.path("h.png"))[0]);
    else assertTrue(png.err().contains("Java cannot paint text here"), png.err());
  }

  @Test void plotsAModelsLayers() throws IOException {
    assertEquals("[\"" + folder.path("m.svg") + "\"]", folder.run("plot model.keras --out m.svg --json").json().get("files").toString());
    String svg = Files.readString(folder.path("m.svg"));
    for (String text : new String[] {">net<", "flat (Flatten)", "(None, 2, 3) → (None, 6)", "hidden (Dense)", "35 parameters",
        "18 parameters"})
      assertTrue(svg.contains(text), text + " in " + svg);
  }
}

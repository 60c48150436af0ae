package kerava.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import kerava.Rounding;
import kerava.config.Limits;
import kerava.data.DataFile;
import kerava.hdf5.Hdf5File;
import kerava.models.Model;
import kerava.tensor.NDArray;
import kerava.training.EvaluateOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** summary, inspect, convert, predict and evaluate: what they print is what the library says of the same file. */
class ModelCommandsTest {
  @TempDir Path temporary;
  private ModelFolder folder;

  @BeforeEach void make() { folder = ModelFolder.in(temporary); }

  @ParameterizedTest
  @ValueSource(strings = {"summary", "inspect", "convert", "train", "evaluate", "predict", "plot",
      "devices"}) void helpHasAnExampleThatWorks(
          String command) {
    folder.run("convert model.keras exported");
    String[] help = folder.run(command + " --help").out().split("Example: kerava ");
    assertTrue(help.length > 1, help[0]);
    for (int i = 1; i < help.length; i++) {
      String example = help[i].replaceAll("\\s+", " ");
      assertTrue(example.startsWith(command + " "), example);
      Outcome outcome = folder.run(example);
      assertEquals(0, outcome.code(), outcome.err());
      assertFalse(outcome.out().isBlank());
    }
  }

  @Test void summaryIsKerasTable() {
    try (Model model = folder.open("model.keras")) {
      assertEquals(model.summary().strip(), folder.run("summary model.keras").out().strip());
      assertEquals(model.summaryKeras2().strip(), folder.run("summary model.keras --dialect keras2").out().strip());
    }
    JsonNode json = folder.run("summary model.keras --json").json();
    assertEquals("[53,53,0]", List.of(json.get("params"), json.get("trainable_params"), json.get("non_trainable_params")).toString()
        .replace(" ", ""));
    assertEquals("{\"name\":\"hidden\",\"class_name\":\"Dense\",\"output_shape\":[null,5],\"params\":35}",
        json.get("layers").get(2).toString());
  }

  @Test void inspectTellsWhatAFileHolds() {
    assertEquals("{\"format\":\"keras\",\"keras_version\":\"3.15.1\",\"class_name\":\"Sequential\",\"layers\":["
        + "{\"name\":\"input_layer\",\"class_name\":\"InputLayer\",\"output_shape\":[null,2,3],\"params\":0},"
        + "{\"name\":\"flat\",\"class_name\":\"Flatten\",\"output_shape\":[null,6],\"params\":0},"
        + "{\"name\":\"hidden\",\"class_name\":\"Dense\",\"output_shape\":[null,5],\"params\":35},"
        + "{\"name\":\"out\",\"class_name\":\"Dense\",\"output_shape\":[null,3],\"params\":18}],"
        + "\"params\":53,\"optimizer\":\"Adam\",\"iterations\":3,\"unsupported\":[]}",
        folder.run("inspect model.keras --json").out().strip().replaceAll("input_layer(_\\d+)?", "input_layer"));
    String text = folder.run("inspect model.keras").out();
    assertTrue(
        text.contains("hidden (Dense), output: (None, 5), parameters: 35") && text.contains("optimizer     Adam, after 3 steps"),
        text);
  }

  @Test void inspectTellsFormatsApart() {
    folder.run("convert model.keras m.h5 --dialect keras2");
    folder.run("convert model.keras w.weights.h5");
    folder.run("convert model.keras m.json");
    JsonNode h5 = folder.run("inspect m.h5 --json").json(), weights = folder.run("inspect w.weights.h5 --json").json(),
        json = folder.run("inspect m.json --json").json();
    assertEquals("h5 2.18.0 53 3", String.join(" ", h5.get("format").asText(), h5.get("keras_version").asText(), h5.get("params").asText(),
        h5.get("iterations").asText()));
    assertEquals("weights.h5 null 53", String.join(" ", weights.get("format").asText(), weights.get("class_name").asText(),
        weights.get("params").asText()));
    assertTrue(weights.get("layers").toString().contains("{\"name\":\"dense\",\"class_name\":null,\"output_shape\":null,\"params\":35}"));
    assertEquals("json 53 null",
        String.join(" ", json.get("format").asText(), json.get("params").asText(), json.get("optimizer").asText()));
  }

  /** The weights of a layer that Kerava does not have are counted in the file; its shape is what the file says goes into the next layer. */
  @Test void inspectNeverFailsForUnknownLayers() throws IOException {
    folder.run("convert model.keras m.h5");
    var root = Hdf5File.read(Files.readAllBytes(folder.path("m.h5")), "m.h5", Limits.DEFAULT);
    String config = root.attributes().string("model_config");
    root.attributes().put("model_config", config.replaceFirst("\"class_name\":\"Dense\"", "\"class_name\":\"Dance\""));
    try (var out = Files.newOutputStream(folder.path("unknown.h5"))) {
      Hdf5File.write(root, out);
    }
    JsonNode json = folder.run("inspect unknown.h5 --json").json();
    assertTrue(json.get("layers").toString().contains("{\"name\":\"hidden\",\"class_name\":\"Dance\",\"output_shape\":null,\"params\":35}"),
        json.toString());
    assertEquals(53, json.get("params").asInt());
    assertEquals(1, json.get("unsupported").size());
    assertTrue(json.get("unsupported").get(0).asText().startsWith("layers[2] 'hidden': class 'Dance' is not supported"));
    Outcome summary = folder.run("summary unknown.h5");
    assertEquals(1, summary.code());
    assertTrue(summary.err().contains("class 'Dance' is not supported"), summary.err());
  }

  @Test void inspectTellsOfModelsThatAreNoSequential() throws IOException {
    Files.writeString(folder.path("f.json"), """
        {"class_name": "MyModel", "config": {"name": "f", "layers": [
          {"class_name": "InputLayer", "config": {"batch_shape": [null, 4], "name": "in"}, "name": "in", "inbound_nodes": []},
          {"class_name": "Dense", "config": {"units": 2, "name": "d"}, "name": "d", "build_config": {"input_shape": [null, 4]}},
          {"class_name": "Nobody", "config": 5}, 7]}}""");
    JsonNode json = folder.run("inspect f.json --json").json();
    assertEquals("MyModel", json.get("class_name").asText());
    assertEquals(List.of("in", "d", "null", "null"), names(json.get("layers")));
    assertTrue(json.get("params").isNull());
    assertTrue(json.get("unsupported").get(0).asText().contains("class 'MyModel' is not supported"));
  }

  private static List<String> names(JsonNode layers) {
    return Stream.iterate(0, i -> i < layers.size(), i -> i + 1).map(i -> layers.get(i).get("name").asText()).toList();
  }

  /** Names out of a file reach no terminal as they are. */
  @Test void inspectPrintsNoEscapes() throws IOException {
    Files.writeString(folder.path("e.json"),
        "{\"class_name\": \"Sequential\", \"config\": {\"layers\": [{\"class_name\": \"A\\u001b[31m\", "
            + "\"config\": {\"name\": \"b\\nc\"}}]}}");
    String text = folder.run("inspect e.json").out();
    assertTrue(text.contains("b?c (A?[31m)") && !text.contains("\u001b"), text);
  }

  @Test void convertKeepsThePredictions() {
    for (String line : List.of("model.keras a.h5", "a.h5 b.keras", "b.keras c.h5 --dialect keras2", "c.h5 d.json --dialect keras2",
        "c.h5 d.weights.h5", "d.json e.keras --weights d.weights.h5")) {
      Outcome outcome = folder.run("convert " + line);
      assertEquals(0, outcome.code(), line + ": " + outcome.err());
      assertEquals("wrote " + folder.path(line.split(" ")[1]), outcome.out().strip());
    }
    try (Model model = folder.open("model.keras"); Model converted = folder.open("e.keras")) {
      assertArrayEquals(model.predict(ModelFolder.X).values(), converted.predict(ModelFolder.X).values());
    }
    assertEquals(folder.path("f.h5").toString(), folder.run("convert model.keras f.h5 --json").json().get("out").asText());
  }

  @Test void predictWritesWhatTheModelPredicts() throws IOException {
    float[] expected;
    try (Model model = folder.open("model.keras")) {
      expected = model.predict(ModelFolder.X).values();
    }
    for (String out : List.of("p.npy", "p.csv")) {
      assertEquals("wrote " + folder.path(out), folder.run("predict model.keras --x x.npy --out " + out).out().strip());
      NDArray read = DataFile.read(folder.path(out).toString());
      assertEquals(11, read.count());
      assertArrayEquals(expected, read.values());
    }
    folder.run("predict model.keras --x x.npy --out p.json --batch-size 3");
    JsonNode file = new ObjectMapper().readTree(folder.path("p.json").toFile()),
        json = folder.run("predict model.keras --x x.npy --json").json();
    String[] lines = folder.run("predict model.keras --x x.npy").out().split("\n");
    assertEquals(11, lines.length);
    assertEquals("[11,3]", json.get("shape").toString());
    for (int i = 0; i < 11; i++) {
      assertEquals((double) expected[i * 3 + 1], json.get("predictions").get(i).get(1).asDouble());
      assertEquals(expected[i * 3 + 1], (float) file.get(i).get(1).asDouble(), Rounding.ONE_PASS);
      assertEquals(json.get("predictions").get(i), new ObjectMapper().readTree(lines[i]));
    }
  }

  @Test void weightsComeFromAnotherFile() {
    folder.run("convert model.keras m.json");
    folder.run("convert model.keras w.weights.h5");
    assertEquals(folder.run("predict model.keras --x x.npy").out(), folder.run("predict m.json --weights w.weights.h5 --x x.npy").out());
  }

  @Test void evaluateGivesTheScores() {
    try (Model model = folder.open("model.keras")) {
      var scores = model.evaluate(ModelFolder.X, ModelFolder.Y, new EvaluateOptions().withVerbose(0));
      JsonNode json = folder.run("evaluate model.keras --x x.npy --y y.npy --json").json();
      assertEquals(List.of("loss", "accuracy"), List.copyOf(scores.values().keySet()));
      assertEquals("{\"loss\":" + scores.loss() + ",\"accuracy\":" + scores.get("accuracy") + "}", json.toString());
      Outcome outcome = folder.run("evaluate model.keras --x x.npy --y y.npy");
      assertEquals("loss: " + scores.loss() + "\naccuracy: " + scores.get("accuracy") + "\n", outcome.out().replace("\r", ""));
      assertTrue(outcome.err().contains("1/1 ━━━━━━━━━━━━━━━━━━━━"), outcome.err());
      assertEquals("", folder.run("evaluate model.keras --x x.npy --y y.npy --quiet").err());
    }
  }

  @Test void evaluateTakesAnotherLossAndMetrics() {
    folder.run("convert model.keras m.json");
    folder.run("convert model.keras w.h5 --weights-only");
    try (Model model = folder.open("model.keras")) {
      model.compile("adam", "sparse_categorical_crossentropy", "acc");
      var scores = model.evaluate(ModelFolder.X, ModelFolder.Y, new EvaluateOptions().withVerbose(0));
      String expected = "{\"loss\":" + scores.loss() + ",\"acc\":" + scores.get("acc") + "}";
      assertEquals(expected, folder.run("evaluate model.keras --x x.npy --y y.npy --metrics acc --json").json().toString());
      assertEquals(expected, folder.run("evaluate m.json --weights w.h5 --x x.npy --y y.npy --metrics acc --json "
          + "--loss sparse_categorical_crossentropy").json().toString());
    }
  }

  @Test void convertWritesWeightsAlone() {
    assertEquals(0, folder.run("convert model.keras w.h5 --weights-only").code());
    JsonNode json = folder.run("inspect w.h5 --json").json();
    assertEquals("weights.h5", json.get("format").asText());
    assertEquals(List.of("flat", "hidden", "out"), names(json.get("layers")));
    folder.run("convert model.keras m.json");
    assertEquals(folder.run("predict model.keras --x x.npy").out(), folder.run("predict m.json --weights w.h5 --x x.npy").out());
  }

  @Test void evaluateWeighsSamples() {
    DataFile.write(folder.path("w.npy").toString(), ModelFolder.Y);
    try (Model model = folder.open("model.keras")) {
      var scores = model.evaluate(ModelFolder.X, ModelFolder.Y, new EvaluateOptions().withVerbose(0).withSampleWeight(ModelFolder.Y));
      JsonNode json = folder.run("evaluate model.keras --x x.npy --y y.npy --sample-weight w.npy --json").json();
      assertEquals("{\"loss\":" + scores.loss() + ",\"accuracy\":" + scores.get("accuracy") + "}", json.toString());
    }
  }

  @Test void dataComesFromEveryKindOfFile() throws IOException {
    StringBuilder csv = new StringBuilder("a,label\n");
    for (float y : ModelFolder.Y.values()) csv.append("0,").append((int) y).append('\n');
    Files.writeString(folder.path("t.csv"), csv, StandardCharsets.UTF_8);
    assertEquals(folder.run("evaluate model.keras --x x.npy --y y.npy").out(),
        folder.run("evaluate model.keras --x x.npy --y t.csv:label").out());
  }
}

package kerava.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kerava.Rounding;
import kerava.models.Model;
import kerava.training.EvaluateOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;

/**
 * SavedModel folders on the command line: written, looked at without running, run only with {@code --trust}, refused where they cannot
 * serve.
 */
class SavedModelCommandsTest {
  @TempDir static Path temporary;
  private static ModelFolder folder;

  @BeforeAll static void make() throws IOException {
    folder = ModelFolder.in(temporary);
    assertEquals("wrote " + folder.path("exported"), folder.run("convert model.keras exported").out().strip());
    folder.run("convert model.keras exported_reaching");
    Path graph = folder.path("exported_reaching").resolve("saved_model.pb");
    SavedModel.Builder changed = SavedModel.parseFrom(Files.readAllBytes(graph)).toBuilder();
    for (String operation : List.of("MatchingFiles", "ReadFile", "ReadFile"))
      changed.getMetaGraphsBuilder(0).getGraphDefBuilder().addNode(NodeDef.newBuilder().setName("a\u001b" + operation).setOp(operation));
    Files.write(graph, changed.build().toByteArray());
    Files.createDirectory(folder.path("exported_by_nobody"));
  }

  @Test void predictsWhatTheModelPredicts() {
    JsonNode expected = folder.run("predict model.keras --x x.npy --json").json();
    for (String options : List.of("", " --signature serve --batch-size 4")) {
      JsonNode exported = folder.run("predict exported --trust --x x.npy --json" + options).json();
      assertEquals("[11,3]", exported.get("shape").toString());
      Rounding.assertNear(expected.get("predictions"), exported.get("predictions"));
    }
  }

  @Test void evaluatesWhatIsAskedFor() {
    JsonNode json = folder.run("evaluate exported --trust --signature serve --x x.npy --y y.npy --json "
        + "--loss sparse_categorical_crossentropy --metrics acc,sparse_categorical_accuracy").json();
    try (Model model = folder.open("model.keras")) {
      var scores = model.evaluate(ModelFolder.X, ModelFolder.Y, new EvaluateOptions().withVerbose(0));
      assertEquals(scores.loss(), json.get("loss").asDouble(), Rounding.ONE_PASS);
      assertEquals(scores.get("accuracy"), json.get("acc").asDouble());
      assertEquals(scores.get("accuracy"), json.get("sparse_categorical_accuracy").asDouble());
    }
  }

  @Test void evaluateWeighsSamples() {
    String rest = " --x x.npy --y y.npy --sample-weight y.npy --batch-size 4 --json";
    JsonNode json = folder.run("evaluate exported --trust --loss sparse_categorical_crossentropy --metrics accuracy" + rest).json(),
        own = folder.run("evaluate model.keras" + rest).json();
    assertEquals(own.get("loss").asDouble(), json.get("loss").asDouble(), Rounding.ONE_PASS);
    assertEquals(own.get("accuracy"), json.get("accuracy"));
    assertNotEquals(own.get("loss"), folder.run("evaluate model.keras --x x.npy --y y.npy --json").json().get("loss"));
  }

  @Test void inspectTellsSignaturesAndNothingThatReachesOut() {
    JsonNode json = folder.run("inspect exported --json").json();
    assertEquals("saved_model 2.18.0 null []", String.join(" ", json.get("format").asText(), json.get("tensorflow").asText(),
        json.get("class_name").asText(), json.get("layers").toString()));
    assertEquals("{\"inputs\":{\"NAME\":{\"dtype\":\"float32\",\"shape\":[null,2,3]}},"
        + "\"outputs\":{\"output_0\":{\"dtype\":\"float32\",\"shape\":[null,3]}}}",
        json.get("signatures").get("serve").toString().replaceAll("keras_tensor(_\\d+)?|input_layer(_\\d+)?", "NAME"));
    assertEquals(2, json.get("operations").get("MatMul").asInt());
    assertEquals("[]", json.get("reaching").toString());
    String text = folder.run("inspect exported").out();
    assertTrue(text.contains("  serving_default\n") && text.contains("    output output_0: float32 (None, 3)\n"), text);
    assertTrue(text.contains("reaching out  nothing that is known to touch files, processes or the network"), text);
  }

  @Test void inspectNamesWhatReachesOut() {
    JsonNode reaching = folder.run("inspect exported_reaching --json").json().get("reaching");
    assertEquals(3, reaching.size());
    assertEquals("{\"operation\":\"MatchingFiles\",\"does\":\"reads files\",\"place\":\"a?MatchingFiles\"}", reaching.get(0).toString());
    String text = folder.run("inspect exported_reaching").out();
    assertTrue(text.contains("\n  ReadFile reads files (a?ReadFile)\n") && !text.contains("\u001b"), text);
  }

  @Test void anOldSavedModelIsReplacedAndNothingElse() throws IOException {
    folder.run("convert model.keras exported_again");
    assertEquals(0, folder.run("convert model.keras exported_again").code());
    Files.writeString(folder.path("exported_again").resolve("notes.txt"), "mine");
    refused(1, "convert model.keras exported_again", "cannot be replaced, it holds more than a saved model: [notes.txt]");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "2 | predict exported --x x.npy                      | is a SavedModel: a program, which can read and write files and more",
      "2 | predict exported --x x.npy                      | None of its operations is known to do so. kerava inspect shows",
      "2 | predict exported_reaching --x x.npy             | It has MatchingFiles, ReadFile. kerava inspect shows",
      "2 | evaluate exported --x x.npy --y y.npy --loss mse| if you trust where it comes from, run it with --trust",
      "2 | evaluate exported --trust --x x.npy --y y.npy   | evaluate: a SavedModel does not say its loss; give it by --loss",
      "1 | evaluate exported --trust --x x.npy --y y.npy --loss mse --sample-weight x.npy | --sample-weight must hold one number a sample",
      "2 | predict exported --trust --x x.npy --weights model.keras | --weights is for model files, not for SavedModel folders",
      "2 | predict model.keras --trust --x x.npy           | --trust is for SavedModel folders, got FOLDER/model.keras; leave it out",
      "2 | predict model.keras --signature serve --x x.npy | --signature is for SavedModel folders",
      "2 | convert model.keras exported --dialect keras2   | --dialect keras2 is for .h5 and .json",
      "2 | convert model.keras exported --weights-only     | --weights-only is for .h5",
      "2 | train model.keras --x x.npy --y y.npy --out exported | --out must end in .keras, .h5 or .weights.h5",
      "1 | predict exported --trust --signature ask --x x.npy | there is no signature 'ask'; there are [serve, serving_default]",
      "1 | predict exported_by_nobody --trust --x x.npy    | there is no saved_model.pb; is it a SavedModel's folder?",
      "1 | inspect exported_by_nobody                      | there is no saved_model.pb; is it a SavedModel's folder?",
      "1 | summary exported                                | are not known: kerava inspect tells what it holds",
      "1 | plot exported                                   | are not known: kerava inspect tells what it holds",
      "1 | convert exported o.keras                        | convert the .keras or .h5 file that it was exported from",
      "1 | train exported --x x.npy --y y.npy              | train the .keras or .h5 file that it was exported from",
      "1 | predict model.keras --weights exported --x x.npy| take them from the file that it was exported from"}) void refused(
          int code, String line, String message) {
    Outcome outcome = folder.run(line + " --quiet");
    assertEquals(code, outcome.code(), outcome.err());
    assertEquals("", outcome.out());
    assertTrue(outcome.err().startsWith("kerava: ") && outcome.err().contains(message.replace("FOLDER", temporary.toString())),
        outcome.err());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
  }
}

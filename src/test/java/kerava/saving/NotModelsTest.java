package kerava.saving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import kerava.FormatException;
import kerava.config.Limits;
import kerava.models.SavedModel;
import kerava.models.Sequential;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Every reader says of a file that it cannot take what that is, whatever its name, in one sentence. */
class NotModelsTest {
  private static final Path FOLDER = Path.of("src/test/resources/kerava/not_models"), MODELS = Path.of("models/keras3");
  private static final Snapshot MODEL = ModelFile.read(MODELS.resolve("adam.keras"), Limits.DEFAULT);

  @TempDir Path folder;

  @TestFactory Stream<DynamicTest> byEveryReader() throws IOException {
    @SuppressWarnings("unchecked")
    Map<String, String> expected = new ObjectMapper().readValue(FOLDER.resolve("expected.json").toFile(), Map.class);
    return expected.entrySet().stream().map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
      Path file = FOLDER.resolve(each.getKey());
      String what = each.getValue();
      assertTold(file, what, () -> ModelFile.read(file, Limits.DEFAULT));
      assertTold(file, what, () -> ModelFile.read(file, false, Limits.DEFAULT));
      assertTold(file, what, () -> ModelFile.inspect(file, Limits.DEFAULT));
      boolean parsed = each.getKey().matches("keras1.*") || Files.readString(file, StandardCharsets.ISO_8859_1).startsWith("{");
      if (!parsed) assertTold(file, what, () -> ModelFile.readWeights(file, MODEL, Limits.DEFAULT));
      assertTold(file, "must be the folder of a SavedModel, got ", () -> SavedModel.inspect(file));
    }));
  }

  private static void assertTold(Path file, String what, Executable reading) {
    String message = assertThrows(FormatException.class, reading).getMessage();
    assertTrue(message.startsWith(file + ": must be ") || message.startsWith(file + " (Keras 1.2.2): must be "), message);
    assertTrue(message.contains(what), what + " is in " + message);
    assertEquals(2, message.split("; ").length, message);
  }

  @Test void texts() {
    assertTold(Path.of("fromJson"), "JSON within a JSON string", () -> Sequential.fromJson("\"{\\\"class_name\\\": 1}\""));
    assertTold(Path.of("fromJson"), "text behind a byte order mark", () -> Sequential.fromJson("\uFEFF{}"));
    assertTold(Path.of("fromJson"), "an empty file", () -> Sequential.fromJson(""));
    assertTold(Path.of("fromJson"), "a model of TensorFlow.js", () -> Sequential.fromJson("{\"modelTopology\": {}}"));
    assertTold(Path.of("fromJson"), "a web page", () -> Sequential.fromJson("<html>"));
  }

  @Test void weightsWhereAModelIsNeeded() {
    for (String name : new String[] {"keras3/adam.weights.h5", "keras2/adam.weights.h5", "keras2/adam-weights.h5"}) {
      Path file = Path.of("models", name);
      assertTold(file, "got weights alone; open the model that they are of, and take its weights from this file",
          () -> ModelFile.read(file, Limits.DEFAULT));
    }
    Path json = MODELS.resolve("adam.json");
    assertTold(json, "a file of weights (.weights.h5, .h5, .keras), got JSON", () -> ModelFile.readWeights(json, MODEL, Limits.DEFAULT));
  }

  @Test void folders() throws IOException {
    Path unpacked = Files.createDirectory(folder.resolve("unpacked")), saved = Files.createDirectory(folder.resolve("saved"));
    for (String name : new String[] {"config.json", "model.weights.h5"}) Files.createFile(unpacked.resolve(name));
    Files.createFile(saved.resolve("saved_model.pb"));
    assertTold(unpacked, "got the folder of an unpacked .keras; zip the files in it", () -> ModelFile.read(unpacked, Limits.DEFAULT));
    assertTold(saved, "got a SavedModel's folder", () -> ModelFile.readWeights(saved, MODEL, Limits.DEFAULT));
  }
}

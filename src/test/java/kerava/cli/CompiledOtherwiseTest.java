package kerava.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import kerava.models.Model;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models of Keras compiled with what Kerava does not have: what needs no compile settings works, and options replace them. */
class CompiledOtherwiseTest {
  private static final Path FILES = Path.of("src/test/resources/kerava/cli");
  private static final double TOLERANCE = 1e-6;
  private static final String DATA = " --x x.npy --y y.npy --quiet";

  @TempDir Path temporary;

  static Stream<String> files() {
    return Stream.of("all.keras", "all.h5", "loss.keras", "optimizer.keras");
  }

  private JsonNode expected;
  private ModelFolder folder;

  private void copy(String file) throws IOException {
    folder = new ModelFolder(temporary);
    for (String name : List.of(file, "x.npy", "y.npy")) Files.copy(FILES.resolve(name), folder.path(name));
    expected = new ObjectMapper().readTree(FILES.resolve("expected.json").toFile()).get(file);
  }

  @ParameterizedTest
  @MethodSource("files") void whatNeedsNoCompileSettingsWorks(String file) throws IOException {
    copy(file);
    Outcome predicted = folder.run("predict " + file + " --x x.npy --json");
    close(expected.get("predict"), predicted.json().get("predictions"));
    assertFalse(predicted.err().contains("warning"), predicted.err());
    assertEquals(26, folder.run("summary " + file + " --json").json().get("params").asInt());
    assertEquals("", folder.run("plot " + file + " --out p.svg").err());
    for (String out : List.of("a.keras", "b.h5", "c.weights.h5", "d.json", "exported")) {
      Outcome converted = folder.run("convert " + file + " " + out);
      assertEquals(0, converted.code(), converted.err());
      boolean warned = converted.err().startsWith("kerava: warning: ");
      assertEquals(!out.endsWith(".json") && !out.equals("exported"), warned, out + " leaves something behind: " + converted.err());
    }
    for (String again : List.of("a.keras", "b.h5", file + " --weights c.weights.h5", "d.json --weights c.weights.h5"))
      close(expected.get("predict"), folder.run("predict " + again + " --x x.npy --json").json().get("predictions"));
  }

  @ParameterizedTest
  @MethodSource("files") void optionsReplaceThem(String file) throws IOException {
    copy(file);
    String compiled = " --loss mse --metrics categorical_accuracy";
    for (String line : List.of(compiled, compiled + " --no-compile")) {
      JsonNode scores = folder.run("evaluate " + file + DATA + line + " --json").json();
      close(expected.get("evaluate"), new ObjectMapper().valueToTree(List.of(scores.get("loss"), scores.get("categorical_accuracy"))));
      assertEquals(0, folder.run("train " + file + DATA + line + " --optimizer sgd --out t.keras").code());
    }
    JsonNode loss = folder.run("evaluate " + file + DATA + " --loss mse --json").json();
    assertEquals(expected.get("evaluate").get(0).asDouble(), loss.get("loss").asDouble(), TOLERANCE);
    assertEquals(0, folder.run("train " + file + DATA + " --loss mse --optimizer adam").code());
  }

  @ParameterizedTest
  @MethodSource("files") void withoutTheOptionsTheyAreAskedFor(String file) throws IOException {
    copy(file);
    Outcome trained = folder.run("train " + file + DATA);
    assertEquals(2, trained.code());
    assertTrue(trained.err().contains("give --optimizer and --loss") || trained.err().contains("give one by --optimizer"), trained.err());
  }

  @ParameterizedTest
  @MethodSource("files") void noCompileLeavesThemBehindInSilence(String file) throws IOException {
    copy(file);
    assertEquals("", folder.run("convert " + file + " a.keras --no-compile").err());
    assertEquals("", folder.run("summary " + file + " --no-compile").err());
    try (Model model = folder.open("a.keras")) {
      assertEquals(null, model.settings());
    }
  }

  private static void close(JsonNode expected, JsonNode got) {
    assertEquals(expected.size(), got.size());
    for (int i = 0; i < expected.size(); i++) {
      if (expected.get(i).isArray()) close(expected.get(i), got.get(i));
      else assertEquals(expected.get(i).asDouble(), got.get(i).asDouble(), TOLERANCE);
    }
  }
}

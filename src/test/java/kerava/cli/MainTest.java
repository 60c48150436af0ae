package kerava.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kerava.config.Limits;
import kerava.config.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @TempDir Path folder;

  private static Outcome run(String... args) { return Outcome.of(args); }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "rum vanishing-gradient                          | there is no command 'rum'; did you mean 'run'?",
      "run                                             | which notebook? One of vanishing-gradient",
      "run vanishing-gradiant                          | there is no notebook 'vanishing-gradiant'; did you mean 'vanishing-gradient'?",
      "run vanishing-gradient --epocs 1                | there is no option --epocs; did you mean --epochs?",
      "run vanishing-gradient --epochs 0               | --epochs must be in 1 .. 2147483647, got 0",
      "run vanishing-gradient --epochs many            | --epochs takes a whole number, got 'many'",
      "run vanishing-gradient --batch-size -3          | --batch-size must be in 1 .. 2147483647, got -3",
      "run vanishing-gradient --seed 4294967296        | --seed must be in 0 .. 4294967295, got 4294967296",
      "run vanishing-gradient --only vanishing32-rely  | there is no 'vanishing32-rely'; did you mean 'vanishing32-relu'?",
      "run vanishing-gradient --mode quick             | there is no 'quick'; did you mean",
      "run vanishing-gradient --seed                   | Missing argument for option: seed"}) void wrongUsageIsNamedWithItsCure(String line,
          String message) {
    Outcome outcome = run(line.trim().split(" +"));
    assertEquals(2, outcome.code());
    assertEquals("", outcome.out());
    assertTrue(outcome.err().startsWith("kerava: ") && outcome.err().contains(message.trim()), outcome.err());
    assertEquals(1, outcome.err().lines().count(), "no stack trace");
  }

  @Test void devicesPrintsEveryLimitIfAsked() {
    String verbose = run("devices", "--verbose").out();
    Settings.of(Limits.DEFAULT)
        .forEach((name, limit) -> assertTrue(verbose.contains("limit " + name + " " + limit + System.lineSeparator()), verbose));
    assertFalse(run("devices").out().contains("limit "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "parity"}) void helpHasAnExampleThatWorks(String command) {
    Outcome outcome = run(command, "--help");
    assertEquals(0, outcome.code());
    assertTrue(outcome.out().contains("--seed"));
    String example = outcome.out().substring(outcome.out().indexOf("Example: kerava ") + "Example: kerava ".length()).trim();
    List<String> words = new ArrayList<>(List.of(example.split(" ")));
    words.addAll(List.of("--limit", "64", "--json"));
    assertEquals(0, run(words.toArray(String[]::new)).code());
  }

  @Test void jsonIsOneObjectAndNothingElse() throws IOException {
    Outcome outcome = run("run", "vanishing-gradient", "--seed", "5", "--limit", "100", "--epochs", "2", "--json", "--quiet");
    assertEquals(0, outcome.code());
    assertEquals(1, outcome.out().lines().count());
    JsonNode json = new ObjectMapper().readTree(outcome.out());
    assertEquals("vanishing-gradient", json.get("notebook").asText());
    assertEquals(5, json.get("seed").asInt());
    JsonNode run = json.get("runs").get("vanishing32-sigmoid");
    assertEquals(2, run.get("history").get("loss").size());
    assertEquals(22, run.get("weights_md5").size());
    assertEquals(2, run.get("evaluate").size());
    assertEquals(2, run.get("epoch_seconds").size());
    assertTrue(run.get("microseconds_per_step").asDouble() > 0);
  }

  @Test void theNotebookPrintsWhatTheOriginalPrintsAndSaysWhereThePicturesAre() {
    Path plots = folder.resolve("그림");
    Outcome outcome = run("run", "vanishing-gradient", "--seed", "5", "--limit", "100", "--epochs", "1", "--plots", plots.toString());
    assertEquals(0, outcome.code());
    assertTrue(outcome.out().contains("dense_9 (Dense)") || outcome.out().contains("Total params: 34,954"), outcome.out());
    assertTrue(outcome.out().contains("accuracy_relu: 0.") && outcome.out().contains("accuracy_sig: 0."));
    assertTrue(outcome.err().contains("4/4 ━━━━━━━━━━━━━━━━━━━━ "), outcome.err());
    for (String name : List.of("learning-curves.svg", "gradients.svg")) {
      assertTrue(Files.exists(plots.resolve(name)));
      assertTrue(outcome.out().contains(plots.resolve(name).toString()));
    }
  }

  @Test void withoutASeedOneIsDrawnAndPrinted() {
    Outcome outcome = run("run", "vanishing-gradient", "--limit", "32", "--epochs", "1", "--plots", folder.toString());
    assertTrue(outcome.out().matches("(?s)seed \\d+ \\(drawn.*"), outcome.out());
  }

  @Test void onlyAndQuiet() {
    Outcome outcome = run("run", "vanishing-gradient", "--seed", "5", "--limit", "64", "--epochs", "1", "--only", "vanishing32-sigmoid",
        "--quiet", "--plots",
        folder.toString());
    assertFalse(outcome.out().contains("accuracy_relu"));
    assertTrue(outcome.out().contains("accuracy_sig"));
    assertFalse(outcome.err().contains("━"));
  }
}

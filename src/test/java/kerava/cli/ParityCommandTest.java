package kerava.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParityCommandTest {
  @TempDir Path folder;

  private static Outcome run(String... args) { return Outcome.of(args); }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "parity dmn                       | parity: there is no notebook 'dmn'; did you mean 'dnn'? There are vanishing-gradient",
      "parity dnn mnist-convnet         | parity: dnn, mnist-convnet: recorded and published scores make two reports; name vanishing-gradient",
      "parity --seeds 0                 | --seeds must be in 1 .. 2147483647, got 0",
      "parity --seed -1                 | --seed must be in 0 .. 4294967295, got -1",
      "parity --sedes 3                 | there is no option --sedes; did you mean --seeds?",
      "parity --only dnn-hi             | --only: there is no 'dnn-hi'; did you mean 'dnn-he'?",
      "parity mlp --only xor            | parity: --only xor is in none of mlp; name its notebook"}) void wrongUsageIsNamedWithItsCure(
          String line,
          String message) {
    Outcome outcome = run(line.trim().split(" +"));
    assertEquals(2, outcome.code());
    assertEquals("", outcome.out());
    assertTrue(outcome.err().startsWith("kerava: ") && outcome.err().contains(message.trim()), outcome.err());
  }

  @Test void aQuickLookAtAllNotebooks() throws Exception {
    Path report = folder.resolve("quick.md"), kept = folder.resolve("kept.jsonl");
    String[] words = {"parity", "--seeds", "2", "--seed", "5", "--epochs", "1", "--limit", "200", "--resume", kept.toString(), "--out",
        report.toString()};
    Outcome first = run(words), again = run(words);
    assertEquals(0, first.code(), first.err());
    assertTrue(first.out().contains("vanishing32-relu, parameters of each hidden Dense: recorded 1,056, the same"), first.out());
    assertTrue(first.out().contains("The originals of vanishing-gradient-64, mlp recorded no numbers."));
    assertTrue(first.out().contains("dnn-overfit   accuracy  0.9779     2      "), first.out());
    assertTrue(first.err().contains("kerava: 12/12 fashion-adam, seed 6: loss "), first.err());
    assertEquals(first.out(), again.out());
    assertTrue(!again.err().contains("12/12"), "nothing is trained again");
    assertEquals(12, Files.readAllLines(kept).size());
    String page = Files.readString(report);
    assertTrue(page.contains("Made by `kerava parity --seeds 2 --seed 5 --epochs 1 --limit 200` with Kerava "), page);
    assertTrue(page.contains("](quick.svg)") && Files.exists(folder.resolve("quick.svg")));
  }

  @Test void jsonIsOneObjectWithTheSameNumbersAsARun() throws Exception {
    Outcome outcome =
        run("parity", "dnn", "--only", "dnn-he", "--seeds", "1", "--seed", "5", "--epochs", "1", "--limit", "200", "--json", "--quiet");
    assertEquals(0, outcome.code(), outcome.err());
    assertEquals(1, outcome.out().lines().count());
    JsonNode run = new ObjectMapper().readTree(outcome.out()).get("runs").get("dnn-he");
    assertEquals(0.07101818174123764, run.get("loss").get("recorded").asDouble());
    assertTrue(run.get("loss").get("deviation").isNull() && !run.get("loss").get("inside").asBoolean());
    Outcome alone = run("run", "dnn", "--only", "dnn-he", "--seed", "5", "--epochs", "1", "--limit", "200", "--json", "--quiet");
    JsonNode scores = new ObjectMapper().readTree(alone.out()).get("runs").get("dnn-he").get("evaluate");
    assertEquals(scores.get(0).asDouble(), run.get("loss").get("mean").asDouble());
    assertEquals(scores.get(1).asDouble(), run.get("accuracy").get("mean").asDouble());
  }

  /** Two epochs, for the first one has the same order by both. */
  @Test void byTheRulesOfKeras2NumbersAreOthers() throws Exception {
    String[] run = {"run", "dnn", "--only", "dnn-he", "--seed", "5", "--epochs", "2", "--limit", "200", "--json", "--quiet"},
        keras2 = Stream.concat(Stream.of(run), Stream.of("--mode", "keras2")).toArray(String[]::new);
    JsonNode exact = new ObjectMapper().readTree(run(run).out()), old = new ObjectMapper().readTree(run(keras2).out());
    assertEquals("exact", exact.get("mode").asText());
    assertEquals("keras2", old.get("mode").asText());
    JsonNode scores = old.get("runs").get("dnn-he").get("evaluate");
    assertNotEquals(exact.get("runs").get("dnn-he").get("evaluate"), scores);
    Outcome parity = run("parity", "dnn", "--only", "dnn-he", "--seeds", "1", "--seed", "5", "--epochs", "2", "--limit", "200", "--json",
        "--quiet", "--mode", "keras2");
    JsonNode json = new ObjectMapper().readTree(parity.out());
    assertEquals("KERAS_2", json.get("rules").asText());
    assertEquals(scores.get(0), json.get("runs").get("dnn-he").get("loss").get("mean"));
    assertEquals("[\"kernels\"]", json.get("runs").get("dnn-he").get("differences").toString());
  }

  @Test void aNotebookWithoutNumbersIsSaidToHaveNone() {
    Outcome outcome = run("parity", "mlp");
    assertEquals(0, outcome.code(), outcome.err());
    assertEquals("The originals of mlp recorded no numbers.", outcome.out().strip());
  }
}

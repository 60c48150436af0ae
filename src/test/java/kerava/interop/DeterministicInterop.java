package kerava.interop;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kerava.ChildJvm;
import kerava.cli.Main;
import kerava.notebooks.Notebook;
import kerava.ops.Determinism;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * {@code --deterministic} trains with the bits of Python's {@code enable_op_determinism}, which on a CPU too computes crossentropies by
 * other operations.
 */
class DeterministicInterop {
  private static final List<String> SETTINGS = List.of("--seed", "42", "--epochs", "1", "--limit", "1117");
  /**
   * One with labels that are numbers, with labels that are rows, with convolutions and noise, on sequences, and without a crossentropy of
   * classes.
   */
  private static final List<String> RUNS = List.of("mlp50", "dnn-adam", "mnist-convnet", "addition-rnn", "autoencoder");

  @Tag("interop")
  @TestFactory Stream<DynamicTest> runsHavePythonsBits() {
    List<String> arguments = new ArrayList<>(List.of("--deterministic"));
    arguments.addAll(SETTINGS);
    arguments.addAll(RUNS);
    return Python.lines("reference.py", arguments.toArray(String[]::new)).stream()
        .map(python -> DynamicTest.dynamicTest(python.get("run").asText(), () -> compare(python, ours(python.get("run").asText()))));
  }

  private static JsonNode ours(String run) throws IOException {
    String notebook = Notebook.of(run).name();
    List<String> arguments = new ArrayList<>(List.of("run", notebook, "--only", run, "--json", "--quiet", "--deterministic"));
    arguments.addAll(SETTINGS);
    ChildJvm.Outcome outcome = ChildJvm.run(Map.of(Determinism.VARIABLE, "1"), Main.class, arguments);
    assertEquals(0, outcome.exitCode(), outcome.output());
    String json = outcome.output().lines().filter(line -> line.startsWith("{")).findFirst().orElseThrow();
    return new ObjectMapper().readTree(json).get("runs").get(run);
  }

  private static void compare(JsonNode python, JsonNode ours) {
    assertAll(Stream.of("history", "evaluate", "weights_md5", "predict_md5")
        .map(key -> () -> assertEquals(python.get(key).toString(), ours.get(key).toString(), key)));
  }
}

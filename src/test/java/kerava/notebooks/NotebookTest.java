package kerava.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kerava.config.Family;
import kerava.network.LayerNames;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every notebook in short: an epoch of the first 640 samples. Summaries are those that the originals recorded. */
class NotebookTest {
  /** Five convolutions, which take half a minute over the test pictures: left to the comparison with Python. */
  private static final String SLOW = "hands-on-cnn";
  /** All parameters of the models, as they were published or as Python counts them. */
  private static final Map<String, List<String>> PARAMETERS = Map.ofEntries(Map.entry("mnist-convnet", List.of("34,826")),
      Map.entry("deep-learning-with-python", List.of("407,050", "93,322")),
      Map.entry("hands-on-fashion", List.of("266,610", "271,346")),
      Map.entry("transfer-learning", List.of("275,801")),
      Map.entry("autoencoder", List.of("28,353")),
      Map.entry("addition-rnn", List.of("205,324")),
      Map.entry("sequence-classification", List.of("37,761", "13,278")),
      Map.entry("character-lstm", List.of("80,791")),
      Map.entry("timeseries-anomaly", List.of("9,505")),
      Map.entry("miniature-gpt", List.of("85,641")),
      Map.entry("seq2seq", List.of("158,478")));

  /** Runs that give back what they are given. */
  private static final Set<String> ERRORS = Set.of("autoencoder", "timeseries-anomaly");

  private record Outcome(List<String> printed, String progress, NotebookRunner runner) {}

  private static Outcome run(Notebook notebook, String... only) {
    LayerNames.clear();
    List<String> printed = new ArrayList<>();
    ByteArrayOutputStream progress = new ByteArrayOutputStream();
    NotebookRunner runner = new NotebookRunner(new NotebookRunner.Options(42, 1, null, 640, List.of(only), 1), printed::add,
        new PrintStream(progress, true, StandardCharsets.UTF_8));
    notebook.run(runner);
    return new Outcome(printed, progress.toString(StandardCharsets.UTF_8), runner);
  }

  @Test void everyRunHasANameOfItsOwnWhichPythonHasToo() throws IOException {
    List<String> runs = Notebook.all().stream().flatMap(notebook -> notebook.runs().stream()).toList();
    assertEquals(runs.size(), new HashSet<>(runs).size(), runs.toString());
    assertEquals(Family.members(Notebook.class).size(), Notebook.all().stream().map(Notebook::name).distinct().count());
    Set<String> python = new TreeSet<>();
    for (String file : List.of("reference.py", "sequence_runs.py"))
      Pattern.compile("^ +\"([^\"]+)\": (?:Run|OnTop)\\(", Pattern.MULTILINE).matcher(Files.readString(Path.of("src/test/python", file)))
          .results().forEach(found -> python.add(found.group(1)));
    python.remove("normalized"); // shows layers that no notebook trains
    assertEquals(new TreeSet<>(runs), python);
  }

  @TestFactory Stream<DynamicTest> leavesAResultForEveryRun() {
    return Notebook.all().stream().map(notebook -> DynamicTest.dynamicTest(notebook.name(), () -> {
      List<String> runs = notebook.runs().stream().filter(run -> !run.equals(SLOW)).toList();
      Outcome outcome = run(notebook, runs.toArray(String[]::new));
      assertEquals(runs, List.copyOf(outcome.runner.results().keySet()));
      outcome.runner.results().forEach((run, result) -> {
        assertEquals(1, result.history().get("loss").size(), run);
        assertTrue(Double.isFinite(result.scores().loss()), run + " " + result.scores());
        if (!ERRORS.contains(run)) {
          assertEquals(1, result.history().get("accuracy").size(), run);
          assertTrue(result.scores().get("accuracy") > 0.05, run + " " + result.scores());
        }
        assertEquals(1, result.epochSeconds().length, run);
        assertEquals(run.startsWith("vanishing") ? 2 : 0, result.gradients().length, run);
      });
      assertTrue(outcome.progress.contains("━"), "a bar: " + outcome.progress);
      for (String parameters : PARAMETERS.getOrDefault(notebook.name(), List.of()))
        assertTrue(outcome.printed.stream().anyMatch(text -> text.contains("Total params: " + parameters + " ")), parameters);
    }));
  }

  /** Models are seeded one by one, so that one run alone is the same as one among others. */
  @Test void aRunDoesNotDependOnTheOthers() {
    NotebookRunner all = run(new Fashion(), "fashion-sgd", "fashion-rmsprop").runner, alone = run(new Fashion(), "fashion-rmsprop").runner;
    assertEquals(Set.of("fashion-rmsprop"), alone.results().keySet());
    assertEquals(all.results().get("fashion-rmsprop").weightsMd5(), alone.results().get("fashion-rmsprop").weightsMd5());
    assertEquals(all.results().get("fashion-rmsprop").predictionsMd5(), alone.results().get("fashion-rmsprop").predictionsMd5());
  }

  @Test void vanishingGradientPrintsTheSummariesOfTheOriginal() {
    Outcome outcome = run(new VanishingGradient());
    List<String> rows = outcome.printed.get(0).lines().filter(line -> line.startsWith("dense")).toList();
    assertEquals("dense (Dense)                (None, 32)                25120     ", rows.get(0));
    for (int i = 1; i < 10; i++)
      assertEquals(String.format("dense_%d (Dense)              (None, 32)                1056      ", i), rows.get(i));
    assertEquals("dense_10 (Dense)             (None, 10)                330       ", rows.get(10));
    assertEquals(11, rows.size());
    assertTrue(outcome.printed.get(0).contains("Total params: 34,954"), outcome.printed.get(0));
    assertEquals(1, outcome.printed.stream().filter(line -> line.matches("accuracy_relu: 0\\.\\d+")).count());
    assertEquals(1, outcome.printed.stream().filter(line -> line.matches("accuracy_sig: 0\\.\\d+")).count());
  }

  @Test void fashionPrintsThreeModelsThatAreOne() {
    Outcome outcome = run(new Fashion(), "fashion-sigmoid");
    assertEquals("train (48000, 28, 28), validation (12000, 28, 28)", outcome.printed.get(0));
    for (String summary : outcome.printed.subList(1, 4)) assertTrue(summary.contains("Total params: 79,510"), summary);
    assertEquals("""
        Model: "패션 MNIST 모델"
        _________________________________________________________________
        Layer (type)                 Output Shape              Param #  \s
        =================================================================
        hidden (Dense)               (None, 100)               78500    \s
        _________________________________________________________________
        output (Dense)               (None, 10)                1010     \s
        =================================================================
        Total params: 79,510
        Trainable params: 79,510
        Non-trainable params: 0
        _________________________________________________________________
        """.stripTrailing(), outcome.printed.get(2).stripTrailing());
    assertTrue(outcome.printed.get(4).matches("fashion-sigmoid: \\[\\d\\.\\d+, 0\\.\\d+]"), outcome.printed.get(4));
  }

  @Test void dnnPrintsXorAndTheMatrixProduct() {
    Outcome xor = run(new Dnn(), "xor");
    assertEquals(List.of("30", "110", "110", "110", "110", "110", "110", "11"),
        xor.printed.get(0).lines().filter(line -> line.startsWith("dense")).map(line -> line.substring(55).strip()).toList());
    assertTrue(xor.printed.get(2).matches("xor predictions: \\[0\\.\\d+, 0\\.\\d+, 0\\.\\d+, 0\\.\\d+]"), xor.printed.get(2));
    Outcome sgd = run(new Dnn(), "dnn-sgd");
    assertTrue(sgd.printed.contains("[[1, 2, 3], [4, 5, 6]] x [[1, 2], [3, 4], [5, 6]] = [[22, 28], [49, 64]]"), sgd.printed.toString());
    assertTrue(sgd.printed.get(1).contains("Total params: 269,322"), sgd.printed.get(1));
  }

  @Test void mlpPrintsItsScores() {
    Outcome outcome = run(new Mlp());
    assertTrue(outcome.printed.get(0).contains("Total params: 39,760"), outcome.printed.get(0));
    assertTrue(outcome.printed.get(1).startsWith("test_loss: ") && outcome.printed.get(2).startsWith("test_accuracy: 0."),
        outcome.printed.toString());
  }
}

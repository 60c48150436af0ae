package kerava.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TensorFlow's own lines stay away from standard error; Kerava's, and what tells why a process died, do not. */
class LauncherTest {
  private static final String BAR = "(Epoch \\d+/\\d+|\\d+/\\d+ ━+ .*)", NOTHING_KEPT = "kerava: the trained weights are not kept; .*";
  private static final String[] FOREVER = {"run", "vanishing-gradient", "--seed", "1", "--only", "vanishing32-relu", "--epochs", "100000",
      "--limit", "3200"};
  private static final List<String> TRAINING =
      List.of("train model.keras --x x.npy --y y.npy --epochs 2", "predict model.keras --x x.npy",
          "evaluate model.keras --x x.npy --y y.npy",
          "run vanishing-gradient --seed 1 --limit 64 --epochs 1 --only vanishing32-relu --plots plots",
          "run dnn --seed 1 --limit 64 --epochs 1 --only dnn-adam --plots plots --deterministic");

  @TempDir static Path temporary;
  private static ModelFolder folder;
  private static Launched launched;

  @BeforeAll static void install() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "the launcher is a shell script");
    folder = ModelFolder.in(Files.createDirectory(temporary.resolve("models")));
    launched = Launched.in(temporary.resolve("kerava"));
  }

  @Test void standardErrorHoldsOurLinesAlone() {
    for (String line : TRAINING) {
      Outcome outcome = launched.run(folder.words(line));
      assertEquals(0, outcome.code(), outcome.err());
      assertFalse(outcome.out().isBlank() || outcome.err().isBlank(), line);
      outcome.err().lines().forEach(each -> assertTrue(each.matches(BAR + "|" + NOTHING_KEPT), line + " says " + each));
    }
    assertEquals("", launched.run(folder.words(TRAINING.get(0) + " --quiet")).err());
    assertEquals("", launched.run("devices").err());
    for (String line : List.of("convert model.keras exported", "predict exported --trust --x x.npy", "inspect exported",
        "summary model.keras"))
      assertEquals(new Outcome(0, "", ""), silent(launched.run(folder.words(line + " --quiet"))), line);
    assertEquals("kerava: devices: takes no arguments, got many\n", launched.run("devices", "many").err());
  }

  private static Outcome silent(Outcome outcome) { return new Outcome(outcome.code(), "", outcome.err()); }

  @Test void verboseShowsTensorFlowsLines() {
    String shown = launched.run(folder.words(TRAINING.get(0) + " --verbose")).err();
    assertTrue(shown.contains("MLIR") && shown.contains("cpu_feature_guard"), shown);
  }

  @Test void javaThatCannotStartIsSeen() throws IOException {
    Outcome option = launched.run("Unrecognized VM option 'NoSuchOption'", Map.of("KERAVA_OPTS", "-XX:+NoSuchOption"), "devices");
    assertTrue(option.code() == 1 && option.err().contains("Unrecognized VM option 'NoSuchOption'"), option.err());
    Launched empty = Launched.in(temporary.resolve("empty"));
    Files.delete(empty.home().resolve("lib/kerava.jar"));
    Outcome jar = empty.run("Unable to access jarfile", Map.of(), "devices");
    assertTrue(jar.code() == 1 && jar.err().contains("Unable to access jarfile"), jar.err());
  }

  @Test void memoryThatEndsIsSeen() {
    Outcome outcome = launched.run("", Map.of("KERAVA_OPTS", "-Xmx6m"), FOREVER);
    assertTrue(outcome.code() != 0 && outcome.err().contains("OutOfMemoryError"), outcome.toString());
  }

  @Test void theLastLinesOfAProcessThatDiedAreSeen() throws IOException, InterruptedException {
    String message = "\nkerava: Java or TensorFlow died; the last lines:\n";
    Outcome outcome = signalled("KILL", message);
    assertEquals(137, outcome.code());
    assertTrue(outcome.err().contains(message) && outcome.err().contains("MLIR"), outcome.err());
  }

  /** TERM, which a shell never makes a background process ignore; Ctrl-C takes the same way and ends with 130. */
  @Test void aSignalEndsItInGoodOrder() throws IOException, InterruptedException {
    Outcome outcome = signalled("TERM", "kerava: stopped, as the thread was interrupted");
    assertEquals(143, outcome.code());
    assertTrue(outcome.err().contains("kerava: stopped, as the thread was interrupted"), outcome.err());
    for (String not : List.of("died", "\tat ", "in the middle of a step")) assertFalse(outcome.err().contains(not), outcome.err());
  }

  private static Outcome signalled(String signal, String message) throws IOException, InterruptedException {
    Process process = launched.start(Map.of(), FOREVER);
    for (int i = 0; i < 6000 && process.isAlive() && !Files.readString(launched.err()).contains("Epoch 3/"); i++) Thread.sleep(100);
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    return launched.end(process, message);
  }

  @Test void withoutAPlaceToListenItRunsAllTheSame() {
    Outcome outcome = launched.run("", Map.of("TMPDIR", temporary.resolve("no/such").toString()), folder.words("devices --json"));
    assertEquals(0, outcome.code());
    outcome.json();
  }
}

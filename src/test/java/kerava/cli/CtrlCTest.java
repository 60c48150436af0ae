package kerava.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A signal to end in the middle of an epoch (TERM, which a shell never makes a background process ignore; Ctrl-C takes the same way and ends with 130). */
class CtrlCTest {
  /** A busy machine takes its time. */
  private static final int PATIENCE_SECONDS = 600;

  @Test void endsCleanly(@TempDir Path folder) throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/bin/kill")) || Files.isExecutable(Path.of("/usr/bin/kill")), "kill sends the signal");
    Path output = folder.resolve("output.txt");
    Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), Main.class.getName(), "run",
        "vanishing-gradient", "--seed", "1", "--only", "vanishing32-relu", "--epochs", "100000", "--limit", "3200")
        .directory(folder.toFile())
        .redirectErrorStream(true).redirectOutput(output.toFile()).start();
    try {
      for (int i = 0; i < 10 * PATIENCE_SECONDS && !Files.readString(output).contains("Epoch 3/"); i++) Thread.sleep(100);
      new ProcessBuilder("kill", "-TERM", Long.toString(process.pid())).start().waitFor();
      assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it ends");
      String said = Files.readString(output);
      assertEquals(143, process.exitValue(), said);
      assertTrue(said.contains("kerava: stopped, as the thread was interrupted"), said);
      assertFalse(said.contains("\tat ") || said.contains("in the middle of a step"), said);
    } finally {
      process.destroyForcibly();
    }
  }
}

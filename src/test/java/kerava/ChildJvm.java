package kerava;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A fresh JVM with the class path of the tests, for what one JVM can show only once. */
public final class ChildJvm {
  /** For a child that hangs; one that works is done in a tenth of it, also on a busy machine. */
  private static final int PATIENCE_SECONDS = 900;

  private ChildJvm() {}

  /** How it ended, and what it wrote, errors too. */
  public record Outcome(int exitCode, String output) {}

  /** Runs {@code main} with the JVM's own options first. */
  public static Outcome run(List<String> options, Class<?> main, String... arguments) {
    return run(options, main.getName(), PATIENCE_SECONDS, List.of(arguments));
  }

  /** Runs {@code main} with these variables in its environment. */
  public static Outcome run(Map<String, String> environment, Class<?> main, List<String> arguments) {
    return run(environment, List.of(), main.getName(), PATIENCE_SECONDS, arguments);
  }

  /** Runs the class named {@code main} for at most so many seconds. */
  public static Outcome run(List<String> options, String main, int seconds, List<String> arguments) {
    return run(Map.of(), options, main, seconds, arguments);
  }

  private static Outcome run(Map<String, String> environment, List<String> options, String main, int seconds, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), main));
    command.addAll(arguments);
    try {
      Path output = Files.createTempFile("kerava", ".txt");
      try {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String end = "";
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
          process.destroyForcibly().waitFor();
          end = "stopped after " + seconds + " seconds";
        }
        return new Outcome(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8) + end);
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

package kerava.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the project's Python scripts in the environment that {@code make interop} makes. */
final class Python {
  private static final Path SCRIPTS = Path.of("src", "test", "python");

  private Python() {}

  /** A seed for what is drawn anew each time, short enough to be typed. */
  static long newSeed() { return System.currentTimeMillis() / 1000 % 1_000_000; }

  /** A process that runs {@code script}, what it says to stderr in {@code errors}. */
  static Process start(Path errors, String script, List<String> arguments) throws IOException {
    String python = System.getProperty("kerava.python");
    if (python == null) throw new IllegalStateException("no -Dkerava.python; run these tests by make interop");
    List<String> command = new ArrayList<>(List.of(python, SCRIPTS.resolve(script).toString()));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(errors.toFile()).start();
  }

  /** The JSON lines that {@code script} prints. */
  static List<JsonNode> lines(String script, String... arguments) {
    try {
      Path errors = Files.createTempFile("kerava-python", ".log");
      Process process = start(errors, script, List.of(arguments));
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) throw new IllegalStateException(script + " failed:\n" + Files.readString(errors));
      List<JsonNode> lines = new ArrayList<>();
      for (String line : output.split("\n")) if (line.startsWith("{")) lines.add(new ObjectMapper().readTree(line));
      return lines;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

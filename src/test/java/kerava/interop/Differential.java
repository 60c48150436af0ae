package kerava.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Random models through Python Keras and through Kerava, compared byte by byte: src/test/python/differential/main.py draws the cases, does
 * them in Python, has them done here, compares and reports.
 */
final class Differential {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Differential() {}

  /** Fails if a case differs. What main.py says is printed as it comes. */
  static void run(List<String> arguments) throws IOException, InterruptedException {
    Path errors = Files.createTempFile("kerava-differential", ".log");
    Process python = Python.start(errors, "differential/main.py", arguments);
    String last = "";
    try (BufferedReader out = python.inputReader(); Writer in = python.outputWriter()) {
      for (String line; (line = out.readLine()) != null;) {
        if (line.startsWith("{\"case\"")) in.append(answer(JSON.readTree(line))).append('\n').flush();
        else System.out.println(line);
        last = line;
      }
    }
    assertEquals(0, python.waitFor(), "differential tester, see above and target/differential: " + last + "\n" + Files.readString(errors));
    Files.delete(errors);
  }

  private static String answer(JsonNode order) throws IOException {
    return JSON.writeValueAsString(new DifferentialCase(order.get("case"), Path.of(order.get("folder").asText())).told());
  }
}

package kerava.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import kerava.JavaCalls;

/** How a command line ended, and what it wrote to standard output and standard error, where no message may name a call in Java. */
record Outcome(int code, String out, String err) {
  Outcome {
    err.lines().filter(line -> line.startsWith("kerava: ")).forEach(line -> {
      if (JavaCalls.in(line) != null) throw new AssertionError("a call in Java, " + JavaCalls.in(line) + ", in: " + line);
    });
  }

  static Outcome of(String... args) {
    PrintStream out = System.out, err = System.err;
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream(), errBytes = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
      int code = Main.run(args);
      return new Outcome(code, outBytes.toString(StandardCharsets.UTF_8), errBytes.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  /** The one object on standard output. */
  JsonNode json() {
    if (code != 0 || out.lines().count() != 1) throw new AssertionError("no single object: " + this);
    try {
      return new ObjectMapper().readTree(out);
    } catch (JsonProcessingException e) {
      throw new AssertionError(out, e);
    }
  }
}

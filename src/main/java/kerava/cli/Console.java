package kerava.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command writes: results to standard output, messages to standard error. {@code json}: one object on standard output and nothing
 * else.
 */
record Console(PrintStream out, PrintStream messages, boolean json, boolean quiet) {
  static Console of(boolean json, boolean quiet) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8),
        messages = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    return new Console(out, quiet ? nowhere : messages, json, quiet);
  }

  /** Prints a result for people. */
  void println(String text) { if (!json) out.println(text); }

  /** Prints {@code value} as JSON; floats in full, as Python prints them. */
  void printJson(Object value) { out.println(json(value)); }

  static String json(Object value) {
    try {
      return new ObjectMapper().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}

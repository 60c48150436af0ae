package kerava.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.StreamSupport;
import kerava.FormatException;
import kerava.KeravaException;
import kerava.config.Limits;

/**
 * What {@code kerava train --json} and {@code kerava run --json} print: {@code {"history": ...}}, {@code {"runs": {NAME: {"history":
 * ...}}}}.
 */
final class HistoryFile {
  private HistoryFile() {}

  /** Null if {@code file} is none, so that it may be a model. */
  static JsonNode read(Path file) {
    KeravaException.require(Files.exists(file), "%s: no such file; check the path", file);
    KeravaException.require(Files.isRegularFile(file), "%s: must be a file, got a folder or a device", file);
    try (InputStream in = Files.newInputStream(file)) {
      if (in.read() != '{') return null;
      Limits.check(file.toString(), "bytes of JSON", Files.size(file), Limits.DEFAULT.jsonBytes());
      JsonNode json = new ObjectMapper().readTree(file.toFile());
      return json.path("history").isObject() || json.path("runs").isObject() ? json : null;
    } catch (JsonProcessingException e) {
      throw new FormatException(file + ": no JSON, neither a history nor a model; print it again with kerava train --json", e);
    } catch (IOException e) {
      throw new KeravaException(file + ": cannot be read (" + e + "); check that it may be read", e);
    }
  }

  /** The history of each run by its name; of a training alone, by the file's. */
  static Map<String, Map<String, double[]>> runs(Path file, JsonNode json) {
    Map<String, Map<String, double[]>> runs = new LinkedHashMap<>();
    if (json.path("history").isObject())
      runs.put(file.getFileName().toString().replaceFirst("\\.json$", ""), curves(file, json.get("history")));
    else
      json.get("runs").fields().forEachRemaining(run -> runs.put(run.getKey(), curves(file, run.getValue().path("history"))));
    return runs;
  }

  private static Map<String, double[]> curves(Path file, JsonNode history) {
    FormatException.refuseUnless(history.isObject(), "%s: every run must have a history of metrics; print it again with kerava run --json",
        file);
    Map<String, double[]> curves = new LinkedHashMap<>();
    history.fields().forEachRemaining(metric -> {
      FormatException.refuseUnless(metric.getValue().isArray(), "%s: %s must be a list of numbers, one an epoch", file, metric.getKey());
      curves.put(metric.getKey(),
          StreamSupport.stream(metric.getValue().spliterator(), false).mapToDouble(value -> number(file, metric.getKey(), value))
              .toArray());
    });
    return curves;
  }

  /** What is not finite stands in quotes, as JSON has no word for it. */
  private static double number(Path file, String metric, JsonNode value) {
    if (value.isNumber()) return value.doubleValue();
    boolean known = value.isTextual() && value.textValue().matches("NaN|-?Infinity");
    FormatException.refuseUnless(known, "%s: %s must be a list of numbers, got %s in it", file, metric,
        value.toString().replaceAll("\\p{Cntrl}", "?"));
    return Double.parseDouble(value.textValue());
  }
}

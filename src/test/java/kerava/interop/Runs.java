package kerava.interop;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kerava.tensor.NDArray;
import kerava.training.Scores;
import org.junit.jupiter.api.DynamicTest;

/** Runs of reference.py, compared with the same in Java: not a bit may differ. */
final class Runs {
  /** A run of reference.py by name; null: the run's own epochs, all samples, the run's own batch size. */
  record Job(String run, long seed, Integer epochs, Integer limit, Integer batchSize) {
    Job(String run, long seed, Integer epochs) { this(run, seed, epochs, null, null); }

    Job(String run, long seed, Integer epochs, Integer limit) { this(run, seed, epochs, limit, null); }

    @Override public String toString() {
      return run + " seed " + seed + (epochs == null ? "" : " epochs " + epochs) + (limit == null ? "" : " limit " + limit)
          + (batchSize == null ? "" : " batch size " + batchSize);
    }
  }

  /** Trains as the job says, and compares. */
  interface Trainer {
    void compare(Job job, JsonNode python);
  }

  private static final ObjectMapper JSON = new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
      .setSerializationInclusion(JsonInclude.Include.NON_NULL);

  private Runs() {}

  /** A test for each job. Two Python processes, for TensorFlow takes long to load, and one of them keeps hardly more than one core busy. */
  static Stream<DynamicTest> tests(List<Job> jobs, Trainer trainer) { return tests("reference.py", jobs, trainer); }

  /** The same of {@code script}, which takes the arguments of reference.py. */
  static Stream<DynamicTest> tests(String script, List<Job> jobs, Trainer trainer) {
    List<List<JsonNode>> python = IntStream.range(0, 2).parallel().mapToObj(half -> python(script, every(2, half, jobs))).toList();
    return IntStream.range(0, jobs.size()).mapToObj(i -> DynamicTest.dynamicTest(jobs.get(i).toString(),
        () -> trainer.compare(jobs.get(i), python.get(i % 2).get(i / 2))));
  }

  private static List<Job> every(int step, int from, List<Job> jobs) {
    return IntStream.range(0, jobs.size()).filter(i -> i % step == from).mapToObj(jobs::get).toList();
  }

  private static List<JsonNode> python(String script, List<Job> jobs) {
    try {
      Path file = Files.createTempFile("kerava-jobs", ".json");
      JSON.writeValue(file.toFile(), jobs);
      List<JsonNode> lines = Python.lines(script, "--jobs", file.toString());
      Files.delete(file);
      assertEquals(jobs.size(), lines.size(), "lines of " + script);
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** History, scores, weights and the predictions for the first test samples. */
  static void assertSame(JsonNode python, Map<String, List<Double>> history, Scores scores, List<String> weightsMd5, String predictMd5) {
    assertAll(() -> assertTrained(python, history, scores, weightsMd5),
        () -> assertEquals(python.get("predict_md5").asText(), predictMd5, "predict"));
  }

  static void assertTrained(JsonNode python, Map<String, List<Double>> history, Scores scores, List<String> weightsMd5) {
    assertAll(() -> assertEquals(histories(python), history, "history"),
        () -> assertEquals(Bits.doubles(python.get("evaluate")), List.copyOf(scores.toList()), "evaluate"),
        () -> assertEquals(Bits.texts(python.get("weights_md5")), weightsMd5, "final weights"));
  }

  static void assertInitial(JsonNode python, Collection<NDArray> weights) {
    assertEquals(Bits.texts(python.get("initial_weights_md5")), Bits.md5(weights), "initial weights");
  }

  private static Map<String, List<Double>> histories(JsonNode python) {
    Map<String, List<Double>> histories = new TreeMap<>();
    for (var entry : new ArrayList<>(python.get("history").properties())) histories.put(entry.getKey(), Bits.doubles(entry.getValue()));
    return histories;
  }
}

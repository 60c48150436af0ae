package kerava.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import kerava.KeravaException;
import kerava.Rounding;
import kerava.models.Model;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random models whose layers form a graph, with shared layers, several inputs and outputs and models inside, are constructed, trained,
 * judged, saved and read with Python's bits ({@code graph_models.py}).
 */
class GraphModelsInterop {
  /** The seed of those that the quick comparison goes through each time. */
  private static final int SAME = 1000;
  private static final int COUNT = 16;
  /** Of a case that differs: a sum of three gradients may begin with another, so that Python has several results too. */
  private static final int RUNS = 12;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private final List<String> wrong = new ArrayList<>();
  private final List<String> jobs = new ArrayList<>();

  @Tag("interop")
  @Test void haveTheSameBits() throws IOException {
    agree(SAME, COUNT);
  }

  @Tag("interop-full")
  @Test void manyHaveTheSameBits() throws IOException {
    agree(Python.newSeed(), 10 * COUNT);
  }

  /** Those of a file, as this test leaves one of each model that differs: {@code -Dincluded.tests=differential -Dkerava.graphs=FILE}. */
  @Tag("differential")
  @Test void byHand() throws IOException {
    String file = System.getProperty("kerava.graphs");
    if (file != null) check(Python.lines("graph_models.py", "do", file, "--runs", "3", "--files", folder.toString()));
  }

  private void agree(long seed, int count) throws IOException {
    System.out.println("Random graphs of layers, seed " + seed);
    List<JsonNode> cases =
        IntStream.range(0, 2).parallel().boxed().flatMap(part -> Python.lines("graph_models.py", "draw", "--seed", "" + seed,
            "--count", "" + count, "--part", part + "/2", "--files", folder.toString()).stream()).toList();
    assertEquals(count, cases.size());
    long refused = cases.stream().filter(each -> each.has("refused")).count();
    assertTrue(refused * 10 <= count,
        refused + " of " + count + " are refused by Python, one so: " + cases.stream().filter(each -> each.has("refused")).findFirst());
    check(cases);
  }

  private void check(List<JsonNode> cases) throws IOException {
    List<JsonNode> suspect = new ArrayList<>();
    for (JsonNode each : cases) if (!each.has("refused")) check(each, suspect);
    for (JsonNode each : again(suspect)) {
      List<String> found = nearest(each);
      if (!found.isEmpty()) wrong(each, found);
    }
    readInPython();
    assertTrue(wrong.isEmpty(), () -> wrong.size() + " differ:\n" + String.join("\n", wrong));
  }

  private void wrong(JsonNode told, List<String> found) throws IOException {
    ObjectNode model = told.get("case").deepCopy();
    Path file = Files.createDirectories(Path.of("target", "graphs")).resolve(model.get("id").asText() + ".jsonl");
    Files.writeString(file, model + "\n");
    model.remove("data");
    wrong.add(file + " " + model + "\n  " + String.join("\n  ", found));
  }

  /** Does the case; one with other numbers goes to {@code suspect}. */
  private void check(JsonNode told, List<JsonNode> suspect) throws IOException {
    GraphModels given = new GraphModels(told.get("case"));
    try (Model model = given.fresh()) {
      if (!given.differences(model, told.get("result")).isEmpty()) {
        suspect.add(told.get("case"));
        return;
      }
      GraphModels.Differences found = new GraphModels.Differences();
      found.compare("summary", "\n" + told.get("result").get("summary").asText().strip(), "\n" + model.summary().strip());
      if (told.get("result").has("on")) files(given, model, told.get("result"), found);
      if (!found.isEmpty()) wrong(told, found.all());
    } catch (KeravaException | IllegalStateException | IndexOutOfBoundsException | NullPointerException | AssertionError e) {
      wrong(told, List.of(trace(e)));
    }
  }

  private static String trace(Throwable e) {
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }

  private List<JsonNode> again(List<JsonNode> suspect) throws IOException {
    if (suspect.isEmpty()) return List.of();
    Path file = Files.writeString(folder.resolve("suspect.jsonl"), String.join("\n", suspect.stream().map(JsonNode::toString).toList()));
    return Python.lines("graph_models.py", "do", file.toString(), "--runs", "" + RUNS);
  }

  /** What differs from all results that Python has; nothing if one of some runs has one of them. */
  private static List<String> nearest(JsonNode told) {
    List<JsonNode> results = new ArrayList<>(List.of(told.get("result")));
    told.get("others").forEach(results::add);
    List<String> found = List.of();
    for (JsonNode result : results) {
      GraphModels given = new GraphModels(told.get("case"));
      try (Model model = given.fresh()) {
        found = given.differences(model, result);
      }
      if (found.isEmpty()) break;
    }
    return found;
  }

  /** Python's files of the model are read, and trained on; it is saved for Python. */
  private void files(GraphModels given, Model model, JsonNode told, GraphModels.Differences found) throws IOException {
    for (String ending : List.of(".keras", ".h5", ".weights.h5")) {
      boolean whole = !ending.startsWith(".w");
      try (Model read = whole ? Model.load(file(given, ending)) : Model.fromJson(Files.readString(file(given, ".json")))) {
        if (!whole) read.loadWeights(file(given, ending));
        found.left(given, read, told, ending + ", ");
        found.compare(ending + ", names", GraphModels.names(model.network()), GraphModels.names(read.network()));
        if (ending.equals(".keras")) found.compare(ending + ", summary", "\n" + model.summary(), "\n" + read.summary());
      }
    }
    goesOn(given, file(given, ".keras"), told.get("on"), found, file(given, "-on.keras"));
    Jobs.saveAllForms(model, file(given, "-java").toString());
    ObjectNode job = JSON.createObjectNode().put("stem", file(given, "-java").toString()).put("on", file(given, "-on.keras").toString());
    job.set("case", given.given());
    job.set("result", told);
    jobs.add(job.toString());
  }

  /** Trains on from a file, and saves what came of it if {@code to} is not null. */
  private static void goesOn(GraphModels given, Path from, JsonNode told, GraphModels.Differences found, Path to) {
    List<Double> losses = new ArrayList<>();
    try (Model model = given.on(from, losses)) {
      found.compare("loss of what goes on from " + from, Bits.doubles(told.get("loss")), losses);
      found.left(given, model, told, "gone on from " + from + ", ");
      if (to != null) model.save(to);
    }
  }

  private void readInPython() {
    try {
      Path file = Files.writeString(folder.resolve("jobs.jsonl"), String.join("\n", jobs));
      for (String generation : List.of("read", "read2")) {
        List<JsonNode> read = jobs.isEmpty() ? List.of() : Python.lines("graph_models.py", generation, file.toString());
        assertEquals(jobs.size(), read.size());
        for (int i = 0; i < read.size(); i++) compare(JSON.readTree(jobs.get(i)), read.get(i));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void compare(JsonNode job, JsonNode told) throws IOException {
    GraphModels given = new GraphModels(job.get("case"));
    GraphModels.Differences found = new GraphModels.Differences();
    JsonNode expected = job.get("result");
    if (told.has("failed")) found.compare("read by Python", "", told.get("failed").asText());
    else {
      for (JsonNode each : told.get("readings"))
        found.same(expected, each, told.has("on") ? 0 : Rounding.ONE_PASS);
      found.compare("warnings of Python", "[]", told.get("warnings").toString());
      for (String key : List.of("config", "config_h5", "config_json", "compile_config"))
        if (told.has(key)) found.compare(key, "[]", told.get(key).toString());
      if (told.has("on")) {
        for (String key : List.of("loss", "weights", "predict"))
          found.compare("gone on in Python, " + key, expected.get("on").get(key), told.get("on").get(key));
        found.compare("summary of Python", expected.get("summary"), told.get("summary"));
        goesOn(given, Path.of(job.get("on").asText()), told.get("on_twice"), found, null);
      }
    }
    if (!found.isEmpty()) wrong(job, found.all());
  }

  private Path file(GraphModels given, String ending) { return folder.resolve(given.id() + ending); }
}

package kerava.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kerava.KeravaException;
import kerava.Warned;
import kerava.data.Npy;
import kerava.models.Model;
import kerava.saving.Dialect;
import kerava.tensor.NDArray;

/** What Python is asked to do with model files, several in one run of it, and none of them may warn; see run_models.py. */
final class Jobs {
  /** What Keras 3 says of every .h5 that is compiled, its own too. */
  private static final String EVERY_H5 = "the compiled metrics have yet to be built";
  private final Path folder;
  private final List<Map<String, Object>> jobs = new ArrayList<>();

  Jobs(Path folder) { this.folder = folder; }

  /**
   * The model as both Kerases, their weights and their JSON have it: {@code stem} with .keras, .h5, .k2.h5, .weights.h5 and .json after it.
   */
  static void saveAllForms(Model model, String stem) throws IOException {
    model.save(Path.of(stem + ".keras"));
    Warned.during(() -> model.save(Path.of(stem + ".h5")));
    try {
      Warned.during(() -> model.save(Path.of(stem + ".k2.h5"), Dialect.KERAS_2));
    } catch (KeravaException refused) {
      assertTrue(refused.getMessage().startsWith("save: Keras 2 has"), refused.getMessage());
    }
    model.saveWeights(Path.of(stem + ".weights.h5"));
    Files.writeString(Path.of(stem + ".json"), model.toJson());
  }

  /** @param entries key, value, key, value, ...; arrays are handed over as files */
  Jobs add(Object... entries) {
    Map<String, Object> job = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) job.put((String) entries[i], plain(entries[i + 1]));
    jobs.add(job);
    return this;
  }

  private Object plain(Object value) {
    if (value instanceof NDArray array) {
      Path file = folder.resolve("array" + System.identityHashCode(array) + ".npy");
      Npy.write(file, array);
      return file.toString();
    }
    if (value instanceof List<?> list) return list.stream().map(this::plain).toList();
    return value instanceof Path path ? path.toString() : value;
  }

  List<JsonNode> run(Dialect dialect) throws IOException {
    Path file = Files.createTempFile(folder, "jobs", ".json");
    Files.writeString(file, new ObjectMapper().writeValueAsString(jobs));
    List<JsonNode> told = Python.lines("run_models.py", dialect == Dialect.KERAS_3 ? "3" : "2", file.toString());
    assertEquals(jobs.size(), told.size());
    for (int i = 0; i < told.size(); i++) {
      List<String> warnings = Bits.texts(told.get(i).get("warnings"));
      if (dialect == Dialect.KERAS_3 && String.valueOf(jobs.get(i).get("load")).endsWith(".h5"))
        warnings.removeIf(warning -> warning.contains(EVERY_H5));
      assertEquals(List.of(), warnings, jobs.get(i).toString());
    }
    jobs.clear();
    return told;
  }
}

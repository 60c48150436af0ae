package kerava.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import kerava.Goldens;
import kerava.KeravaException;
import kerava.models.Model;
import kerava.saving.Dialect;
import kerava.tensor.Columns;
import kerava.tensor.NDArray;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Layers of tf_keras that have learned from samples, or number or count what they are given, are read from each format in which tf_keras
 * keeps what they have learned, and what is written as Keras 2's .h5 and JSON is read by tf_keras.
 */
@Tag("interop") class Keras2LearnedInterop {
  private static final String SCRIPT = "keras2_learned.py";
  /** tf_keras divides by square roots in other kernels. */
  private static final double NEAR = 1e-6;
  /** What tf_keras writes into a .keras and cannot read from there: it forgets the boundaries, and takes no list for a tuple. */
  private static final Set<String> READ_BETTER =
      Set.of("bins.keras", "bins_marked.keras", "bins_marked.h5", "bins_inside.keras", "texts_pairs.keras");
  /** What Keras 2 cannot read from its own .h5. */
  private static final Set<String> NOT_WRITTEN = Set.of("texts_pairs");

  @TempDir Path folder;

  private static NDArray predicted(Model model, JsonNode told) {
    List<NDArray> x = new ArrayList<>();
    told.get("x").forEach(each -> x.add(Goldens.array(each)));
    return model.predict(Columns.of(x.toArray(NDArray[]::new)));
  }

  private static void same(JsonNode told, NDArray found, String what) {
    NDArray wanted = Goldens.array(told.get("predictions"));
    assertEquals(wanted.shape(), found.shape(), what);
    if (wanted.dtype().isText()) assertEquals(wanted, found, what);
    else Goldens.assertNear(wanted.values(), found.values(), NEAR, what);
  }

  private static boolean lists(JsonNode list, String form) {
    for (JsonNode each : list) if (each.asText().equals(form)) return true;
    return false;
  }

  @Test void tfKerasAndKeravaReadEachOthers() throws IOException {
    List<JsonNode> made = Python.lines(SCRIPT, "make", folder.toString());
    for (JsonNode told : made) {
      String name = told.get("name").asText();
      for (String form : List.of("h5", "keras")) {
        String file = name + "." + form;
        if (!lists(told.get("kept"), form) && !READ_BETTER.contains(file)) continue;
        try (Model model = Model.load(folder.resolve(file))) {
          same(told, predicted(model, told), file);
          write(model, name);
        }
      }
      if (lists(told.get("kept"), "json"))
        try (Model model = Model.fromJson(Files.readString(folder.resolve(name + ".json")))) {
          same(told, predicted(model, told), name + ".json");
        }
    }
    List<JsonNode> read = Python.lines(SCRIPT, "read", folder.toString());
    assertEquals(made.size() - NOT_WRITTEN.size(), read.size());
    for (JsonNode told : read)
      same(made.stream().filter(each -> each.get("name").equals(told.get("name"))).findFirst().orElseThrow(),
          Goldens.array(told.get("predictions")), told.get("name") + ", written here");
  }

  private void write(Model model, String name) {
    Path file = folder.resolve(name + ".java.h5");
    if (!NOT_WRITTEN.contains(name)) {
      model.save(file, Dialect.KERAS_2);
      model.loadWeights(file);
    } else
      assertTrue(assertThrows(KeravaException.class, () -> model.save(file, Dialect.KERAS_2)).getMessage().contains("ngrams"));
  }
}

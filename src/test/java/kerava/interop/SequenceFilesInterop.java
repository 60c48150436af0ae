package kerava.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kerava.Goldens;
import kerava.Rounding;
import kerava.models.Model;
import kerava.random.RandomSeed;
import kerava.tensor.Columns;
import kerava.tensor.NDArray;
import kerava.tensor.Samples;
import kerava.training.FitOptions;
import kerava.training.PredictOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Models with embeddings, masks, recurrence and attention go from Python to Java and back in every format, and are trained on there
 * ({@code sequence_files.py}).
 */
@Tag("interop") class SequenceFilesInterop {
  @TempDir Path folder;

  @Test void goBothWays() throws IOException {
    String every = "" + SmallFitsInterop.PARTS;
    List<JsonNode> written = Python.lines("sequence_files.py", "write", folder.toString(), every);
    for (int i = 0; i < written.size(); i++) readsAndWrites(written.get(i), folder.resolve("" + i).toString());
    List<JsonNode> read = Python.lines("sequence_files.py", "read", folder.toString(), every);
    List<JsonNode> older = Python.lines("sequence_files.py", "read2", folder.toString(), every);
    for (int i = 0; i < written.size(); i++) {
      JsonNode given = written.get(i);
      String name = given.get("case").asText() + ", ";
      for (JsonNode each : read.get(i).get("readings")) near(given.get("predictions"), Goldens.arrays(each), 0, name + "read by Python");
      assertEquals(Bits.doubles(given.get("loss")), Bits.doubles(read.get(i).get("loss")), name + "trained on in Python");
      near(given.get("on"), Goldens.arrays(read.get(i).get("on")), 0, name + "trained on in Python");
      for (JsonNode each : older.get(i).get("readings"))
        near(given.get("predictions"), Goldens.arrays(each), Rounding.ONE_PASS, name + "read by tf_keras");
    }
  }

  private static void readsAndWrites(JsonNode given, String stem) throws IOException {
    String name = given.get("case").asText() + ", ";
    Columns x = columns(given.get("x")), y = columns(given.get("y"));
    for (String ending : List.of(".keras", ".h5", ".weights.h5")) {
      boolean whole = !ending.startsWith(".w");
      try (Model model = whole ? Model.load(Path.of(stem + ending)) : Model.fromJson(Files.readString(Path.of(stem + ".json")))) {
        if (!whole) model.loadWeights(Path.of(stem + ending));
        near(given.get("predictions"), model.predictAll(x, six()), 0, name + ending);
        if (ending.equals(".keras")) Jobs.saveAllForms(model, stem + "-java");
      }
    }
    try (Model model = Model.load(Path.of(stem + ".keras"))) {
      RandomSeed.set(7);
      List<Double> losses = model.fit(x, y, new FitOptions().withBatchSize(6).withShuffle(false).withVerbose(0)).get("loss");
      assertEquals(Bits.doubles(given.get("loss")), losses, name + "trained on");
      near(given.get("on"), model.predictAll(x, six()), 0, name + "trained on");
    }
  }

  private static void near(JsonNode expected, List<NDArray> actual, double tolerance, String what) {
    Goldens.assertNear(Goldens.arrays(expected), actual, tolerance, what);
  }

  private static Columns columns(JsonNode arrays) {
    List<Samples> columns = new ArrayList<>(Goldens.arrays(arrays));
    return Columns.of(columns.toArray(Samples[]::new));
  }

  private static PredictOptions six() { return new PredictOptions().withBatchSize(6).withVerbose(0); }
}

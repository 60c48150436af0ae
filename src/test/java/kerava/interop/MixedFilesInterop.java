package kerava.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import kerava.Goldens;
import kerava.layers.BatchNormalization;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.models.Model;
import kerava.models.Sequential;
import kerava.random.RandomSeed;
import kerava.saving.Dialect;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.FitOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Models whose layers compute in 16 bits, in files of either side ({@code mixed_files.py}): the same policies, weights and predictions, bit
 * by bit.
 */
@Tag("interop") class MixedFilesInterop {
  @TempDir Path folder;

  @Test void readsPythons() {
    List<JsonNode> files = Python.lines("mixed_files.py", "write", folder.toString());
    assertEquals(6, files.size());
    for (JsonNode told : files) {
      String file = told.get("file").asText();
      try (Model model = Model.load(folder.resolve(file))) {
        String json = model.toJson();
        told.get("dtypes").forEach(policy -> assertTrue(json.contains(policy.asText()), file));
        Goldens.assertNear(Goldens.array(told.get("predictions")), model.predict(Goldens.array(told.get("x"))), 0, file);
        model.compile("adam", "mean_squared_error"); // Keras's own is a LossScaleOptimizer in one of them
        model.fit(Goldens.array(told.get("x")), new NDArray(Shape.of(3, 2), new float[6]), new FitOptions().withVerbose(0));
      }
    }
  }

  @Test void pythonReadsOurs() {
    RandomSeed.set(5);
    try (Sequential model =
        new Sequential(new Input(5), new Dense(4, "tanh").withDtype("mixed_bfloat16"), new BatchNormalization().withDtype("mixed_float16"),
            new Dense(2))) {
      model.compile("adam", "mean_squared_error");
      model.fit(new NDArray(Shape.of(3, 5), new float[15]), new NDArray(Shape.of(3, 2), new float[6]), new FitOptions().withVerbose(0));
      model.save(folder.resolve("a.keras"));
      model.save(folder.resolve("b.h5"));
      model.save(folder.resolve("c.h5"), Dialect.KERAS_2);
      List<JsonNode> read = Python.lines("mixed_files.py", "read", folder.toString());
      assertEquals(3, read.size());
      for (JsonNode told : read) {
        String file = told.get("file").asText();
        assertEquals("[\"mixed_bfloat16\",\"mixed_float16\",\"float32\"]", told.get("dtypes").toString(), file);
        Goldens.assertNear(Goldens.array(told.get("predictions")), model.predict(Goldens.array(told.get("x"))), 0, file);
        if (file.startsWith("a")) assertEquals(1, told.get("iterations").asInt(), file);
      }
    }
  }
}

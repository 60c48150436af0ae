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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Models whose weights are not of float32, in files of either side ({@code pure_files.py}): the same weights, state and predictions, bit by
 * bit.
 */
@Tag("interop") class PureFilesInterop {
  @TempDir Path folder;

  private static Sequential model(String dtype) {
    RandomSeed.set(5);
    Sequential model =
        new Sequential(new Input(5), new Dense(4, "tanh").withDtype(dtype), new BatchNormalization().withDtype(dtype), new Dense(2));
    model.compile("adam", "mean_squared_error");
    return model;
  }

  private static void step(Model model, JsonNode x) {
    NDArray samples = Goldens.array(x);
    model.fit(samples, new NDArray(Shape.of(3, 2), new float[6]), new FitOptions().withVerbose(0));
  }

  @Test void readsPythons() {
    List<JsonNode> files = Python.lines("pure_files.py", "write", folder.toString());
    assertEquals(6, files.size());
    for (JsonNode told : files) {
      String file = told.get("file").asText();
      try (Model model = loaded(file)) {
        Goldens.assertNear(Goldens.arrays(told.get("weights")), model.getWeights(), 0, file);
        Goldens.assertNear(Goldens.array(told.get("predictions")), model.predict(Goldens.array(told.get("x"))), 0, file);
        step(model, told.get("x"));
      }
    }
  }

  private Model loaded(String file) {
    if (!file.endsWith(".weights.h5")) return Model.load(folder.resolve(file));
    Sequential model = model(file.substring(0, file.indexOf('.')));
    model.loadWeights(folder.resolve(file));
    return model;
  }

  @ParameterizedTest
  @ValueSource(strings = {"float64", "float16"}) void pythonReadsOurs(String dtype) {
    try (Sequential model = model(dtype)) {
      model.fit(new NDArray(Shape.of(3, 5), sines(15)), new NDArray(Shape.of(3, 2), sines(6)), new FitOptions().withVerbose(0));
      model.save(folder.resolve(dtype + ".keras"));
      model.saveWeights(folder.resolve(dtype + ".weights.h5"));
      for (Dialect dialect : Dialect.values()) {
        Path file = folder.resolve(dtype + "_" + dialect + ".h5");
        model.save(file, dialect);
      }
      List<JsonNode> read = Python.lines("pure_files.py", "read", folder.toString());
      assertEquals(4, read.size());
      for (JsonNode told : read) {
        String file = told.get("file").asText();
        assertEquals(dtype, told.get("types").get(0).asText(), file);
        if (told.has("stored")) assertTrue(told.get("stored").toString().contains("\"" + dtype + "\""), told.get("stored").toString());
        Goldens.assertNear(Goldens.arrays(told.get("weights")), model.getWeights(), 0, file);
        Goldens.assertNear(Goldens.array(told.get("predictions")), model.predict(Goldens.array(told.get("x"))), 0, file);
        if (!file.contains("_")) assertEquals(1, told.get("iterations").asInt(), file);
      }
    }
  }

  private static float[] sines(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) values[i] = (float) Math.sin(i + 1);
    return values;
  }
}

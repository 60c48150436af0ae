package kerava.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kerava.Warned;
import kerava.layers.Dense;
import kerava.layers.Embedding;
import kerava.layers.Flatten;
import kerava.layers.Input;
import kerava.layers.KerasTensor;
import kerava.models.Model;
import kerava.models.Sequential;
import kerava.random.RandomSeed;
import kerava.saving.Dialect;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models with inputs of other types than float32 go to Python and back in every format, with the same bits. */
@Tag("interop") class TypedInputsInterop {
  private static final NDArray X = NDArray.of(new int[][] {{1, 0, 1}, {0, 0, 1}, {1, 1, 0}, {0, 1, 1}});

  @TempDir Path folder;

  @Test void inKeras3() throws IOException { thereAndBack(Dialect.KERAS_3, List.of(".keras", ".h5")); }

  @Test void inKeras2() throws IOException { thereAndBack(Dialect.KERAS_2, List.of(".h5")); }

  private static Map<String, Model> models(DType dtype) {
    RandomSeed.set(4);
    Map<String, Model> models = new LinkedHashMap<>();
    models.put("chain", new Sequential(new Input(3).withDtype(dtype).named("x"), new Embedding(2, 4), new Flatten(), new Dense(3)));
    KerasTensor x = new Input(3).withDtype(dtype).named("x").tensor();
    models.put("graph", new Model(x, new Dense(3).apply(new Flatten().apply(new Embedding(2, 4).apply(new Flatten().apply(x))))));
    return models;
  }

  private void thereAndBack(Dialect dialect, List<String> endings) throws IOException {
    Jobs jobs = new Jobs(folder);
    Map<Path, NDArray> predictions = new LinkedHashMap<>();
    Map<Path, DType> types = new LinkedHashMap<>();
    for (DType dtype : List.of(DType.INT32, DType.INT64, DType.UINT8, DType.BOOL, DType.FLOAT64)) {
      for (var entry : models(dtype).entrySet()) {
        for (String ending : endings) {
          Path file = folder.resolve(entry.getKey() + dtype + ending);
          entry.getValue().compile("sgd", "mean_squared_error");
          Warned.during(() -> entry.getValue().save(file, dialect));
          jobs.add("load", file, "x", X, "predict", true, "save", List.of(folder.resolve("p-" + file.getFileName())));
          predictions.put(file, entry.getValue().predict(X));
          types.put(file, dtype);
        }
        entry.getValue().close();
      }
    }
    List<JsonNode> told = jobs.run(dialect);
    for (Path file : predictions.keySet()) {
      assertEquals(told.remove(0).get("predict_md5").asText(), Bits.md5(predictions.get(file)), file.toString());
      try (Model read = Model.load(folder.resolve("p-" + file.getFileName()))) {
        assertEquals(types.get(file), read.inputs().get(0).dtype(), file.toString());
        assertEquals(predictions.get(file), read.predict(X), file.toString());
      }
    }
  }
}

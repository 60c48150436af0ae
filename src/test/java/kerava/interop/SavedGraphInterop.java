package kerava.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import kerava.Goldens;
import kerava.layers.BatchNormalization;
import kerava.layers.Concatenate;
import kerava.layers.Dense;
import kerava.layers.Dropout;
import kerava.layers.Flatten;
import kerava.layers.Input;
import kerava.layers.KerasTensor;
import kerava.models.Model;
import kerava.random.RandomSeed;
import kerava.tensor.Columns;
import kerava.tensor.NDArray;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A SavedModel of two inputs and two outputs has the names that Keras's own export gives them, and TensorFlow's loader predicts the same
 * bits. Keras's TFSMLayer is not asked: with several inputs it needs a function that takes a list, which a graph of signatures has not.
 */
@Tag("interop") class SavedGraphInterop {
  @TempDir Path folder;

  @Test void hasTheNamesAndBitsOfKeras() {
    RandomSeed.set(4);
    KerasTensor matrix = new Input(2, 3).named("zeta").tensor(), row = new Input(5).named("alpha").tensor();
    Dense shared = new Dense(4, "tanh");
    KerasTensor both = new Concatenate().apply(new BatchNormalization().apply(shared.apply(row)), new Flatten().apply(matrix));
    KerasTensor high = new Dense(1, "sigmoid").named("low").apply(new Dropout(.3).apply(both)),
        wide = new Dense(3).named("high").apply(both);
    try (Model model = new Model(List.of(matrix, row), List.of(high, wide))) {
      model.save(folder.resolve("m.keras"));
      model.export(folder.resolve("java"));
      JsonNode told = Python.lines("saved_graph.py", folder.resolve("m.keras").toString(), folder.resolve("java").toString()).get(0);
      List<NDArray> x = Goldens.arrays(told.get("x"));
      JsonNode java = told.get("java"), keras = told.get("keras");
      assertEquals(Goldens.arrays(told.get("predict")), model.predictAll(Columns.of(x.get(0), x.get(1))));
      assertEquals(keras.get("names").toString(), java.get("names").toString());
      assertEquals(keras.get("predictions").toString(), java.get("predictions").toString());
      for (String signature : List.of("serve", "serving_default"))
        assertEquals(told.get("predict"), java.get("predictions").get(signature), signature);
    }
  }
}

package kerava.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kerava.Goldens;
import kerava.models.Model;
import kerava.saving.Dialect;
import kerava.tensor.NDArray;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models with axes of unknown size come from files of both Kerases and go back to them, and predict as there for two lengths. */
@Tag("interop") class OpenAxesInterop {
  /** The activations of tf_keras round otherwise. */
  private static final double OF_KERAS_2 = 5e-6;

  @TempDir Path folder;

  @Test void filesOfPythonPredictAsThereAndGoBack() throws IOException {
    Jobs jobs = new Jobs(folder), older = new Jobs(folder);
    List<String> predicted = new ArrayList<>(), predictedByOlder = new ArrayList<>();
    for (JsonNode told : Python.lines("axes_files.py", folder.toString())) {
      String file = told.get("file").asText();
      boolean old = file.endsWith(".keras2.h5");
      try (Model model = Model.load(folder.resolve(file))) {
        Path copy = folder.resolve("copy_of_" + file);
        model.save(copy, old ? Dialect.KERAS_2 : Dialect.KERAS_3);
        List<NDArray> xs = Goldens.arrays(told.get("x")), ys = Goldens.arrays(told.get("y"));
        for (int i = 0; i < xs.size(); i++) {
          NDArray y = model.predict(xs.get(i));
          Goldens.assertNear(List.of(ys.get(i)), List.of(y), old ? OF_KERAS_2 : 0, file + ", prediction");
          (old ? older : jobs).add("load", copy, "compile", false, "x", xs.get(i), "predict", true);
          (old ? predictedByOlder : predicted).add(Bits.md5(ys.get(i)));
        }
      }
    }
    same(predicted, jobs.run(Dialect.KERAS_3));
    same(predictedByOlder, older.run(Dialect.KERAS_2));
  }

  private static void same(List<String> predicted, List<JsonNode> told) {
    assertEquals(predicted, told.stream().map(each -> each.get("predict_md5").asText()).toList());
  }
}

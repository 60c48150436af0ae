package kerava.saving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kerava.FormatException;
import kerava.KeravaException;
import kerava.applications.CustomScaleLayer;
import kerava.applications.LayerScale;
import kerava.layers.Input;
import kerava.models.Model;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The layers of keras.applications' own come out of Python's files ({@code graph_fixtures.py}) and go back as they stood there; the same
 * names from elsewhere are refused.
 */
class ApplicationLayersTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  @TempDir Path folder;

  private static String python() throws IOException {
    return Files.readString(Path.of("src", "test", "resources", "kerava", "graphs", "applications.json"));
  }

  private static JsonNode layer(String json, int index) throws IOException { return JSON.readTree(json).at("/config/layers/" + index); }

  @Test void theyAreReadAndWrittenAsInPython() throws IOException {
    try (Model model = Model.fromJson(python())) {
      for (int index : List.of(2, 3))
        for (String key : List.of("module", "class_name", "registered_name", "name"))
          assertEquals(layer(python(), index).get(key), layer(model.toJson(), index).get(key), key);
      assertEquals(layer(python(), 2).at("/config/init_values"), layer(model.toJson(), 2).at("/config/init_values"));
      assertEquals(layer(python(), 3).at("/config/scale"), layer(model.toJson(), 3).at("/config/scale"));
      model.save(folder.resolve("it.keras"));
      NDArray x = NDArray.of(Shape.of(2, 3), 0.5f, -1, 2, 0.25f, 3, -2);
      try (Model again = Model.load(folder.resolve("it.keras"))) {
        assertEquals(model.predict(x), again.predict(x));
      }
    }
  }

  /** As in Python, which asks for a custom_object_scope. */
  @Test void h5FilesDoNotTellWhereTheyLieSoTheCallerPassesThem() throws IOException {
    Path file = folder.resolve("it.h5");
    try (Model model = Model.fromJson(python())) {
      model.save(file);
    }
    String refused = assertThrows(FormatException.class, () -> Model.load(file)).getMessage();
    assertTrue(refused.contains("LayerScale"), refused);
    Model.load(file, Custom.of(LayerScale.class, CustomScaleLayer.class)).close();
  }

  @Test void aClassOfTheSameNameFromElsewhereIsRefused() throws IOException {
    String elsewhere = python().replace("keras.src.applications.convnext", "keras.src.applications.resnet");
    assertThrows(FormatException.class, () -> Model.fromJson(elsewhere));
  }

  @Test void shapesThatDoNotFitAreRefused() {
    assertThrows(KeravaException.class, () -> new LayerScale(1, 4).apply(new Input(3).tensor()));
    assertThrows(KeravaException.class, () -> new LayerScale(1, 0));
    assertThrows(KeravaException.class, () -> new CustomScaleLayer(0.5).apply(new Input(3).tensor()));
    assertThrows(KeravaException.class, () -> new CustomScaleLayer(0.5).apply(new Input(3).tensor(), new Input(4).tensor()));
    assertThrows(KeravaException.class, () -> new CustomScaleLayer(Double.NaN));
  }
}

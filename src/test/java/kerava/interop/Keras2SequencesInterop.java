package kerava.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import kerava.Goldens;
import kerava.layers.Bidirectional;
import kerava.layers.GRU;
import kerava.layers.Input;
import kerava.layers.LSTM;
import kerava.models.Model;
import kerava.models.Sequential;
import kerava.saving.Dialect;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attention and recurrent layers of tf_keras's .h5 and .keras are read, and what is written as Keras 2's .h5 is read by tf_keras. */
@Tag("interop") class Keras2SequencesInterop {
  private static final String SCRIPT = "keras2_sequences.py";
  /** tf_keras's kernels of an LSTM are others than the ops of Keras 3. */
  private static final double NEAR = 1e-6;

  @TempDir static Path folder;

  private static NDArray numbers() {
    float[] numbers = new float[30];
    for (int i = 0; i < numbers.length; i++) numbers[i] = i % 7 / 7f;
    return NDArray.of(Shape.of(2, 5, 3), numbers);
  }

  private static void near(JsonNode told, float[] found, String what) {
    List<Double> expected = Bits.doubles(told.get("predict"));
    assertEquals(expected.size(), found.length, what);
    for (int i = 0; i < found.length; i++) Goldens.assertNear(expected.get(i), found[i], NEAR, what);
  }

  /** As models of their own, and as weights of layers that run anywhere. */
  @Test void layersOfCuDnnAreReadAsTheirLikes() throws IOException {
    JsonNode told = Python.lines(SCRIPT, "cudnn", folder.toString()).get(0);
    Path file = folder.resolve("cudnn.h5");
    try (Model model = Model.load(file);
        Sequential anywhere =
            new Sequential(new Input(5, 3), new LSTM(4).withReturnSequences(true), new Bidirectional(new GRU(2)))) {
      near(told, model.predict(numbers()).values(), "a model");
      anywhere.loadWeights(file);
      near(told, anywhere.predict(numbers()).values(), "weights");
    }
  }

  @Test void tfKerasAndKeravaReadEachOthers() throws IOException {
    List<JsonNode> made = Python.lines(SCRIPT, "make", folder.toString());
    for (JsonNode each : made) {
      String name = each.get("name").asText();
      for (String form : List.of(".h5", ".keras"))
        try (Model model = Model.load(folder.resolve(name + form))) {
          near(each, model.predict(numbers()).values(), name + form);
          model.save(folder.resolve(name + ".java.h5"), Dialect.KERAS_2);
        }
    }
    List<JsonNode> read = Python.lines(SCRIPT, "read", folder.toString());
    for (int i = 0; i < made.size(); i++) assertEquals(made.get(i), read.get(i));
  }
}

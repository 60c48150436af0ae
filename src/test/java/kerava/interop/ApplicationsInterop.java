package kerava.interop;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kerava.data.Npy;
import kerava.layers.Dropout;
import kerava.layers.Operation;
import kerava.losses.CategoricalCrossentropy;
import kerava.models.Model;
import kerava.network.LayerState;
import kerava.optimizers.SGD;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.FitOptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The models of keras.applications out of Python's files predict what they do in Python, and go on training as there, first with frozen
 * layers.
 */
class ApplicationsInterop {
  private static final int CLASSES = 5, BATCH = 4, TRAINED = 8;
  private static final List<String> QUICK = List.of("MobileNetV2", "EfficientNetB0"),
      OTHERS = List.of("Xception", "ResNet50", "DenseNet121", "InceptionV3", "VGG16", "ConvNeXtTiny", "EfficientNetV2B0",
          "InceptionResNetV2", "MobileNetV3Small", "NASNetMobile", "ResNet50V2"),
      OLDER = List.of("MobileNetV2", "ResNet50", "DenseNet121", "InceptionV3", "Xception", "VGG16", "EfficientNetB0", "EfficientNetV2B0",
          "MobileNet", "NASNetMobile");
  /**
   * Keras 2 has other kernels for BatchNormalization; its moving variances and a batch of 2 drive the models further apart when all layers
   * train.
   */
  private static final double KERAS_2 = 3e-5;
  @TempDir static Path folder;

  @Tag("interop")
  @TestFactory Stream<DynamicTest> someOfThem() { return tests("3", ".keras", QUICK); }

  @Tag("interop-full")
  @TestFactory Stream<DynamicTest> theOthers() { return tests("3", ".keras", OTHERS); }

  @Tag("interop-full")
  @TestFactory Stream<DynamicTest> ofKeras2() { return tests("2", ".h5", OLDER); }

  @Test void thePageNamesThem() throws IOException {
    String page = Files.readString(Path.of("docs", "models.md"));
    for (List<String> names : List.of(QUICK, OTHERS))
      assertTrue(page.contains("| " + String.join(", ", names) + " | equal |"), names::toString);
    String older = String.join(", ", OLDER.subList(0, OLDER.size() - 1)) + " and " + OLDER.get(OLDER.size() - 1);
    assertTrue(page.contains("(tf_keras 2.18) of " + older + " train here"), older);
  }

  private static Stream<DynamicTest> tests(String keras, String ending, List<String> names) {
    List<String> arguments = new ArrayList<>(List.of(keras, folder.toString()));
    arguments.addAll(names);
    return Python.lines("applications.py", arguments.toArray(String[]::new)).stream().map(told -> DynamicTest
        .dynamicTest(told.get("name").asText() + ending, () -> compare(told, ending)));
  }

  private static void compare(JsonNode python, String ending) {
    String name = python.get("name").asText();
    NDArray x = Npy.read(folder.resolve(name + ".npy"));
    RandomSeed.set(3);
    try (Model model = Model.load(folder.resolve(name + ending))) {
      List<Double> predicted = new ArrayList<>(), losses = new ArrayList<>();
      for (float value : model.predict(x).values()) predicted.add((double) value);
      List<String> layers = model.network().layers().stream().filter(layer -> !(layer instanceof Operation)).map(LayerState::name)
          .toList(); // which Python's model.layers leaves out
      assertAll(() -> assertEquals(predictions(python), predicted, "predict"),
          () -> losses.addAll(trains(model, x, layers.size() - TRAINED, layers, python.get("trained").get(0))),
          () -> trains(model, x, 0, layers, python.get("trained").get(1)));
      JsonNode keras2 = python.path("keras2");
      if (keras2.isMissingNode()) return;
      near(predictions(keras2), predicted, "predict of Keras 2");
      if (model.network().layers().stream().anyMatch(Dropout.class::isInstance)) return; // whose masks Keras 2 draws by other seeds
      near(Bits.doubles(keras2.get("trained").get(0).get("loss")), losses, "loss of Keras 2, most layers frozen");
    }
  }

  private static List<Double> predictions(JsonNode python) {
    List<Double> all = new ArrayList<>();
    python.get("predict").forEach(row -> all.addAll(Bits.doubles(row)));
    return all;
  }

  private static void near(List<Double> expected, List<Double> got, String what) {
    assertEquals(expected.size(), got.size(), what);
    for (int i = 0; i < got.size(); i++) assertEquals(expected.get(i), got.get(i), KERAS_2 * expected.get(i), what + " " + i);
  }

  private static List<Double> trains(Model model, NDArray x, int frozen, List<String> layers, JsonNode python) {
    for (int i = 0; i < layers.size(); i++) model.setTrainable(layers.get(i), i >= frozen);
    model.compile(new SGD(0.01), new CategoricalCrossentropy());
    var history = model.fit(x, classes(x.count()), new FitOptions().withBatchSize(BATCH).withShuffle(false).withVerbose(0));
    assertAll(() -> assertEquals(Bits.doubles(python.get("loss")), history.get("loss"), "loss, " + frozen + " frozen"),
        () -> assertEquals(Bits.texts(python.get("weights_md5")), Bits.md5(model.getWeights()), "weights, " + frozen + " frozen"));
    return history.get("loss");
  }

  private static NDArray classes(int count) {
    float[] rows = new float[count * CLASSES];
    for (int i = 0; i < count; i++) rows[i * CLASSES + i % CLASSES] = 1;
    return NDArray.of(Shape.of(count, CLASSES), rows);
  }
}

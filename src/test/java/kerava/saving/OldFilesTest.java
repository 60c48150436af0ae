package kerava.saving;

import static kerava.Goldens.assertNear;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import kerava.KeravaException;
import kerava.Warned;
import kerava.config.Limits;
import kerava.models.Sequential;
import kerava.optimizers.OptimizerState;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.EvaluateOptions;
import kerava.training.FitOptions;
import kerava.training.UnsupportedSetting;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Files of old Kerases, and odd ones of the newest (models/old.py), are read as Python reads them; where Python begins an optimizer afresh,
 * with a warning.
 */
public class OldFilesTest {
  private static final Path FOLDER = Path.of("models/old");
  private static final double NEAR = 1e-6, TRAINED = 1e-5;
  private static final String AFRESH = "the optimizer's state is left aside, so the training begins it afresh";
  private static final String[] STATES_THAT_DO_NOT_FIT =
      {"frozen", "thawed", "keras-2.2.4-sgd.h5", "leaky", "legacy_adam", "legacy-rmsprop"};
  /** Settings that Kerava does not have. */
  private static final String[] UNSUPPORTED = {"my_loss", "k2-optimizer", "decay"};

  @TestFactory Stream<DynamicTest> asPython() throws IOException { return asPython(FOLDER); }

  /** Of the files that expected.json in {@code folder} tells of. */
  public static Stream<DynamicTest> asPython(Path folder) throws IOException {
    return each(json(folder, "expected.json"), (name, told) -> {
      List<String> warned = new ArrayList<>();
      try (Sequential model = load(folder.resolve(name), warned)) {
        assertNear(floats(told.get("predict")), model.predict(array(told.get("x"))).values(), NEAR, "predict");
        assertEquals(is(name, STATES_THAT_DO_NOT_FIT), warned.toString().contains(AFRESH), warned.toString());
        assertEquals(is(name, UNSUPPORTED), !model.unsupported().isEmpty(), model.unsupported().toString());
        assertEquals(compiledAside(model), warned.toString().contains("is loaded without its "), warned.toString());
        state(folder.resolve(name), told);
        scores(model, told);
        trains(model, told);
      }
    });
  }

  private static void state(Path file, JsonNode told) {
    Snapshot[] read = new Snapshot[1];
    List<String> warned = Warned.during(() -> read[0] = ModelFile.read(file, Limits.DEFAULT));
    Description description = ModelFile.inspect(file, Limits.DEFAULT);
    assertEquals(warned.toString().contains(AFRESH), description.stateLeftAside() != null, description.toString());
    if (description.stateLeftAside() != null) assertTrue(warned.toString().contains(description.stateLeftAside()), warned.toString());
    assertEquals(read[0].unsupported().stream().map(UnsupportedSetting::problem).toList(), description.trainingOnly());
    if (told.get("iterations").isNull() || !read[0].unsupported().isEmpty()) return;
    OptimizerState state = read[0].optimizerState();
    assertEquals(told.get("iterations").asLong(), state == null ? 0 : state.iterations());
    if (told.get("slots").isNull() || state == null) return;
    List<NDArray> slots = state.slots().values().stream().flatMap(List::stream).toList();
    assertEquals(told.get("slots").size(), slots.size());
    for (int i = 0; i < slots.size(); i++) assertNear(told.get("slots").get(i).asDouble(), sum(slots.get(i).values()), NEAR, "slot " + i);
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) sum += Math.abs(value);
    return sum;
  }

  private static void scores(Sequential model, JsonNode told) {
    NDArray x = array(told.get("x")), y = array(told.get("y"));
    if (told.get("evaluate").isNull() || model.unsupported().stream().anyMatch(setting -> setting.kind().evaluated())) {
      assertThrows(KeravaException.class, () -> model.evaluate(x, y, new EvaluateOptions().withVerbose(0)));
      return;
    }
    List<Double> scores = List.copyOf(model.evaluate(x, y, new EvaluateOptions().withVerbose(0)).toList());
    assertEquals(told.get("evaluate").size(), scores.size());
    for (int i = 0; i < scores.size(); i++) assertNear(told.get("evaluate").get(i).asDouble(), scores.get(i), NEAR, "evaluate " + i);
  }

  private static void trains(Sequential model, JsonNode told) {
    NDArray x = array(told.get("x")), y = array(told.get("y"));
    FitOptions fit = new FitOptions().withEpochs(2).withBatchSize(4).withShuffle(false).withVerbose(0);
    if (!model.unsupported().isEmpty()) assertThrows(KeravaException.class, () -> model.fit(x, y, fit));
    else if (!told.get("losses").isNull()) {
      List<Double> losses = model.fit(x, y, fit).get("loss");
      for (int i = 0; i < 2; i++) assertNear(told.get("losses").get(i).asDouble(), losses.get(i), TRAINED, "loss of epoch " + i);
    }
  }

  /** What the old Keras itself predicted and scored. */
  @TestFactory Stream<DynamicTest> asTheirWriter() throws IOException {
    JsonNode written = json(FOLDER, "written.json");
    return each(written.get("files"), (name, told) -> {
      JsonNode data = written.get("data").get(told.get("data").asText());
      NDArray x = array(data.get("x"));
      try (Sequential model = load(FOLDER.resolve(name), new ArrayList<>())) {
        assertNear(floats(told.get("predict")), model.predict(x.slice(0, 10)).values(), NEAR, "predict");
        if (told.get("evaluate").isNull()) return;
        List<Double> scores = List.copyOf(model.evaluate(x, array(data.get("y")), new EvaluateOptions().withVerbose(0)).toList());
        for (int i = 0; i < 2; i++) assertNear(told.get("evaluate").get(i).asDouble(), scores.get(i), NEAR, "evaluate " + i);
      }
    });
  }

  @Test void theOldestRootIsWarnedOf() throws IOException {
    for (String name : List.of("keras-2.2.4-rmsprop.h5", "keras-2.0.8-rmsprop.h5")) {
      List<String> warned = new ArrayList<>();
      load(FOLDER.resolve(name), warned).close();
      assertTrue(warned.toString().contains("divides by sqrt(v) + epsilon"), warned.toString());
    }
  }

  private interface Check {
    void of(String name, JsonNode told) throws IOException;
  }

  private static Stream<DynamicTest> each(JsonNode files, Check check) {
    return StreamSupport.stream(((Iterable<String>) files::fieldNames).spliterator(), false)
        .map(name -> DynamicTest.dynamicTest(name, () -> check.of(name, files.get(name))));
  }

  private static boolean compiledAside(Sequential model) {
    return model.unsupported().stream().anyMatch(setting -> setting.kind().compiled());
  }

  private static boolean is(String name, String... parts) { return Stream.of(parts).anyMatch(name::contains); }

  private static Sequential load(Path file, List<String> warned) {
    Sequential[] model = new Sequential[1];
    warned.addAll(Warned.during(() -> model[0] = Sequential.load(file)));
    return model[0];
  }

  private static JsonNode json(Path folder, String name) throws IOException {
    return new ObjectMapper().readTree(folder.resolve(name).toFile());
  }

  private static NDArray array(JsonNode node) {
    List<Integer> shape = new ArrayList<>();
    for (JsonNode at = node; at.isArray(); at = at.get(0)) shape.add(at.size());
    return new NDArray(Shape.of(shape.stream().mapToInt(size -> size).toArray()), floats(node));
  }

  private static float[] floats(JsonNode node) {
    List<Float> values = new ArrayList<>();
    flatten(node, values);
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) floats[i] = values.get(i);
    return floats;
  }

  private static void flatten(JsonNode node, List<Float> into) {
    if (node.isArray()) node.forEach(each -> flatten(each, into));
    else into.add((float) node.asDouble());
  }
}

package kerava.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kerava.KeravaException;
import kerava.layers.BatchNormalization;
import kerava.layers.Dense;
import kerava.layers.Dropout;
import kerava.layers.Flatten;
import kerava.layers.Input;
import kerava.layers.Layer;
import kerava.models.SavedModel;
import kerava.models.Sequential;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.FitOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Python's loaders predict the same bits with what is exported here, and what Python exports predicts here as there. */
@Tag("interop") class SavedModelInterop {
  private static final NDArray X = ramp(Shape.of(5, 2, 2));

  @TempDir static Path theirs;
  private static JsonNode told;

  @BeforeAll static void pythonWrites() { told = Python.lines("saved_model.py", "write", theirs.toString()).get(0); }

  @Test void pythonReadsOurs(@TempDir Path folder) {
    Map<String, Sequential> models = new HashMap<>();
    for (int seed = 1; seed <= 2; seed++) models.put("모델 " + seed, trained(seed));
    models.put("any length", new Sequential(new Input(Shape.NONE, 2).named("pixels"), new Dense(3, "tanh"), new BatchNormalization()));
    models.put("flat", new Sequential(new Input(2, 2), new Flatten()));
    models.forEach((name, model) -> model.export(folder.resolve(name)));
    List<JsonNode> told = Python.lines("saved_model.py", "read", folder.toString(), "[[[-1,-0.5],[0.25,1]],[[3,4],[5,-6]]]");
    assertEquals(models.size(), told.size());
    NDArray x = NDArray.of(Shape.of(2, 2, 2), -1, -.5f, .25f, 1, 3, 4, 5, -6);
    for (JsonNode one : told) {
      String name = one.get("folder").asText();
      try (Sequential model = models.get(name)) {
        check(name, one, model, model.predict(x));
      }
    }
    JsonNode last = told.get(told.size() - 1);
    assertEquals(9, last.get("predictions").size(), "each signature by load, TFSMLayer, a model with it and the tool; and once more");
    String show = last.get("show").asText();
    for (String part : List.of("signature_def['serve']", "signature_def['serving_default']", "inputs['pixels']", "outputs['output_0']",
        "shape: (-1, 2, 2)", "Method name is: tensorflow/serving/predict"))
      assertTrue(show.contains(part), show);
  }

  private static void check(String name, JsonNode told, Sequential model, NDArray wanted) {
    assertEquals(List.of(), Bits.texts(told.get("warnings")), name);
    Set<String> inputs = name.equals("flat") ? Set.of("keras_tensor") : Set.of("pixels");
    told.get("inputs").forEach(input -> assertTrue(inputs.contains(input.asText()), input.asText()));
    told.get("predictions").properties().forEach(entry -> assertEquals(wanted, array(entry.getValue()), name + ", " + entry.getKey()));
    List<NDArray> weights = model.getWeights();
    assertEquals(weights.size(), told.get("variables").size());
    int i = 0;
    for (JsonNode variable : told.get("variables")) assertEquals(weights.get(i++), array(variable), name + ", variable " + i);
  }

  private static Layer inside(String name) {
    return new Sequential(name, List.of(new Dense(8, "relu").named("dense"), new BatchNormalization().named("norm"),
        new Sequential("deeper", List.of(new Dropout(0.3).named("drop"), new Dense(4).named("dense"))).layer())).layer();
  }

  private static Sequential trained(int seed) {
    RandomSeed.set(seed);
    Sequential model = new Sequential("m",
        List.of(new Input(2, 2).named("pixels"), new Flatten(), new Dense(16, "relu").named("dense"), new Dense(8, "elu").named("숨은 층"),
            inside("안쪽"), inside("b"), new Dense(3, "softmax").named("out")));
    model.setTrainable("안쪽/norm", false);
    model.compile("adam", "sparse_categorical_crossentropy");
    model.fit(X, NDArray.of(0, 1, 2, 1, 0), new FitOptions().withVerbose(0));
    return model;
  }

  @Test void weReadPythons() {
    NDArray x = array(told.get("x"));
    try (SavedModel loaded = trusted("keras")) {
      assertEquals(Set.of("serve", "serving_default"), loaded.signatures().keySet());
      assertEquals(array(told.get("keras")), loaded.predict(x));
      assertEquals(array(told.get("keras")), loaded.predict("serve", Map.of("x", x)).get("output_0"));
    }
    try (SavedModel loaded = trusted("keras_two")) {
      float[] other = x.values().clone();
      for (int i = 0; i < other.length; i++) other[i] = 2 * other[i] + 1;
      Map<String, NDArray> y = loaded.predict("serve", Map.of("a", x, "b", new NDArray(x.shape(), other)));
      assertEquals(Map.of("p", array(told.get("p")), "q", array(told.get("q"))), y);
    }
    try (SavedModel loaded = trusted("tf_keras")) {
      assertEquals(array(told.get("tf_keras")), loaded.predict(x));
      assertEquals(Set.of("first_input"), loaded.signatures().get("serving_default").inputs().keySet());
      assertEquals(Set.of("last"), loaded.signatures().get("serving_default").outputs().keySet());
    }
  }

  @Test void weReadModules() {
    try (SavedModel loaded = trusted("module")) {
      assertEquals(Set.of("combine", "look_up", "word"), loaded.signatures().keySet());
      assertEquals(Map.of("found", NDArray.of(Shape.of(4), -2.5f, .5f, -1, 1.5f)),
          loaded.predict("look_up", Map.of("ids", NDArray.of(9, 7, 1, 8))));
      NDArray a = NDArray.of(Shape.of(1, 2), 1, -2), b = NDArray.of(Shape.of(1, 2), .25f, 4);
      assertEquals(Map.of("sum", NDArray.of(new double[][] {{1.25, 2}}), "scaled", NDArray.of(Shape.of(1, 2), 2, -6), "positive",
          NDArray.of(new boolean[][] {{true, false}}), "large", NDArray.of(new int[][] {{1000, -2000}})),
          loaded.predict("combine", Map.of("a", a, "b", b)));
      refused(() -> loaded.predict("look_up", Map.of("ids", NDArray.of(Shape.of(1), 1.5f))),
          "'ids' of signature 'look_up': 1.5 is no int64");
      refused(() -> loaded.predict("word", Map.of("word", NDArray.of(1))),
          "'word' of signature 'word': int32 are no strings; convert the input");
    }
    assertEquals(List.of(), SavedModel.inspect(theirs.resolve("module")).reaching());
    assertEquals(List.of(), SavedModel.inspect(theirs.resolve("keras")).reaching());
    assertEquals(List.of(), SavedModel.inspect(theirs.resolve("tf_keras")).reaching());
    List<String> reaching = SavedModel.inspect(theirs.resolve("outside")).reaching().stream().map(Object::toString).toList();
    assertEquals(1, reaching.size());
    assertTrue(reaching.get(0).startsWith("ReadFile reads files (ReadFile in function __inference_"), reaching.get(0));
  }

  private SavedModel trusted(String name) { return SavedModel.loadTrusted(theirs.resolve(name)); }

  private static void refused(org.junit.jupiter.api.function.Executable what, String message) {
    String got = assertThrows(KeravaException.class, what).getMessage();
    assertTrue(got.contains(message), got);
  }

  private static NDArray ramp(Shape shape) {
    float[] values = new float[(int) shape.elements()];
    for (int i = 0; i < values.length; i++) values[i] = i % 7 - 3.5f;
    return new NDArray(shape, values);
  }

  private static NDArray array(JsonNode told) {
    int[] sizes = new int[told.get("shape").size()];
    Arrays.setAll(sizes, i -> told.get("shape").get(i).asInt());
    float[] values = new float[told.get("values").size()];
    for (int i = 0; i < values.length; i++) values[i] = (float) told.get("values").get(i).asDouble();
    return new NDArray(Shape.of(sizes), values);
  }
}

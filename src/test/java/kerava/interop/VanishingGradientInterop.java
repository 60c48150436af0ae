package kerava.interop;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kerava.data.Mnist;
import kerava.layers.Dense;
import kerava.layers.Flatten;
import kerava.layers.Input;
import kerava.layers.Layer;
import kerava.models.Sequential;
import kerava.notebooks.Kernel;
import kerava.notebooks.RunResult;
import kerava.notebooks.VanishingGradient;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;
import kerava.training.Evaluate;
import kerava.training.Fit;
import kerava.training.Scores;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The two models of the vanishing-gradient notebook, side by side with Python Keras on this machine: not a bit may differ. */
@Tag("interop") class VanishingGradientInterop {
  private static NDArray x, y, xTest, yTest;

  @BeforeAll static void load() {
    Mnist train = Mnist.load(Mnist.Split.TRAIN), test = Mnist.load(Mnist.Split.TEST);
    x = train.x();
    y = train.y();
    xTest = test.x();
    yTest = test.y();
  }

  @TestFactory List<DynamicTest> theLibraryGivesPythonsBits() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String job : List.of("vanishing32-relu:42:5", "vanishing32-sigmoid:42:5", "vanishing32-relu:7:2", "vanishing32-sigmoid:7:2",
        "vanishing32-relu:4294967295:2", "vanishing32-sigmoid:0:2")) {
      tests.add(DynamicTest.dynamicTest(job, () -> compare(job)));
    }
    tests.add(DynamicTest.dynamicTest("a partial last batch", () -> compare("vanishing32-relu:3:2", "--limit", "3217")));
    tests.add(DynamicTest.dynamicTest("batches of 50, a last one of 17",
        () -> compare("vanishing32-relu:11:2", "--limit", "1017", "--batch-size", "50")));
    return tests;
  }

  private static void compare(String job, String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = job;
    System.arraycopy(options, 0, arguments, 1, options.length);
    JsonNode python = Python.lines("reference.py", arguments).get(0);
    int limit = options.length > 1 ? Integer.parseInt(options[1]) : x.count(),
        batchSize = options.length > 3 ? Integer.parseInt(options[3]) : 32;
    String[] parts = job.split(":");
    RandomSeed.set(Long.parseLong(parts[1]));
    try (Sequential model = model(parts[0].replace("vanishing32-", ""))) {
      assertEquals(Bits.texts(python.get("initial_weights_md5")), Bits.md5(model.getWeights()), "initial weights");
      model.compile("adam", "sparse_categorical_crossentropy", "accuracy");
      Map<String, List<Double>> history = model.fit(x.slice(0, limit), y.slice(0, limit),
          new Fit().epochs(Integer.parseInt(parts[2])).batchSize(batchSize).verbose(0)).values();
      Scores scores = model.evaluate(xTest, yTest, new Evaluate().verbose(0));
      NDArray predicted = model.predict(xTest.slice(0, 1000));
      assertAll(() -> assertEquals(histories(python), history, "history"),
          () -> assertEquals(Bits.doubles(python.get("evaluate")), List.copyOf(scores.toList()), "evaluate"),
          () -> assertEquals(Bits.texts(python.get("weights_md5")), Bits.md5(model.getWeights()), "final weights"),
          () -> assertEquals(python.get("predict_md5").asText(), Bits.md5(predicted), "predict"));
    }
  }

  @TestFactory List<DynamicTest> theNotebookGivesPythonsBits() {
    Kernel kernel =
        new Kernel(new Kernel.Options(1234, 1, null, 6400, List.of(), 0), line -> {}, new PrintStream(OutputStream.nullOutputStream()));
    new VanishingGradient().run(kernel);
    assertFalse(kernel.results().isEmpty());
    return kernel.results().entrySet().stream().map(run -> DynamicTest.dynamicTest(run.getKey(), () -> {
      JsonNode python = Python.lines("reference.py", run.getKey() + ":1234:1", "--limit", "6400").get(0);
      RunResult ours = run.getValue();
      assertAll(() -> assertEquals(histories(python), ours.history().values()),
          () -> assertEquals(Bits.doubles(python.get("evaluate")), List.copyOf(ours.scores().toList())),
          () -> assertEquals(Bits.texts(python.get("weights_md5")), ours.weightsMd5()));
    })).toList();
  }

  private static Sequential model(String activation) {
    List<Layer> layers = new ArrayList<>(List.of(new Input(28, 28), new Flatten()));
    for (int i = 0; i < 10; i++) layers.add(new Dense(32, activation));
    layers.add(new Dense(10, "softmax"));
    return new Sequential(null, layers);
  }

  private static Map<String, List<Double>> histories(JsonNode python) {
    Map<String, List<Double>> histories = new TreeMap<>();
    python.get("history").fields().forEachRemaining(entry -> histories.put(entry.getKey(), Bits.doubles(entry.getValue())));
    return histories;
  }
}

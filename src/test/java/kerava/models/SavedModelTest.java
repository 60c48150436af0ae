package kerava.models;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kerava.KeravaException;
import kerava.MadeSamples;
import kerava.ProcessStatus;
import kerava.Rounding;
import kerava.layers.BatchNormalization;
import kerava.layers.Concatenate;
import kerava.layers.Dense;
import kerava.layers.Dropout;
import kerava.layers.Flatten;
import kerava.layers.Input;
import kerava.layers.KerasTensor;
import kerava.layers.Layer;
import kerava.losses.CategoricalCrossentropy;
import kerava.metrics.Accuracy;
import kerava.random.RandomSeed;
import kerava.tensor.Columns;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.EvaluateOptions;
import kerava.training.FitOptions;
import kerava.training.PredictOptions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An exported model predicts the same when it is loaded again; what is not whole or does not fit is refused. */
class SavedModelTest {
  @TempDir Path temporary;

  @Test void predictsTheSame() {
    Path folder = temporary.resolve("내보낸 모델");
    try (Sequential model = trained()) {
      model.export(folder);
      try (SavedModel loaded = SavedModel.loadTrusted(folder)) {
        Rounding.assertNear(model.predict(X), loaded.predict(X));
        for (String signature : List.of("serve", "serving_default"))
          Rounding.assertNear(Map.of("output_0", model.predict(X)), loaded.predict(signature, Map.of("pixels", X)));
      }
    }
  }

  @Test void tellsItsSignatures() {
    Path folder = exported();
    try (SavedModel loaded = SavedModel.loadTrusted(folder)) {
      assertEquals(Set.of("serve", "serving_default"), loaded.signatures().keySet());
      assertEquals("{pixels=float32 (None, 2, 3)}", loaded.signatures().get("serve").inputs().toString());
      assertEquals("{output_0=float32 (None, 3)}", loaded.signatures().get("serve").outputs().toString());
    }
    assertEquals(List.of(), SavedModel.inspect(folder).reaching());
    assertEquals("2.18.0", SavedModel.inspect(folder).tensorFlow());
    assertEquals(3, SavedModel.inspect(folder).operations().get("MatMul"));
  }

  @Test void evaluates() {
    Path folder = temporary.resolve("m");
    try (Sequential model = trained()) {
      model.export(folder);
      try (SavedModel loaded = SavedModel.loadTrusted(folder)) {
        var own = model.evaluate(X, Y, new EvaluateOptions().withVerbose(0));
        var scores = loaded.evaluate(X, Y, new CategoricalCrossentropy(), new Accuracy());
        assertEquals(own.loss(), scores.loss(), Rounding.ONE_PASS);
        assertEquals(own.get("accuracy"), scores.get("accuracy"));
        assertEquals(own.values().keySet(), scores.values().keySet());
      }
    }
  }

  @Test void aModelWithoutWeights() {
    try (Sequential model = new Sequential(new Input(2, 3), new Flatten())) {
      model.export(temporary.resolve("flat"));
      try (SavedModel loaded = SavedModel.loadTrusted(temporary.resolve("flat"))) {
        assertEquals(X.reshape(70, 6), loaded.predict(X));
        assertEquals(Set.of("keras_tensor"), loaded.signatures().get("serve").inputs().keySet());
      }
    }
  }

  @Test void severalInputsAndOutputsBatchByBatch() {
    KerasTensor a = new Input(3).named("a").tensor(), b = new Input(2).named("b").tensor();
    KerasTensor joined = new Concatenate().apply(new Dense(4, "tanh").apply(a), b);
    NDArray x = MadeSamples.normal(Shape.of(70, 3)), z = MadeSamples.normal(Shape.of(70, 2), 6);
    PredictOptions options = new PredictOptions().withVerbose(0);
    try (Model model = new Model(List.of(a, b), List.of(new Dense(2).apply(joined), new Dense(3).apply(joined)))) {
      model.export(temporary.resolve("two"));
      List<NDArray> wanted = model.predictAll(Columns.of(x, z));
      try (SavedModel loaded = SavedModel.loadTrusted(temporary.resolve("two"))) {
        for (int batch : new int[] {1, 32, 70, 100})
          Rounding.assertNear(Map.of("output_0", wanted.get(0), "output_1", wanted.get(1)),
              loaded.predict("serve", Map.of("a", x, "b", z), options.withBatchSize(batch)));
        refused(() -> loaded.predict("serve", Map.of("a", x), options), "x must have samples for each of the inputs {a=float32 (None, 3), "
            + "b=float32 (None, 2)} of signature 'serve', got [a]");
        refused(() -> loaded.predict("serve", Map.of("a", x, "b", z.slice(0, 9)), options),
            "all inputs must have as many samples, got {a=70, b=9}");
        refused(() -> loaded.predict("serve", Map.of("a", x.slice(0, 0), "b", z.slice(0, 0)), options), "x is empty");
        refused(() -> loaded.predict("serve", Map.of("a", z, "b", z), options), "input 'a' of signature 'serve' takes float32 (None, 3)");
        refused(() -> loaded.predict(x), "has the inputs [a, b] and the outputs [output_0, output_1], not one of each");
      }
    }
  }

  @Test void layersWhoseNamesAreNoScopes() {
    try (Sequential model = new Sequential("이름", List.of(new Input(3).named("입력"), new Dense(4).named("a b"), new Dense(2).named("a_b"),
        new Dense(5).named("층 1"), new Dense(3).named("Layer_1"), new Dense(2).named("layer_1")))) {
      model.export(temporary.resolve("names"));
      try (SavedModel loaded = SavedModel.loadTrusted(temporary.resolve("names"))) {
        NDArray x = MadeSamples.normal(Shape.of(5, 3));
        Rounding.assertNear(model.predict(x), loaded.predict(x));
      }
    }
  }

  @Test void anExistingFolderIsReplacedOnlyOnDemand() throws IOException {
    Path folder = exported();
    try (Sequential other = new Sequential(new Input(4), new Dense(1))) {
      refused(() -> other.export(folder), "m: exists already; give another name, or the option REPLACE_EXISTING");
      other.export(folder, REPLACE_EXISTING);
      assertEquals("{keras_tensor=float32 (None, 4)}", SavedModel.inspect(folder).signatures().get("serve").inputs().toString());
      Files.writeString(folder.resolve("notes.txt"), "mine");
      refused(() -> other.export(folder, REPLACE_EXISTING), "it holds more than a saved model: [notes.txt]");
      Files.writeString(temporary.resolve("file"), "mine");
      refused(() -> other.export(temporary.resolve("file"), REPLACE_EXISTING), "it is no folder");
      refused(() -> other.export(temporary.resolve("no/such")), "there is no folder");
    }
    try (Stream<Path> left = Files.list(temporary)) {
      assertEquals(List.of("file", "m"), left.map(path -> path.getFileName().toString()).sorted().toList());
    }
  }

  @Test void foldersThatAreNotWhole() throws IOException {
    refusedFolder(temporary.resolve("none"), "none: no such folder");
    refusedFolder(temporary, "there is no saved_model.pb; is it a SavedModel's folder?");
    Path folder = exported();
    byte[] graph = Files.readAllBytes(folder.resolve("saved_model.pb"));
    for (int length = 0; length < graph.length; length += 499) {
      Files.write(folder.resolve("saved_model.pb"), Arrays.copyOf(graph, length));
      refusedFolder(folder, length == 0 ? "no graph is tagged 'serve' alone, got []" : "saved_model.pb: damaged");
    }
    Files.write(folder.resolve("saved_model.pb"), graph);
    Files.delete(folder.resolve("variables/variables.data-00000-of-00001"));
    refused(() -> SavedModel.loadTrusted(folder).close(), "TensorFlow cannot load it");
    Files.delete(folder.resolve("variables/variables.index"));
    refusedFolder(folder, "there is no variables/variables.index");
  }

  @Test void questionsThatDoNotFit() {
    SavedModel loaded = SavedModel.loadTrusted(exported());
    refused(() -> loaded.predict("classify", Map.of("pixels", X)), "no signature 'classify'; there are [serve, serving_default]");
    refused(() -> loaded.predict("serve", Map.of("x", X)), "takes the inputs {pixels=float32 (None, 2, 3)}, got [x]");
    refused(() -> loaded.predict("serve", Map.of("pixels", MadeSamples.normal(Shape.of(4, 3, 2)))),
        "input 'pixels' of signature 'serve' takes float32 (None, 2, 3), got shape (4, 3, 2)");
    refused(() -> loaded.predict(MadeSamples.normal(Shape.of(4, 6))), "got shape (4, 6)");
    refused(() -> loaded.evaluate(X, Y.slice(0, 9), new CategoricalCrossentropy()), "got 70 in x and 9 in y");
    loaded.close();
    loaded.close();
    refused(() -> loaded.predict(X), "is closed");
  }

  @Test void severalThreadsPredictAtOnce() throws Exception {
    Path folder = temporary.resolve("m");
    try (Sequential model = trained()) {
      model.export(folder);
      model.save(temporary.resolve("m.keras"));
      NDArray wanted = model.predict(X);
      for (int round = 0; round < 5; round++) {
        try (SavedModel exported = SavedModel.loadTrusted(folder); Sequential saved = Sequential.load(temporary.resolve("m.keras"))) {
          atOnce(wanted, () -> exported.predict(X), () -> exported.predict(X), () -> saved.predict(X), () -> saved.predict(X));
        }
      }
    }
  }

  @SafeVarargs private static void atOnce(NDArray wanted, Supplier<NDArray>... predictions) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(predictions.length);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (var prediction : predictions) all.add(threads.submit(() -> {
        for (int i = 0; i < 20; i++) Rounding.assertNear(wanted, prediction.get());
      }));
      for (Future<?> one : all) one.get();
    } finally {
      threads.shutdown();
    }
  }

  /** A leak of inputs or outputs would be 1.4 GB. */
  @Test void manyPredictionsNeedNoMoreMemory() throws IOException {
    try (Sequential model = new Sequential(new Input(100), new Dense(100))) {
      model.export(temporary.resolve("m"));
    }
    NDArray x = MadeSamples.normal(Shape.of(600, 100));
    try (SavedModel loaded = SavedModel.loadTrusted(temporary.resolve("m"))) {
      for (int i = 0; i < 300; i++) loaded.predict("serve", Map.of("keras_tensor", x));
      long before = outsideTheHeap();
      for (int i = 0; i < 3000; i++) loaded.predict("serve", Map.of("keras_tensor", x));
      assertTrue(outsideTheHeap() - before < 200 << 10, before + " KiB before, " + outsideTheHeap() + " after");
    }
  }

  /** What the process holds, less Java's heap, in KiB. */
  private static long outsideTheHeap() {
    Assumptions.assumeTrue(ProcessStatus.isTold());
    return ProcessStatus.of("VmRSS") - (Runtime.getRuntime().totalMemory() >> 10);
  }

  private static final NDArray X = MadeSamples.normal(Shape.of(70, 2, 3)), Y = MadeSamples.oneHot(70, 3);

  private Path exported() {
    Path folder = temporary.resolve("m");
    try (Sequential model = trained()) {
      model.export(folder);
    }
    return folder;
  }

  private static Sequential trained() {
    RandomSeed.set(7);
    List<Layer> layers = List.of(new Input(2, 3).named("pixels"), new Flatten(), new Dense(16, "relu").named("숨은 층"),
        new BatchNormalization(), new Dropout(0.3), new Dense(5, "tanh"), new Dense(3, "softmax"));
    Sequential model = new Sequential("모델 1", layers);
    model.compile("adam", "categorical_crossentropy", "accuracy");
    model.fit(X, Y, new FitOptions().withEpochs(2).withBatchSize(7).withVerbose(0));
    return model;
  }

  private static void refusedFolder(Path folder, String message) {
    refused(() -> SavedModel.inspect(folder), message);
    refused(() -> SavedModel.loadTrusted(folder).close(), message);
  }

  private static void refused(org.junit.jupiter.api.function.Executable what, String message) {
    String got = assertThrows(KeravaException.class, what).getMessage();
    assertTrue(got.contains(message), () -> "wanted: " + message + "\ngot: " + got);
  }
}

package kerava.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kerava.Goldens;
import kerava.MadeSamples;
import kerava.Rounding;
import kerava.Warned;
import kerava.layers.BatchNormalization;
import kerava.layers.Dense;
import kerava.layers.Dropout;
import kerava.layers.Flatten;
import kerava.layers.Input;
import kerava.layers.Layer;
import kerava.layers.LayerOptions;
import kerava.losses.CategoricalCrossentropy;
import kerava.metrics.Accuracy;
import kerava.models.Sequential;
import kerava.network.LayerState;
import kerava.network.Network;
import kerava.optimizers.Adam;
import kerava.random.RandomSeed;
import kerava.saving.Dialect;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.FitOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Models inside models, frozen layers, normalizations and equal names inside them, go to Python and back in every format with the same
 * bits.
 */
@Tag("interop") class NestedInterop {
  private static final int SEED = 5;
  private static final NDArray X = MadeSamples.normal(Shape.of(16, 2, 3), 5), Y = MadeSamples.oneHot(16, 3);
  private static final FitOptions TWICE = new FitOptions().withEpochs(2).withBatchSize(8).withShuffle(false).withVerbose(0);

  @TempDir Path folder;

  @Test void inKeras3() throws IOException {
    Jobs jobs = new Jobs(folder);
    Map<String, Sequential> models = models(0.3);
    for (var entry : models.entrySet()) {
      String name = entry.getKey();
      written(entry.getValue(), name, Dialect.KERAS_3);
      jobs.add(fit(2, "seed", SEED, "load", file(name, ".keras")));
      jobs.add(fit(2, "seed", SEED, "load", file(name, ".h5")));
      predictWithWeights(jobs, name);
      jobs.add(
          anew(2, "seed", SEED, "load", file(name, ".keras"), "save", List.of(file(name, "-p.keras"), file(name, "-p.h5")),
              "save_weights", List.of(file(name, "-p.weights.h5")), "save_json", file(name, "-p.json")));
      jobs.add(anew(4, "seed", SEED, "load", file(name, ".keras")));
    }
    List<JsonNode> told = jobs.run(Dialect.KERAS_3);
    int next = 0;
    for (String name : models.keySet()) {
      fitsAlike(file(name, ".keras"), told.get(next), 0);
      fitsAlike(file(name, ".h5"), told.get(next + 1), 0);
      try (Sequential model = models.get(name)) {
        for (int k = 2; k < 4; k++) same(model, told.get(next + k), name);
        comesBack(model, name, told.get(next + 4), List.of("-p.keras", "-p.h5", "-p.weights.h5"));
      }
      if (!name.equals("noisy")) // dropout begins anew with every load
        for (String python : List.of("-p.keras", "-p.h5")) fitsOn(file(name, python), told.get(next + 5));
      next += 6;
    }
  }

  private void predictWithWeights(Jobs jobs, String name) {
    for (String weights : List.of(".weights.h5", "-w.h5"))
      jobs.add("json", file(name, ".json"), "weights", file(name, weights), "x", X, "predict", true);
  }

  @Test void inKeras2() throws IOException {
    Jobs jobs = new Jobs(folder);
    Map<String, Sequential> models = models(0);
    for (var entry : models.entrySet()) {
      String name = entry.getKey();
      written(entry.getValue(), name, Dialect.KERAS_2);
      jobs.add(fit(2, "load", file(name, ".h5")));
      jobs.add("load", file(name, ".h5"), "x", X, "predict", true);
      predictWithWeights(jobs, name);
      // tf_keras gives the state of two weights of the same name one name, and then cannot write it
      List<Path> h5 = name.equals("twins") ? List.of() : List.of(file(name, "-p.h5"));
      List<Path> weights = List.of(file(name, "-p.weights.h5"), file(name, "-p-w.h5"));
      jobs.add(anew(2, "load", file(name, ".h5"), "save", h5, "save_weights", weights, "save_json", file(name, "-p.json")));
    }
    List<JsonNode> told = jobs.run(Dialect.KERAS_2);
    int next = 0;
    for (String name : models.keySet()) {
      fitsAlike(file(name, ".h5"), told.get(next), Rounding.SHORT_FIT);
      try (Sequential model = models.get(name)) {
        for (int k = 1; k < 4; k++) same(model, told.get(next + k), name);
        comesBack(model, name, told.get(next + 4),
            name.equals("twins") ? List.of("-p.weights.h5", "-p-w.h5") : List.of("-p.h5", "-p.weights.h5", "-p-w.h5"));
      }
      next += 5;
    }
  }

  /**
   * In two chains layers have the same names, and in each the weights of a normalization that no training changes stand between those that
   * it does.
   */
  private static Map<String, Sequential> models(double dropout) {
    Map<String, Sequential> models = new LinkedHashMap<>();
    String twins = dropout > 0 ? "noisy" : "twins";
    models.put(twins, trained(twins, List.of(new Input(2, 3), new Flatten(), twin("a", dropout), twin("b", dropout), softmax()),
        "a/frozen", "b/norm"));
    models.put("whole", trained("whole",
        List.of(new Input(2, 3), new Flatten(), twin("a", 0), new BatchNormalization().named("norm"), softmax()), "a"));
    models.put("deep", trained("deep",
        List.of(
            new Sequential("first", List.of(new Input(2, 3).named("x"), new Flatten().named("flat"), new Dense(16, "tanh").named("first"),
                new Sequential("second",
                    List.of(twin("a", 0),
                        new Sequential("third", List.of(new Dense(16, "relu").named("inner"), new BatchNormalization().named("inner_norm")))
                            .layer()))
                    .layer()))
                .layer(),
            softmax()),
        "first/second/third/inner"));
    return models;
  }

  private static Dense softmax() { return new Dense(3, "softmax").named("out"); }

  private static Layer twin(String name, double dropout) {
    return new Sequential(name, List.of(new Dense(16, "relu").named("dense"), new BatchNormalization().named("norm"),
        new Dense(8).named("frozen"), new Dropout(dropout).named("drop"), new Dense(4, "elu").named("last"))).layer();
  }

  private static Sequential trained(String name, List<Layer> layers, String... frozen) {
    RandomSeed.set(SEED);
    Sequential model = new Sequential(name, layers);
    for (String layer : frozen) model.setTrainable(layer, false);
    model.compile(new Adam(), new CategoricalCrossentropy(), new Accuracy());
    model.fit(X, Y, TWICE);
    return model;
  }

  private void written(Sequential model, String name, Dialect dialect) throws IOException {
    if (dialect == Dialect.KERAS_3) model.save(file(name, ".keras"));
    Warned.during(() -> model.save(file(name, ".h5"), dialect));
    model.saveWeights(file(name, ".weights.h5"));
    model.saveWeights(file(name, "-w.h5"));
    Files.writeString(file(name, ".json"), model.toJson(dialect));
  }

  private static Object[] fit(int epochs, Object... more) {
    List<Object> job = new ArrayList<>(List.of(more));
    job.addAll(List.of("x", X, "y", Y, "fit", Map.of("epochs", epochs, "batch_size", 8, "shuffle", false), "predict", true));
    return job.toArray();
  }

  private static Object[] anew(int epochs, Object... more) {
    List<Object> job = new ArrayList<>(List.of(fit(epochs, more)));
    job.addAll(List.of("anew", true, "loss", "categorical_crossentropy", "optimizer", Map.of("class_name", "Adam", "config", Map.of())));
    return job.toArray();
  }

  /** What {@code file} holds trains here as there. */
  private static void fitsAlike(Path file, JsonNode told, double tolerance) {
    RandomSeed.set(SEED);
    try (Sequential model = Sequential.load(file)) {
      List<Double> expected = Bits.doubles(told.get("loss")), losses = model.fit(X, Y, TWICE).get("loss");
      for (int i = 0; i < 2; i++) Goldens.assertNear(expected.get(i), losses.get(i), tolerance, file + ", epoch " + i);
      if (tolerance == 0) same(model, told, file.toString());
    }
  }

  /** Two epochs from {@code file}, Python's, lead where its four did. */
  private static void fitsOn(Path file, JsonNode four) {
    try (Sequential model = Sequential.load(file)) {
      model.fit(X, Y, TWICE);
      same(model, four, file.toString());
    }
  }

  private static void same(Sequential model, JsonNode told, String what) {
    assertEquals(Bits.texts(told.get("weights_md5")), Bits.md5(model.getWeights()), what);
    assertEquals(told.get("predict_md5").asText(), Bits.md5(model.predict(X)), what);
  }

  /** Python's files of {@code before}, trained on there. */
  private void comesBack(Sequential before, String name, JsonNode told, List<String> files) throws IOException {
    String json = Files.readString(file(name, "-p.json"));
    for (String ending : files) {
      boolean whole = !ending.matches(".*w(eights)?.h5");
      try (Sequential model = whole ? Sequential.load(file(name, ending)) : Sequential.fromJson(json)) {
        if (!whole) model.loadWeights(file(name, ending));
        same(model, told, name + ending);
        assertEquals(layers(before.network().layers()), layers(model.network().layers()), name + ending);
        if (whole) assertEquals(before.summary(), model.summary(), name + ending);
      }
    }
  }

  /**
   * As text; but inputs, one of which Python writes into each model that has been built, and tf_keras counts a normalization's axis from
   * the front.
   */
  private static String layers(List<Layer> layers) {
    return layers.stream().filter(layer -> !(layer instanceof Input))
        .map(layer -> LayerState.name(layer) + " "
            + (layer instanceof Network nested
                ? layers(nested.layers())
                : LayerState.trainable(layer) + " " + layer.with(LayerOptions.of("")).toString().replace("axis=1,", "axis=-1,")))
        .collect(Collectors.joining("\n"));
  }

  private Path file(String name, String ending) { return folder.resolve(name + ending); }
}

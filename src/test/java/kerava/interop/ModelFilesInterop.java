package kerava.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kerava.Goldens;
import kerava.MadeSamples;
import kerava.Rounding;
import kerava.activations.Activations;
import kerava.initializers.HeNormal;
import kerava.layers.Activation;
import kerava.layers.BatchNormalization;
import kerava.layers.Dense;
import kerava.layers.Dropout;
import kerava.layers.Flatten;
import kerava.layers.Input;
import kerava.layers.Layer;
import kerava.layers.LeakyReLU;
import kerava.losses.BinaryCrossentropy;
import kerava.losses.CategoricalCrossentropy;
import kerava.losses.Loss;
import kerava.losses.MeanSquaredError;
import kerava.metrics.Accuracy;
import kerava.metrics.CategoricalAccuracy;
import kerava.metrics.Metric;
import kerava.models.Sequential;
import kerava.optimizers.Adagrad;
import kerava.optimizers.Adam;
import kerava.optimizers.Optimizer;
import kerava.optimizers.RMSprop;
import kerava.optimizers.SGD;
import kerava.random.RandomSeed;
import kerava.saving.Dialect;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.EvaluateOptions;
import kerava.training.FitOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files written here load in Python Keras without a warning, predict the same bits and train on; files written there load here. */
@Tag("interop") class ModelFilesInterop {
  private static final NDArray X = MadeSamples.normal(Shape.of(16, 2, 3), 5), Y = MadeSamples.oneHot(16, 3);
  private static final Map<String, Object> ONE = Map.of("epochs", 1, "batch_size", 8, "shuffle", false);

  @TempDir Path folder;

  private static List<Layer> everyLayer() {
    return List.of(new Input(2, 3), new Flatten(), new Dense(16, Activations.TANH, new HeNormal(4)), new BatchNormalization(),
        new LeakyReLU(0.1),
        new Dropout(0.5), new Dense(6).withUseBias(false).named("frozen"), new BatchNormalization().withScale(false).withCenter(false),
        new Activation("relu"), new Dense(3, "softmax"));
  }

  private static Map<String, Sequential> models() {
    RandomSeed.set(1);
    Map<String, Sequential> models = new LinkedHashMap<>();
    models.put("every",
        compiled(new Sequential(null, everyLayer()), new Adam(), new CategoricalCrossentropy(false, 0.1), new CategoricalAccuracy()));
    models.get("every").setTrainable("frozen", false);
    models.put("bare", new Sequential(null, everyLayer()));
    models.put("names",
        compiled(
            new Sequential("모델 1", List.of(new Input(2, 3).named("입력"), new Flatten().named("펴기 층"),
                new Sequential("안 쪽",
                    List.of(new Dense(4, "relu").named("층 1"), new Sequential("c d", List.of(new LeakyReLU(0.1).named("층 1"))).layer()))
                    .layer(),
                new Dense(3, "softmax").named("a b"))),
            new SGD(0.1, 0.9, true), new CategoricalCrossentropy(), new Accuracy()));
    models.put("logits", compiled(new Sequential(new Input(2, 3), new Flatten(), new Dense(3)), new RMSprop(0.01, 0.8, 0.5, 1e-6, true),
        new BinaryCrossentropy(true, 0.2)));
    models.put("mse", compiled(new Sequential(new Input(2, 3), new Flatten(), new Dense(3)), new Adagrad(), new MeanSquaredError()));
    List<Layer> deep = new ArrayList<>(List.of(new Input(2, 3), new Flatten()));
    for (int i = 0; i < 70; i++) deep.add(new Dense(3).named("n".repeat(950) + i)); // more names than one attribute holds
    models.put("deep", new Sequential(null, deep));
    return models;
  }

  private static Sequential compiled(Sequential model, Optimizer optimizer, Loss loss, Metric... metrics) {
    model.compile(optimizer, loss, metrics);
    return model;
  }

  @Test void writtenHereForKeras3() throws IOException {
    Jobs jobs = new Jobs(folder);
    Map<String, Sequential> models = models();
    List<String> files = new ArrayList<>();
    for (var entry : models.entrySet()) {
      Sequential model = entry.getValue();
      boolean compiled = !List.of("bare", "deep").contains(entry.getKey());
      if (compiled) model.fit(X, Y, new FitOptions().withEpochs(2).withBatchSize(8).withVerbose(0));
      Object[] options = {"x", X, "y", Y, "predict", true, "evaluate", compiled, "eager", entry.getKey().equals("names")};
      for (String ending : List.of(".keras", ".h5")) {
        model.save(file(entry.getKey() + ending));
        jobs.add(with(options, "load", file(entry.getKey() + ending), "compile", compiled));
        files.add(entry.getKey() + ending);
      }
      model.saveWeights(file(entry.getKey() + ".weights.h5"));
      Files.writeString(file(entry.getKey() + ".json"), model.toJson());
      jobs.add("json", file(entry.getKey() + ".json"), "weights", file(entry.getKey() + ".weights.h5"), "x", X, "predict", true, "eager",
          entry.getKey().equals("names"));
      files.add(entry.getKey() + ".json");
    }
    List<JsonNode> told = jobs.run(Dialect.KERAS_3);
    for (int i = 0; i < files.size(); i++) check(files.get(i), models.get(files.get(i).replaceAll("\\..*", "")), told.get(i));
    models.values().forEach(Sequential::close);
  }

  private static void check(String file, Sequential model, JsonNode told) {
    assertEquals(model.name(), told.get("name").asText(), file);
    assertEquals(Bits.md5(model.getWeights()), Bits.texts(told.get("weights_md5")), file);
    assertEquals(Bits.md5(model.predict(X)), told.get("predict_md5").asText(), file);
    if (!told.has("evaluate")) return;
    double loss = model.evaluate(X, Y, new EvaluateOptions().withVerbose(0)).loss();
    double python = told.get("evaluate").isArray() ? told.get("evaluate").get(0).asDouble() : told.get("evaluate").asDouble();
    Goldens.assertNear(python, loss, Rounding.ONE_PASS, file);
  }

  @Test void writtenHereForKeras2() throws IOException {
    Jobs jobs = new Jobs(folder);
    List<Optimizer> optimizers = List.of(new Adam(0.01), new SGD(0.1, 0.9, false), new SGD(0.1), new RMSprop(), new Adagrad());
    List<Sequential> models = new ArrayList<>();
    for (Optimizer optimizer : optimizers) {
      RandomSeed.set(1);
      Sequential model = compiled(
          new Sequential("m" + models.size(), List.of(new Input(2, 3), new Flatten(), new Dense(16, "tanh"), new LeakyReLU(0.1),
              new Dropout(0), new Dense(5).withUseBias(false), new Dense(3, "softmax"))),
          optimizer, new CategoricalCrossentropy(false, 0.1), new Accuracy());
      model.fit(X, Y, new FitOptions().withEpochs(2).withBatchSize(8).withVerbose(0));
      models.add(model);
      model.save(file(model.name() + ".h5"), Dialect.KERAS_2);
      model.saveWeights(file(model.name() + "-weights.h5"));
      Files.writeString(file(model.name() + ".json"), model.toJson(Dialect.KERAS_2));
      jobs.add("load", file(model.name() + ".h5"), "x", X, "y", Y, "fit", ONE);
      jobs.add("load", file(model.name() + ".h5"), "x", X, "predict", true);
      jobs.add("json", file(model.name() + ".json"), "weights", file(model.name() + "-weights.h5"), "x", X, "predict", true);
    }
    List<JsonNode> told = jobs.run(Dialect.KERAS_2);
    for (int i = 0; i < models.size(); i++) {
      Sequential model = models.get(i);
      for (int k = 1; k < 3; k++) assertEquals(Bits.md5(model.predict(X)), told.get(3 * i + k).get("predict_md5").asText(), model.name());
      List<Double> on = model.fit(X, Y, new FitOptions().withBatchSize(8).withShuffle(false).withVerbose(0)).get("loss");
      Goldens.assertNear(told.get(3 * i).get("loss").get(0).asDouble(), on.get(0), Rounding.SHORT_FIT, optimizers.get(i).toString());
      model.close();
    }
  }

  @Test void storedOtherwise() throws IOException {
    for (String source : List.of("keras3/adam.h5", "keras2/adam.h5"))
      for (String way : List.of("float16", "float64", "big", "chunked", "fixed", "variable")) {
        Path plain = Path.of("models", source), otherwise = file(way + ".h5");
        double change = Python.lines("rewrite_h5.py", plain.toString(), otherwise.toString(), way).get(0).get("change").asDouble();
        assertTrue(way.equals("float16") == change > 0, way + " changes numbers by " + change);
        try (Sequential expected = Sequential.load(plain); Sequential actual = Sequential.load(otherwise)) {
          assertEquals(expected.toJson(Dialect.KERAS_2), actual.toJson(Dialect.KERAS_2), "without the learning rate, which may be rounded");
          Goldens.assertNear(expected.getWeights(), actual.getWeights(), change, source + " " + way);
        }
      }
  }

  private static Object[] with(Object[] options, Object... more) {
    List<Object> all = new ArrayList<>(List.of(options));
    all.addAll(List.of(more));
    return all.toArray();
  }

  private Path file(String name) { return folder.resolve(name); }
}

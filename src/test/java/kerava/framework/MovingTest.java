package kerava.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import kerava.Goldens;
import kerava.KeravaException;
import kerava.MadeSamples;
import kerava.activations.Activations;
import kerava.constraints.MaxNorm;
import kerava.initializers.TruncatedNormal;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.losses.BinaryCrossentropy;
import kerava.losses.Loss;
import kerava.losses.MeanSquaredError;
import kerava.metrics.AUC;
import kerava.metrics.BinaryAccuracy;
import kerava.metrics.Metric;
import kerava.models.Model;
import kerava.models.SavedModel;
import kerava.models.Sequential;
import kerava.optimizers.SGD;
import kerava.random.RandomSeed;
import kerava.regularizers.L2;
import kerava.saving.Custom;
import kerava.saving.Dialect;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.FitOptions;
import kerava.training.History;
import moving.MovedElu;
import moving.MovedModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.framework.losses.Huber;
import org.tensorflow.framework.losses.Reduction;
import org.tensorflow.framework.losses.SparseCategoricalCrossentropy;
import org.tensorflow.framework.metrics.Mean;
import org.tensorflow.framework.metrics.MeanAbsoluteError;
import org.tensorflow.framework.metrics.RootMeanSquaredError;
import org.tensorflow.types.TFloat32;

/** Models with members of TensorFlow Framework train as those with Kerava's own of the same formula; files have none of them. */
class MovingTest {
  private static final NDArray X = MadeSamples.normal(Shape.of(22, 5)), Y = truth();
  /** Batches of 8, 8 and 6. */
  private static final FitOptions FIT = new FitOptions().withEpochs(4).withBatchSize(8).withVerbose(0);

  @TempDir Path folder;

  private static NDArray truth() {
    float[] y = new float[22];
    for (int i = 0; i < y.length; i++) y[i] = X.get(i, 0) + X.get(i, 3) > 0 ? 1 : 0;
    return NDArray.of(Shape.of(22, 1), y);
  }

  @Test void thePageShowsTheClasses() throws IOException {
    String page = Files.readString(Path.of("docs", "tensorflow-framework.md"));
    try (Stream<Path> classes = Files.list(Path.of("src", "test", "java", "moving"))) {
      for (Path file : classes.toList())
        assertTrue(page.contains("```java\n" + Files.readString(file) + "```"), file + " is not on the page");
    }
  }

  private static Sequential own() {
    Dense hidden = new Dense(8, Activations.SOFTPLUS).withKernelInitializer(new TruncatedNormal(0, 0.3, 42))
        .withKernelRegularizer(new L2(0.01)).withKernelConstraint(new MaxNorm(0.8));
    Sequential model = new Sequential(new Input(5), hidden, new Dense(1, "sigmoid"));
    model.compile(new SGD(0.1), new BinaryCrossentropy(), new AUC(), new BinaryAccuracy());
    return model;
  }

  @Test void trainsAsKeravasOwn() {
    RandomSeed.set(7);
    try (Sequential moved = MovedModel.model()) {
      History there = moved.fit(X, Y, FIT);
      RandomSeed.set(7);
      try (Sequential own = own()) {
        History here = own.fit(X, Y, FIT);
        for (String name : List.of("loss", "auc", "binary_accuracy"))
          for (int epoch = 0; epoch < 4; epoch++)
            Goldens.assertNear(here.get(name).get(epoch), there.get(name).get(epoch), 1e-5, name + ", epoch " + epoch);
        Goldens.assertNear(own.getWeights(), moved.getWeights(), 1e-5, "weight");
        assertTrue(here.get("loss").get(3) < here.get("loss").get(0), here.toString());
        float[] weights = new float[22];
        for (int i = 0; i < 22; i++) weights[i] = 0.5f + i % 3;
        Goldens.assertNear(own.fit(X, Y, FIT.withSampleWeight(NDArray.of(Shape.of(22), weights))).get("loss").get(3),
            moved.fit(X, Y, FIT.withSampleWeight(NDArray.of(Shape.of(22), weights))).get("loss").get(3), 1e-5, "weighted loss");
        Goldens.assertNear(own.evaluate(X, Y).values().get("auc"), moved.evaluate(X, Y).values().get("auc"), 1e-5, "auc");
      }
    }
  }

  /** What a layer computes in another type than float32 is cast for them and back. */
  @Test void trainsInMixedPrecision() {
    RandomSeed.set(7);
    try (Sequential model =
        new Sequential(new Input(5), new Dense(4, Framework.activation(new org.tensorflow.framework.activations.Softplus()))
            .withDtype("mixed_bfloat16"), new Dense(1, "sigmoid"))) {
      model.compile(new SGD(0.1), Framework.loss(new Huber(Reduction.NONE)));
      List<Double> loss = model.fit(X, Y, FIT).get("loss");
      assertTrue(loss.get(3) < loss.get(0), loss.toString());
    }
  }

  @Test void filesHoldNoneOfThem() throws IOException {
    try (Sequential model = MovedModel.model()) {
      for (Dialect dialect : List.of(Dialect.KERAS_3, Dialect.KERAS_2))
        refused("save: TensorFlow Framework's Softplus cannot be written to a file",
            () -> model.save(folder.resolve("m.h5"), dialect));
      refused("TensorFlow Framework's", model::toJson);
      try (Stream<Path> files = Files.list(folder)) {
        assertEquals(0, files.count());
      }
    }
    saved(new Dense(1, Framework.activation(new org.tensorflow.framework.activations.Swish())), new MeanSquaredError(), "Swish");
    saved(new Dense(1), Framework.loss(new Huber(Reduction.NONE)), "Huber");
    saved(new Dense(1), new MeanSquaredError(), "AUC",
        Framework.metric(MovingTest::auc));
    saved(new Dense(1), new MeanSquaredError(), "Hinge",
        Framework.metric(() -> new org.tensorflow.framework.metrics.Hinge<>(1, TFloat32.class)));
  }

  private void saved(Dense layer, Loss loss, String who, Metric... metrics) {
    try (Sequential model = new Sequential(new Input(5), layer)) {
      model.compile(new SGD(), loss, metrics);
      refused("save: TensorFlow Framework's " + who + " cannot be written to a file", () -> model.save(folder.resolve("m.keras")));
    }
  }

  @Test void weightsAndSavedModelsHaveThem() {
    try (Sequential model = MovedModel.model(); Sequential other = MovedModel.model()) {
      model.fit(X, Y, FIT);
      model.saveWeights(folder.resolve("m.weights.h5"));
      other.loadWeights(folder.resolve("m.weights.h5"));
      assertEquals(model.predict(X), other.predict(X));
      model.export(folder.resolve("exported"));
      try (SavedModel exported = SavedModel.loadTrusted(folder.resolve("exported"))) {
        Goldens.assertNear(model.predict(X), exported.predict(X), 1e-6, "prediction");
      }
    }
  }

  @Test void aRecordAroundOneIsInFiles() throws IOException {
    RandomSeed.set(7);
    try (Sequential model = new Sequential(new Input(5), new Dense(3, new MovedElu(0.5)))) {
      model.save(folder.resolve("moved.keras"));
      try (Model read = Model.load(folder.resolve("moved.keras"), Custom.of(MovedElu.class))) {
        assertEquals(model.predict(X), read.predict(X));
        assertEquals(model.toJson(), read.toJson());
      }
    }
  }

  @Test void refusesWhatItCannotBring() {
    refused("Huber sums over the batch", () -> fit(Framework.loss(new Huber()), Y));
    refused("No gradient defined for op: SparseSoftmaxCrossEntropyWithLogits; take Kerava's own SparseCategoricalCrossentropy",
        () -> fit(Framework.loss(new SparseCategoricalCrossentropy(Reduction.NONE)), NDArray.of(Shape.of(22), new float[22])));
    refused("Mean gathers values", () -> Framework.metric(() -> new Mean<>(1, TFloat32.class)));
    refused("compile: two metrics are called auc",
        () -> fit(new MeanSquaredError(), Y, Framework.metric(MovingTest::auc), Framework.metric(MovingTest::auc)));
    refused("Framework: the activation must not be null", () -> Framework.activation(null));
  }

  /** The last batch is a smaller one, and how large any is the graph does not know. */
  @Test void aMeanCountsWhatThereIs() {
    RandomSeed.set(7);
    try (Sequential model = new Sequential(new Input(5), new Dense(1))) {
      model.compile(new SGD(0), new MeanSquaredError(), Framework.metric(() -> new RootMeanSquaredError<>(1, TFloat32.class)),
          Framework.metric(() -> new MeanAbsoluteError<>(1, TFloat32.class)));
      History history = model.fit(X, Y, FIT);
      double absolute = 0;
      NDArray predicted = model.predict(X);
      for (int i = 0; i < 22; i++) absolute += Math.abs(predicted.values()[i] - Y.values()[i]) / 22;
      assertEquals(Math.sqrt(history.get("loss").get(3)), history.get("root_mean_squared_error").get(3), 1e-5);
      assertEquals(absolute, history.get("mean_absolute_error").get(3), 1e-5);
    }
  }

  private static org.tensorflow.framework.metrics.Metric auc() { return new org.tensorflow.framework.metrics.AUC<>(1, TFloat32.class); }

  private static void fit(Loss loss, NDArray y, Metric... metrics) {
    try (Sequential model = new Sequential(new Input(5), new Dense(y.shape().rank() == 1 ? 3 : 1))) {
      model.compile(new SGD(), loss, metrics);
      model.fit(X, y, FIT);
    }
  }

  private static void refused(String said, org.junit.jupiter.api.function.Executable call) {
    String message = assertThrows(KeravaException.class, call).getMessage();
    assertTrue(message.contains(said), message);
  }
}

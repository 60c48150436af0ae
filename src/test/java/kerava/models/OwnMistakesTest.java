package kerava.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import kerava.KeravaException;
import kerava.MadeSamples;
import kerava.activations.ActivationFunction;
import kerava.initializers.Initializer;
import kerava.layers.Call;
import kerava.layers.Configured;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.layers.LayerOptions;
import kerava.layers.UnaryLayer;
import kerava.losses.Loss;
import kerava.losses.MeanSquaredError;
import kerava.metrics.MeanMetric;
import kerava.metrics.Metric;
import kerava.ops.Gradient;
import kerava.ops.Tensor;
import kerava.optimizers.Optimizer;
import kerava.optimizers.SGD;
import kerava.optimizers.Slot;
import kerava.optimizers.Step;
import kerava.optimizers.schedules.Rate;
import kerava.random.RandomSeed;
import kerava.random.Seed;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.Callback;
import kerava.training.FitOptions;
import kerava.training.Training;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Slips in classes of the user's own, and of who loads their models: a sentence says whose they are. */
class OwnMistakesTest {
  private static final NDArray X = MadeSamples.normal(Shape.of(6, 3)), Y = MadeSamples.normal(Shape.of(6, 2));

  /** Gives what {@code slip} says. */
  private record Slip(String slip, LayerOptions options) implements UnaryLayer, Configured<Slip> {
    Slip(String slip) { this(slip, LayerOptions.of("Slip")); }

    @Override public Shape outputShape(Shape x) { return slip.equals("shape") ? null : x; }

    @Override public Tensor call(Call c, Tensor x) {
      return switch (slip) {
        case "weight" -> x.multiply(c.weight("nope"));
        case "product" -> x.matmul(x);
        default -> null;
      };
    }
  }

  private record NoActivation() implements ActivationFunction {
    @Override public Tensor call(Tensor x) { return null; }
  }

  private record NoLoss() implements Loss {
    @Override public Tensor losses(Tensor truth, Tensor prediction) { return null; }
  }

  private record NoMetric() implements MeanMetric {
    @Override public Tensor values(Tensor truth, Tensor prediction) { return null; }
  }

  private record NoUpdate() implements Optimizer {
    @Override public Rate learningRate() { return Rate.of(0.1); }

    @Override public List<Slot> slots(Shape weight) { return List.of(); }

    @Override public Tensor update(Step step, Tensor w, Gradient g) { return null; }
  }

  private record Misshapen() implements Initializer {
    @Override public Operand<TFloat32> values(Ops tf, Shape shape, long seed) { return tf.constant(new float[] {1, 2}); }
  }

  /** Numbers of a seed. */
  private record Jitter(Seed seed) implements Initializer {
    @Override public Operand<TFloat32> values(Ops tf, Shape shape, long drawn) {
      return tf.math.mul(tf.constant((float) (drawn % 97 + 1)), tf.ones(tf.constant(shape.toArray()), TFloat32.class));
    }
  }

  private static void said(String said, Runnable use) {
    String message = assertThrows(KeravaException.class, use::run).getMessage();
    assertTrue(message.contains(said), message);
  }

  private static void fits(Sequential model, Optimizer optimizer, Loss loss, Metric... metrics) {
    try (model) {
      model.compile(optimizer, loss, metrics);
      model.fit(X, Y, new FitOptions().withVerbose(0));
    }
  }

  @Test void aLayersSlips() {
    said("Slip: outputShape must tell a shape for each output, got [null]", () -> new Slip("shape").apply(new Input(3).tensor()));
    said("layer 'slip' (Slip): call must give 1 outputs", () -> new Sequential(new Input(3), new Slip("null").named("slip")).predict(X));
    said("layer 'slip' (Slip): has no weight 'nope'; there are []",
        () -> new Sequential(new Input(3), new Slip("weight").named("slip")).predict(X));
    said("layer 'slip' (Slip): TensorFlow does not take what it does with inputs of shapes [(6, 3)]",
        () -> new Sequential(new Input(3), new Slip("product").named("slip")).predict(X));
  }

  @Test void whatOthersGive() {
    said("must give", () -> new Sequential(new Input(3), new Dense(2, new NoActivation())).predict(X));
    said("NoLoss: losses must give a loss for each sample, got null",
        () -> fits(new Sequential(new Input(3), new Dense(2)), new SGD(), new NoLoss()));
    said("NoMetric: values must give a value for each sample, got null",
        () -> fits(new Sequential(new Input(3), new Dense(2)), new SGD(), new MeanSquaredError(), new NoMetric()));
    said("NoUpdate: update must give the new value of the weight, got null",
        () -> fits(new Sequential(new Input(3), new Dense(2)), new NoUpdate(), new MeanSquaredError()));
    said("Misshapen: values must give shape (3, 2) for weight dense", () -> {
      RandomSeed.set(1);
      new Sequential(new Input(3), new Dense(2).withKernelInitializer(new Misshapen())).getWeights();
    });
  }

  @Test void aRandomRuleOfOnesOwnHasASeed() {
    RandomSeed.set(5);
    try (Sequential one = new Sequential(new Input(3), new Dense(2).withKernelInitializer(new Jitter(Seed.byDefault())));
        Sequential other = new Sequential(new Input(3), new Dense(2).withKernelInitializer(new Jitter(Seed.byDefault())));
        Sequential given = new Sequential(new Input(3), new Dense(2).withKernelInitializer(new Jitter(Seed.of(96))))) {
      assertTrue(!one.getWeights().get(0).equals(other.getWeights().get(0)), "each draws its own");
      assertEquals(97f, given.getWeights().get(0).values()[0]);
    }
  }

  @Test void whoLoadsMustPassTheClass(@TempDir Path folder) {
    Path file = folder.resolve("m.keras");
    try (Sequential model = new Sequential(new Input(3), new extending.Scale(), new Dense(2, new extending.SoftClip(3)))) {
      model.save(file);
    }
    String said = assertThrows(KeravaException.class, () -> Model.load(file)).getMessage();
    assertTrue(said.endsWith("; give one by Custom.of(...)"), said);
    for (String name : List.of("Scale", "SoftClip"))
      assertTrue(
          said.contains(
              "class '" + name + "' is not Keras's own, and no class was given that it stands for"),
          said);
  }

  @Test void aCallbackClosesNothing() {
    try (Sequential model = new Sequential(new Input(3), new Dense(2))) {
      model.compile("sgd", "mse");
      for (Runnable use : List.<Runnable>of(model::close, () -> model.compile("adam", "mse"))) {
        Callback callback = new Callback() {
          @Override public void onEpochEnd(Training training, int epoch, SortedMap<String, Double> logs) { use.run(); }
        };
        said("the model is being trained, so it cannot be closed or compiled",
            () -> model.fit(X, Y, new FitOptions().withEpochs(3).withVerbose(0).withCallbacks(callback)));
      }
      model.fit(X, Y, new FitOptions().withVerbose(0).withBatchSize(Integer.MAX_VALUE));
      assertEquals(6, model.predict(X).count());
    }
  }

  @Test void noPathAtAll() {
    try (Sequential model = new Sequential(new Input(3), new Dense(2))) {
      said("save: the file must be a path, got null", () -> model.save((Path) null));
      said("saveWeights: the file must be a path, got null", () -> model.saveWeights((Path) null));
      said("must be a path, got null", () -> Model.load((Path) null));
      said("must be a path, got null", () -> kerava.data.Npy.read(null));
      said("must be a path, got null", () -> kerava.data.Csv.read((Path) null));
    }
  }

  @Test void aMessageIsOneLine() {
    String said = assertThrows(KeravaException.class, () -> new Dense(3, "a/b\n\u001b[31m")).getMessage();
    assertTrue(said.lines().count() == 1 && said.contains("'a/b??[31m'"), said);
  }
}

package kerava.notebooks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import kerava.activations.Activations;
import kerava.data.Mnist;
import kerava.data.ToCategorical;
import kerava.engine.Devices;
import kerava.initializers.GlorotUniform;
import kerava.initializers.HeNormal;
import kerava.initializers.Initializer;
import kerava.layers.Dense;
import kerava.layers.Dropout;
import kerava.layers.Input;
import kerava.losses.BinaryCrossentropy;
import kerava.metrics.Accuracy;
import kerava.models.Sequential;
import kerava.optimizers.SGD;
import kerava.tensor.NDArray;
import kerava.training.FitOptions;

/**
 * Deep networks: XOR, which one layer cannot learn, then MNIST with better optimizers, initial weights and dropout, and a network that
 * overfits.
 */
public final class Dnn implements Notebook {
  private static final String XOR = "xor", SGD = "dnn-sgd", ADAM = "dnn-adam", HE = "dnn-he", DROPOUT = "dnn-dropout",
      OVERFIT = "dnn-overfit";

  @Override public String name() { return "dnn"; }

  @Override public List<String> runs() { return List.of(XOR, SGD, ADAM, HE, DROPOUT, OVERFIT); }

  @Override public void run(NotebookRunner runner) {
    if (runner.wants(XOR)) xor(runner);
    if (runs().stream().filter(run -> !run.equals(XOR)).anyMatch(runner::wants)) mnist(runner);
    for (Devices.Device device : Devices.list()) runner.println(device.name() + " (" + device.type() + ")");
    runner.println("[[1, 2, 3], [4, 5, 6]] x [[1, 2], [3, 4], [5, 6]] = " + product());
  }

  private static void xor(NotebookRunner runner) {
    NDArray x = NDArray.of(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}), y = NDArray.of(new float[][] {{0}, {1}, {1}, {0}});
    try (Sequential model = runner.build(Dnn::xorModel)) {
      runner.println(model.summaryKeras2());
      model.compile(new SGD(0.1), new BinaryCrossentropy(), new Accuracy());
      runner.fit(XOR, model, x, y, new FitOptions().withEpochs(10_000).withBatchSize(4).withVerbose(0));
      runner.println(XOR + ": " + runner.evaluate(XOR, model, x, y));
      runner.println(XOR + " predictions: " + Arrays.toString(model.predict(x).values()));
    }
  }

  private static Sequential xorModel() {
    Sequential model = new Sequential(new Input(2));
    for (int i = 0; i < 7; i++) model.add(new Dense(10, "relu"));
    model.add(new Dense(1, "sigmoid"));
    return model;
  }

  private static void mnist(NotebookRunner runner) {
    Mnist train = Mnist.load(Mnist.Split.TRAIN), test = Mnist.load(Mnist.Split.TEST);
    NDArray x = runner.limited(train.x().reshape(train.count(), 784)), y = runner.limited(ToCategorical.of(train.y(), 10));
    NDArray xTest = test.x().reshape(test.count(), 784), yTest = ToCategorical.of(test.y(), 10);

    train(runner, SGD, () -> model(GlorotUniform::new, GlorotUniform::new, 0), "sgd", 5, x, y, xTest, yTest);
    train(runner, ADAM, () -> model(GlorotUniform::new, GlorotUniform::new, 0), "adam", 5, x, y, xTest, yTest);
    train(runner, HE, () -> model(HeNormal::new, HeNormal::new, 0), "adam", 5, x, y, xTest, yTest);
    train(runner, DROPOUT, () -> model(HeNormal::new, GlorotUniform::new, 0.3), "adam", 10, x, y, xTest, yTest);
    train(runner, OVERFIT, Dnn::deepModel, "adam", 5, x, y, xTest, yTest);
  }

  /** 784-256-256-10, with Dropout after each hidden layer if {@code dropout} is not 0. */
  private static Sequential model(Supplier<Initializer> hidden, Supplier<Initializer> last, double dropout) {
    Sequential model = new Sequential(new Input(784));
    for (int i = 0; i < 2; i++) {
      model.add(new Dense(256, Activations.RELU, hidden.get()));
      if (dropout > 0) model.add(new Dropout(dropout));
    }
    model.add(new Dense(10, Activations.SOFTMAX, last.get()));
    return model;
  }

  private static Sequential deepModel() {
    Sequential model = new Sequential(new Input(784));
    for (int i = 0; i < 8; i++) model.add(new Dense(512, "relu"));
    model.add(new Dense(10, "softmax"));
    return model;
  }

  private static void train(NotebookRunner runner, String run, Supplier<Sequential> build, String optimizer, int epochs, NDArray x,
      NDArray y,
      NDArray xTest, NDArray yTest) {
    if (!runner.wants(run)) return;
    try (Sequential model = runner.build(build)) {
      runner.println(run + ": " + optimizer);
      runner.println(model.summaryKeras2());
      model.compile(optimizer, "categorical_crossentropy", "accuracy");
      runner.fit(run, model, x, y, new FitOptions().withEpochs(epochs).withBatchSize(100));
      runner.println(run + ": " + runner.evaluate(run, model, xTest, yTest));
      if (run.equals(OVERFIT)) runner.withFile("test.h5", file -> saveAndLoad(runner, model, file, xTest, yTest));
    }
  }

  /** What comes back from the file has the same two scores, to the last digit. */
  private static void saveAndLoad(NotebookRunner runner, Sequential model, Path file, NDArray xTest, NDArray yTest) {
    model.save(file);
    try (Sequential loaded = Sequential.load(file)) {
      runner.println("saved and loaded " + file + ": " + runner.evaluate(loaded, xTest, yTest));
    }
  }

  /** A matrix product is a Dense layer without bias. */
  private static String product() {
    try (Sequential product = new Sequential(new Input(3), new Dense(2).withUseBias(false))) {
      product.setWeights(List.of(NDArray.of(new float[][] {{1, 2}, {3, 4}, {5, 6}})));
      NDArray y = product.predict(NDArray.of(new float[][] {{1, 2, 3}, {4, 5, 6}}));
      return String.format("[[%.0f, %.0f], [%.0f, %.0f]]", y.get(0, 0), y.get(0, 1), y.get(1, 0), y.get(1, 1));
    }
  }
}

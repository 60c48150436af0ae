package kerava.notebooks;

import java.util.List;
import kerava.data.Mnist;
import kerava.layers.Dense;
import kerava.layers.Flatten;
import kerava.layers.Input;
import kerava.models.Sequential;
import kerava.tensor.NDArray;
import kerava.training.Fit;

/**
 * The vanishing gradient once more, with ten hidden layers of 64 and batches of 400. As in the original, the sigmoid model's tenth hidden layer is relu.
 */
public final class VanishingGradient64 implements Notebook {
  private static final String RELU = "vanishing64-relu", SIGMOID = "vanishing64-sigmoid";

  @Override public String name() { return "vanishing-gradient-64"; }

  @Override public List<String> runs() { return List.of(RELU, SIGMOID); }

  private static Sequential model(String activation) {
    Sequential model = new Sequential(new Input(28, 28), new Flatten());
    for (int i = 0; i < 9; i++) model.add(new Dense(64, activation));
    model.add(new Dense(64, "relu"));
    model.add(new Dense(10, "softmax"));
    return model;
  }

  @Override public void run(Kernel kernel) {
    Mnist train = Mnist.load(Mnist.Split.TRAIN), test = Mnist.load(Mnist.Split.TEST);
    NDArray xTrain = kernel.limited(train.x()), yTrain = kernel.limited(train.y());
    NDArray xTest = test.x(), yTest = test.y();

    try (Sequential relu = kernel.build(() -> model("relu")); Sequential sigmoid = kernel.build(() -> model("sigmoid"))) {
      train(kernel, RELU, relu, xTrain, yTrain);
      train(kernel, SIGMOID, sigmoid, xTrain, yTrain);
      if (kernel.wants(RELU)) kernel.println("accuracy_relu: " + kernel.evaluate(RELU, relu, xTest, yTest).get("accuracy"));
      if (kernel.wants(SIGMOID)) kernel.println("accuracy_sig: " + kernel.evaluate(SIGMOID, sigmoid, xTest, yTest).get("accuracy"));
    }
  }

  private static void train(Kernel kernel, String run, Sequential model, NDArray x, NDArray y) {
    if (!kernel.wants(run)) return;
    model.compile("adam", "sparse_categorical_crossentropy", "accuracy");
    kernel.watchGradients(run, model, x, y);
    kernel.fit(run, model, x, y, new Fit().epochs(5).batchSize(400).verbose(0));
  }
}

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
 * The vanishing gradient: ten hidden layers of 32 on MNIST. With relu the network learns; with sigmoid, whose slope is at most 1/4, the gradient
 * shrinks from layer to layer, and the first layers hardly move.
 */
public final class VanishingGradient implements Notebook {
  private static final String RELU = "vanishing32-relu", SIGMOID = "vanishing32-sigmoid";

  @Override public String name() { return "vanishing-gradient"; }

  @Override public List<String> runs() { return List.of(RELU, SIGMOID); }

  private static Sequential model(String activation) {
    Sequential model = new Sequential(new Input(28, 28), new Flatten());
    for (int i = 0; i < 10; i++) model.add(new Dense(32, activation));
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
    kernel.println(model.summaryKeras2());
    model.compile("adam", "sparse_categorical_crossentropy", "accuracy");
    kernel.watchGradients(run, model, x, y);
    kernel.fit(run, model, x, y, new Fit().epochs(5));
  }
}

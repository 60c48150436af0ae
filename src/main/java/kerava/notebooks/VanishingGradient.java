package kerava.notebooks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import kerava.data.Mnist;
import kerava.layers.Dense;
import kerava.layers.Flatten;
import kerava.layers.Input;
import kerava.models.Sequential;
import kerava.tensor.NDArray;
import kerava.training.FitOptions;

/**
 * The vanishing gradient: ten hidden layers of 32 on MNIST. With relu the network learns; with sigmoid, whose slope is at most 1/4, the
 * gradient shrinks from layer to layer, and the first layers hardly move.
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

  @Override public void run(NotebookRunner runner) {
    compare(runner, runs(), VanishingGradient::model, new FitOptions().withEpochs(5), true);
  }

  /**
   * Trains a model of each activation, as {@code fit} says, and evaluates both; {@code runs}: the names of the relu's and the sigmoid's
   * training.
   */
  static void compare(NotebookRunner runner, List<String> runs, Function<String, Sequential> model, FitOptions fit, boolean summary) {
    Mnist train = Mnist.load(Mnist.Split.TRAIN), test = Mnist.load(Mnist.Split.TEST);
    NDArray xTrain = runner.limited(train.x()), yTrain = runner.limited(train.y());
    NDArray xTest = test.x(), yTest = test.y();

    try (Sequential relu = runner.build(() -> model.apply("relu")); Sequential sigmoid = runner.build(() -> model.apply("sigmoid"))) {
      Map<String, Sequential> models = new LinkedHashMap<>();
      if (runner.wants(runs.get(0))) models.put(runs.get(0), relu);
      if (runner.wants(runs.get(1))) models.put(runs.get(1), sigmoid);
      models.forEach((run, each) -> {
        if (summary) runner.println(each.summaryKeras2());
        each.compile("adam", "sparse_categorical_crossentropy", "accuracy");
        runner.watchGradients(run, each, xTrain, yTrain);
        runner.fit(run, each, xTrain, yTrain, fit);
      });
      models.forEach((run, each) -> {
        double accuracy = runner.evaluate(run, each, xTest, yTest).get("accuracy");
        runner.println((each == relu ? "accuracy_relu: " : "accuracy_sig: ") + accuracy);
      });
    }
  }
}

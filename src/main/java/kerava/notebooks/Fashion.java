package kerava.notebooks;

import java.util.List;
import java.util.function.Supplier;
import kerava.data.FashionMnist;
import kerava.data.Mnist;
import kerava.data.TrainTestSplit;
import kerava.layers.Dense;
import kerava.layers.Flatten;
import kerava.layers.Input;
import kerava.models.Sequential;
import kerava.optimizers.Adagrad;
import kerava.optimizers.Adam;
import kerava.optimizers.Optimizer;
import kerava.optimizers.RMSprop;
import kerava.optimizers.SGD;
import kerava.tensor.NDArray;
import kerava.training.FitOptions;

/** Fashion-MNIST with one hidden layer: three ways to write a model, Flatten, and what the optimizers make of it. */
public final class Fashion implements Notebook {
  private static final String SIGMOID = "fashion-sigmoid", RELU = "fashion-relu", SGD = "fashion-sgd", NESTEROV = "fashion-nesterov",
      ADAGRAD = "fashion-adagrad", RMSPROP = "fashion-rmsprop", ADAM = "fashion-adam";

  @Override public String name() { return "fashion-mnist"; }

  @Override public List<String> runs() { return List.of(SIGMOID, RELU, SGD, NESTEROV, ADAGRAD, RMSPROP, ADAM); }

  @Override public void run(NotebookRunner runner) {
    Mnist train = FashionMnist.load(Mnist.Split.TRAIN);
    var parts = new TrainTestSplit().withTestSize(0.2).withRandomState(42).of(train.x(), train.y());
    NDArray x = runner.limited(parts.xTrain()), y = runner.limited(parts.yTrain()), xVal = parts.xTest(), yVal = parts.yTest();
    runner.println("train " + parts.xTrain().shape() + ", validation " + xVal.shape());

    if (runner.wants(SIGMOID)) threeWays(runner, x.reshape(x.count(), 784), y, xVal.reshape(xVal.count(), 784), yVal);
    train(runner, RELU, new RMSprop(), 10, x, y, xVal, yVal);
    train(runner, SGD, new SGD(0.1), 5, x, y, xVal, yVal);
    train(runner, NESTEROV, new SGD(0.01, 0.9, true), 5, x, y, xVal, yVal);
    train(runner, ADAGRAD, new Adagrad(), 5, x, y, xVal, yVal);
    train(runner, RMSPROP, new RMSprop(), 5, x, y, xVal, yVal);
    train(runner, ADAM, new Adam(), 5, x, y, xVal, yVal);
  }

  private static void threeWays(NotebookRunner runner, NDArray x, NDArray y, NDArray xVal, NDArray yVal) {
    try (Sequential list = runner.build(() -> new Sequential(new Input(784), new Dense(100, "sigmoid"), new Dense(10, "softmax")));
        Sequential named = runner.build(() -> new Sequential("패션 MNIST 모델", List.of(
            new Input(784),
            new Dense(100, "sigmoid").named("hidden"),
            new Dense(10, "softmax").named("output"))));
        Sequential added = runner.build(Fashion::added)) {
      for (Sequential model : List.of(list, named, added)) runner.println(model.summaryKeras2());
      added.compile("rmsprop", "sparse_categorical_crossentropy", "accuracy");
      runner.fit(SIGMOID, added, x, y, new FitOptions().withEpochs(5));
      runner.println(SIGMOID + ": " + runner.evaluate(SIGMOID, added, xVal, yVal));
    }
  }

  private static Sequential added() {
    Sequential model = new Sequential();
    model.add(new Input(784));
    model.add(new Dense(100, "sigmoid"));
    model.add(new Dense(10, "softmax"));
    return model;
  }

  private static final Supplier<Sequential> FLATTENED =
      () -> new Sequential(new Input(28, 28), new Flatten(), new Dense(100, "relu"), new Dense(10, "softmax"));

  private static void train(NotebookRunner runner, String run, Optimizer optimizer, int epochs, NDArray x, NDArray y, NDArray xVal,
      NDArray yVal) {
    if (!runner.wants(run)) return;
    try (Sequential model = runner.build(FLATTENED)) {
      if (run.equals(RELU)) runner.println(model.summaryKeras2());
      runner.println(run + ": " + optimizer);
      model.compile(optimizer, new kerava.losses.SparseCategoricalCrossentropy(), new kerava.metrics.Accuracy());
      runner.fit(run, model, x, y, new FitOptions().withEpochs(epochs));
      runner.println(run + ": " + runner.evaluate(run, model, xVal, yVal));
    }
  }
}

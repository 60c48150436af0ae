package kerava.notebooks;

import java.util.List;
import kerava.data.Mnist;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.models.Sequential;
import kerava.tensor.NDArray;
import kerava.training.FitOptions;
import kerava.training.Scores;

/** The perceptron with one hidden layer: 784 pixels, 50 sigmoid units, ten classes of MNIST. */
public final class Mlp implements Notebook {
  private static final String MLP50 = "mlp50";

  @Override public String name() { return "mlp"; }

  @Override public List<String> runs() { return List.of(MLP50); }

  @Override public void run(NotebookRunner runner) {
    Mnist train = Mnist.load(Mnist.Split.TRAIN), test = Mnist.load(Mnist.Split.TEST);
    NDArray xTrain = runner.limited(train.x().reshape(train.count(), 784)), yTrain = runner.limited(train.y());
    NDArray xTest = test.x().reshape(test.count(), 784), yTest = test.y();

    try (Sequential model = runner.build(() -> new Sequential(
        new Input(784),
        new Dense(50, "sigmoid"),
        new Dense(10, "softmax")))) {
      runner.println(model.summaryKeras2());
      model.compile("adam", "sparse_categorical_crossentropy", "accuracy");
      runner.fit(MLP50, model, xTrain, yTrain, new FitOptions().withEpochs(10));
      Scores scores = runner.evaluate(MLP50, model, xTest, yTest, 2);
      runner.println("test_loss: " + scores.loss());
      runner.println("test_accuracy: " + scores.get("accuracy"));
    }
  }
}

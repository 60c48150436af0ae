package kerava.notebooks;

import java.util.function.Supplier;
import kerava.data.Mnist;
import kerava.data.ToCategorical;
import kerava.models.Sequential;
import kerava.tensor.NDArray;
import kerava.training.FitOptions;

/** MNIST as convolutional models take it, (count, 28, 28, 1), with one-hot labels; the training samples as many as the kernel wants. */
record Pictures(NotebookRunner runner, NDArray x, NDArray y, NDArray xTest, NDArray yTest) {
  static Pictures mnist(NotebookRunner runner) {
    Mnist train = Mnist.load(Mnist.Split.TRAIN), test = Mnist.load(Mnist.Split.TEST);
    return new Pictures(runner, runner.limited(channel(train.x())), runner.limited(ToCategorical.of(train.y(), 10)), channel(test.x()),
        ToCategorical.of(test.y(), 10));
  }

  /** {@code pictures}, each with one channel. */
  static NDArray channel(NDArray pictures) { return pictures.reshape(pictures.count(), 28, 28, 1); }

  /** The same, each as one row of pixels. */
  Pictures flat() {
    return new Pictures(runner, x.reshape(x.count(), 784), y, xTest.reshape(xTest.count(), 784), yTest);
  }

  /** Trains what {@code build} makes, if the kernel wants the run, and evaluates it. */
  void train(String run, Supplier<Sequential> build, String optimizer, FitOptions fit) {
    if (!runner.wants(run)) return;
    try (Sequential model = runner.build(build)) {
      runner.println(model.summary());
      model.compile(optimizer, "categorical_crossentropy", "accuracy");
      runner.fit(run, model, x, y, fit);
      runner.println(run + ": " + runner.evaluate(run, model, xTest, yTest));
    }
  }
}

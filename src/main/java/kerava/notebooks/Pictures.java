package kerava.notebooks;

import java.util.function.Supplier;
import kerava.data.Mnist;
import kerava.data.ToCategorical;
import kerava.models.Sequential;
import kerava.tensor.NDArray;
import kerava.training.Fit;

/** MNIST as convolutional models take it, (count, 28, 28, 1), with one-hot labels; the training samples as many as the kernel wants. */
record Pictures(Kernel kernel, NDArray x, NDArray y, NDArray xTest, NDArray yTest) {
  static Pictures mnist(Kernel kernel) {
    Mnist train = Mnist.load(Mnist.Split.TRAIN), test = Mnist.load(Mnist.Split.TEST);
    return new Pictures(kernel, kernel.limited(channel(train.x())), kernel.limited(ToCategorical.of(train.y(), 10)), channel(test.x()),
        ToCategorical.of(test.y(), 10));
  }

  /** {@code pictures}, each with one channel. */
  static NDArray channel(NDArray pictures) { return pictures.reshape(pictures.count(), 28, 28, 1); }

  /** The same, each as one row of pixels. */
  Pictures flat() {
    return new Pictures(kernel, x.reshape(x.count(), 784), y, xTest.reshape(xTest.count(), 784), yTest);
  }

  /** Trains what {@code build} makes, if the kernel wants the run, and evaluates it. */
  void train(String run, Supplier<Sequential> build, String optimizer, Fit fit) {
    if (!kernel.wants(run)) return;
    try (Sequential model = kernel.build(build)) {
      kernel.println(model.summary());
      model.compile(optimizer, "categorical_crossentropy", "accuracy");
      kernel.fit(run, model, x, y, fit);
      kernel.println(run + ": " + kernel.evaluate(run, model, xTest, yTest));
    }
  }
}

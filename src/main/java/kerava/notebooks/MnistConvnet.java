package kerava.notebooks;

import java.util.List;
import kerava.layers.Conv2D;
import kerava.layers.Dense;
import kerava.layers.Dropout;
import kerava.layers.Flatten;
import kerava.layers.Input;
import kerava.layers.MaxPooling2D;
import kerava.models.Sequential;
import kerava.training.FitOptions;

/**
 * "Simple MNIST convnet" of keras.io's examples: two convolutions, and a tenth of the samples held back to validate on. Published: accuracy
 * .9922, loss .0240.
 */
public final class MnistConvnet implements Notebook {
  private static final String CONVNET = "mnist-convnet";

  @Override public String name() { return "mnist-convnet"; }

  @Override public List<String> runs() { return List.of(CONVNET); }

  @Override public void run(NotebookRunner runner) {
    Pictures pictures = Pictures.mnist(runner);
    pictures.train(CONVNET, MnistConvnet::model, "adam", new FitOptions().withEpochs(15).withBatchSize(128).withValidationSplit(0.1));
  }

  private static Sequential model() {
    return new Sequential(
        new Input(28, 28, 1),
        new Conv2D(32, 3, "relu"),
        new MaxPooling2D(2),
        new Conv2D(64, 3, "relu"),
        new MaxPooling2D(2),
        new Flatten(),
        new Dropout(0.5),
        new Dense(10, "softmax"));
  }
}

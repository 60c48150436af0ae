package kerava.notebooks;

import java.util.List;
import kerava.layers.Conv2D;
import kerava.layers.Dense;
import kerava.layers.Flatten;
import kerava.layers.Input;
import kerava.layers.MaxPooling2D;
import kerava.models.Sequential;
import kerava.training.FitOptions;

/**
 * The first two networks of Chollet's "Deep Learning with Python" (first edition, 2.1 and 5.1), on MNIST. Published: accuracy .9777 and
 * .9913.
 */
public final class DeepLearningWithPython implements Notebook {
  private static final String DENSE = "dlwp-dense", CONVNET = "dlwp-convnet";

  @Override public String name() { return "deep-learning-with-python"; }

  @Override public List<String> runs() { return List.of(DENSE, CONVNET); }

  @Override public void run(NotebookRunner runner) {
    Pictures pictures = Pictures.mnist(runner);
    pictures.flat().train(DENSE, DeepLearningWithPython::dense, "rmsprop", new FitOptions().withEpochs(5).withBatchSize(128));
    pictures.train(CONVNET, DeepLearningWithPython::convnet, "rmsprop", new FitOptions().withEpochs(5).withBatchSize(64));
  }

  private static Sequential dense() {
    return new Sequential(new Input(784), new Dense(512, "relu"), new Dense(10, "softmax"));
  }

  private static Sequential convnet() {
    return new Sequential(
        new Input(28, 28, 1),
        new Conv2D(32, 3, "relu"),
        new MaxPooling2D(2),
        new Conv2D(64, 3, "relu"),
        new MaxPooling2D(2),
        new Conv2D(64, 3, "relu"),
        new Flatten(),
        new Dense(64, "relu"),
        new Dense(10, "softmax"));
  }
}

package kerava.notebooks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import kerava.data.FashionMnist;
import kerava.data.Mnist;
import kerava.layers.Dense;
import kerava.layers.Flatten;
import kerava.layers.Input;
import kerava.layers.Layer;
import kerava.losses.BinaryCrossentropy;
import kerava.losses.SparseCategoricalCrossentropy;
import kerava.metrics.Accuracy;
import kerava.models.Sequential;
import kerava.network.LayerState;
import kerava.optimizers.SGD;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.FitOptions;

/**
 * Transfer of lower layers in Géron's "Hands-On Machine Learning" (second edition, chapter 11): model A learns eight classes of
 * Fashion-MNIST; model B tells shirts from sandals after 200 samples, once from scratch, once on A's layers, which are frozen at first.
 */
public final class TransferLearning implements Notebook {
  private static final String A = "transfer-a", B = "transfer-b", B_ON_A = "transfer-b-on-a";
  private static final int HELD_BACK = 5000, FEW = 200, SANDAL = 5, SHIRT = 6, EPOCHS = 20, FROZEN = 4;

  /** Pictures and labels of a task. */
  private record Samples(NDArray x, NDArray y) {
    Samples first(int count) { return new Samples(x.slice(0, Math.min(count, x.count())), y.slice(0, Math.min(count, x.count()))); }

    Samples limited(NotebookRunner runner) { return new Samples(runner.limited(x), runner.limited(y)); }
  }

  /** What to train, to validate and to test on. */
  private record Task(Samples train, Samples valid, Samples test) {
    static Task of(Mnist train, Mnist test, IntPredicate classes, IntUnaryOperator label) {
      return new Task(samples(train, HELD_BACK, train.count(), classes, label), samples(train, 0, HELD_BACK, classes, label),
          samples(test, 0, test.count(), classes, label));
    }

    private static Samples samples(Mnist of, int from, int to, IntPredicate classes, IntUnaryOperator label) {
      int[] chosen = IntStream.range(from, to).filter(i -> classes.test(of.label(i))).toArray();
      int pixels = of.rows() * of.cols();
      float[] x = new float[chosen.length * pixels], y = new float[chosen.length], all = of.scaled(from, to);
      for (int i = 0; i < chosen.length; i++) {
        System.arraycopy(all, (chosen[i] - from) * pixels, x, i * pixels, pixels);
        y[i] = label.applyAsInt(of.label(chosen[i]));
      }
      return new Samples(NDArray.of(Shape.of(chosen.length, of.rows(), of.cols()), x), NDArray.of(Shape.of(chosen.length), y));
    }
  }

  @Override public String name() { return "transfer-learning"; }

  @Override public List<String> runs() { return List.of(A, B_ON_A, B); }

  @Override public void run(NotebookRunner runner) {
    Mnist train = FashionMnist.load(Mnist.Split.TRAIN), test = FashionMnist.load(Mnist.Split.TEST);
    Task two = Task.of(train, test, label -> label == SANDAL || label == SHIRT, label -> label == SHIRT ? 1 : 0);
    if (runner.wants(A) || runner.wants(B_ON_A)) {
      Task eight = Task.of(train, test, label -> label != SANDAL && label != SHIRT, label -> label > SHIRT ? label - 2 : label);
      transfer(runner, eight, two);
    }
    if (runner.wants(B)) alone(runner, two);
  }

  private static void alone(NotebookRunner runner, Task two) {
    try (Sequential b = runner.build(() -> model(lower(), new Dense(1, "sigmoid")))) {
      learn(runner, B, b, two, EPOCHS);
      test(runner, B, b, two);
    }
  }

  private static void transfer(NotebookRunner runner, Task eight, Task two) {
    List<Layer> lower = new ArrayList<>();
    try (Sequential a = runner.build(() -> {
      lower.addAll(lower());
      return model(lower, new Dense(8, "softmax"));
    })) {
      a.compile(new SGD(1e-3), new SparseCategoricalCrossentropy(), new Accuracy());
      Samples samples = eight.train.limited(runner);
      runner.fit(A, a, samples.x, samples.y, new FitOptions().withEpochs(EPOCHS).withValidationData(eight.valid.x, eight.valid.y));
      if (runner.wants(A)) test(runner, A, a, eight);
      if (runner.wants(B_ON_A)) onTop(runner, lower, two);
    }
  }

  private static void onTop(NotebookRunner runner, List<Layer> lower, Task two) {
    try (Sequential b = runner.build(() -> model(lower, new Dense(1, "sigmoid")))) {
      runner.println(b.summary());
      for (Layer layer : lower) b.setTrainable(LayerState.name(layer), false);
      learn(runner, B_ON_A, b, two, FROZEN);
      for (Layer layer : lower) b.setTrainable(LayerState.name(layer), true);
      learn(runner, B_ON_A, b, two, EPOCHS - FROZEN);
      test(runner, B_ON_A, b, two);
    }
  }

  private static void learn(NotebookRunner runner, String run, Sequential model, Task two, int epochs) {
    Samples samples = two.train.first(FEW).limited(runner);
    model.compile(new SGD(1e-3), new BinaryCrossentropy(), new Accuracy());
    runner.fit(run, model, samples.x, samples.y, new FitOptions().withEpochs(epochs).withValidationData(two.valid.x, two.valid.y));
  }

  private static void test(NotebookRunner runner, String run, Sequential model, Task task) {
    runner.println(run + ": " + runner.evaluate(run, model, task.test.x, task.test.y));
  }

  private static List<Layer> lower() {
    List<Layer> layers = new ArrayList<>(List.of(new Flatten()));
    for (int units : new int[] {300, 100, 50, 50, 50}) layers.add(new Dense(units, "selu"));
    return layers;
  }

  private static Sequential model(List<Layer> lower, Layer last) {
    List<Layer> layers = new ArrayList<>(List.of(new Input(28, 28)));
    layers.addAll(lower);
    layers.add(last);
    return new Sequential(null, layers);
  }
}

package kerava.soak;

import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import kerava.MadeSamples;
import kerava.data.Dataset;
import kerava.layers.BatchNormalization;
import kerava.layers.Conv2D;
import kerava.layers.Dense;
import kerava.layers.Dropout;
import kerava.layers.Flatten;
import kerava.layers.Input;
import kerava.layers.KerasTensor;
import kerava.layers.LSTM;
import kerava.models.Model;
import kerava.models.SavedModel;
import kerava.models.Sequential;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.Callback;
import kerava.training.EvaluateOptions;
import kerava.training.FitOptions;
import kerava.training.Training;

/** One round of what a long process does with models: what is loaded must predict what was saved. */
record Work(Path folder) {
  private static final int SAMPLES = 70, THREADS = 4, AT_ONCE = 4;
  /** With those before it more kinds of batches than a model's graphs take, so that they are made anew. */
  private static final int SIZES = 12;

  private static final class Given extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private record Kind(Supplier<Model> model, NDArray x) {}

  private static List<Kind> kinds() {
    return List.of(
        new Kind(
            () -> new Sequential(new Input(20), new Dense(32, "relu"), new BatchNormalization(), new Dropout(0.3), new Dense(3, "softmax")),
            MadeSamples.normal(Shape.of(SAMPLES, 20))),
        new Kind(() -> new Sequential(new Input(8, 8, 2), new Conv2D(4, 3, "relu"), new Flatten(), new Dense(3, "softmax")),
            MadeSamples.normal(Shape.of(SAMPLES, 8, 8, 2))),
        new Kind(() -> new Sequential(new Input(7, 5), new LSTM(6), new Dense(3, "softmax")), MadeSamples.normal(Shape.of(SAMPLES, 7, 5))),
        new Kind(Work::branched, MadeSamples.normal(Shape.of(SAMPLES, 12))));
  }

  /** With a layer that stands in it twice. */
  private static Model branched() {
    KerasTensor x = new Input(12).tensor();
    Dense shared = new Dense(12, "tanh");
    KerasTensor once = shared.apply(x);
    return new Model(x, new Dense(3, "softmax").apply(shared.apply(once)));
  }

  /** The first model of a process, closed again. */
  static void once() {
    try (Model model = branched()) {
      model.predict(MadeSamples.normal(Shape.of(1, 12)));
    }
  }

  /** All of it with one kind, while models of all kinds are alive; leaves nothing open. */
  void round(int number) {
    RandomSeed.set(number);
    List<Kind> kinds = kinds();
    List<Model> all = new ArrayList<>();
    try {
      for (int i = 0; i < AT_ONCE; i++) all.add(kinds.get(i % kinds.size()).model().get());
      for (int i = 0; i < AT_ONCE; i++) all.get(i).predict(kinds.get(i % kinds.size()).x());
      int turn = number % kinds.size();
      trained(all.get(turn), kinds.get(turn).x(), turn == 0 ? SIZES : 1);
      stored(all.get(turn), kinds.get(turn).x(), number / kinds.size() % 2 == 0 ? "m.keras" : "m.h5");
      atOnce(all.get(turn), kinds.get(turn).x());
    } finally {
      all.forEach(Model::close);
    }
  }

  private static NDArray labels() { return MadeSamples.oneHot(SAMPLES, 3); }

  private static void trained(Model model, NDArray x, int sizes) {
    model.compile("adam", "categorical_crossentropy", "accuracy");
    model.fit(x, labels(), new FitOptions().withEpochs(2).withBatchSize(16).withVerbose(0));
    model.compile("rmsprop", "mse", "mae");
    model.fit(Dataset.of(x, labels()).shuffle(SAMPLES, 3).batch(9).prefetch(2), new FitOptions().withEpochs(2).withVerbose(0));
    model.evaluate(x, labels(), new EvaluateOptions().withVerbose(0));
    model.trainOnBatch(x, labels());
    model.gradients(x, labels());
    try {
      model.fit(x, labels(), new FitOptions().withEpochs(3).withVerbose(0).withCallbacks(new Callback() {
        @Override public void onEpochEnd(Training training, int epoch, SortedMap<String, Double> logs) { throw new Given(); }
      }));
      throw new AssertionError("the callback's exception is lost");
    } catch (Given given) {
      for (int size = 1; size <= sizes; size++) model.testOnBatch(x.slice(0, size), labels().slice(0, size));
    }
  }

  private void stored(Model model, NDArray x, String name) {
    NDArray wanted = model.predict(x);
    Path file = folder.resolve(name), exported = folder.resolve("exported");
    model.save(file);
    try (Model loaded = Model.load(file)) {
      same(wanted, loaded.predict(x), file);
      loaded.fit(x, labels(), new FitOptions().withBatchSize(16).withVerbose(0));
    }
    model.export(exported, StandardCopyOption.REPLACE_EXISTING);
    try (SavedModel loaded = SavedModel.loadTrusted(exported)) {
      loaded.predict(x);
    }
  }

  private static void atOnce(Model model, NDArray x) {
    NDArray wanted = model.predict(x);
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<NDArray>> all = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) all.add(pool.submit(() -> model.predict(x)));
      for (Future<NDArray> one : all) same(wanted, one.get(), "a thread");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      pool.shutdown();
    }
  }

  private static void same(NDArray wanted, NDArray got, Object where) {
    if (!wanted.equals(got)) throw new AssertionError(where + " predicts otherwise");
  }
}

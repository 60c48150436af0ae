package kerava.callbacks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import kerava.MadeSamples;
import kerava.layers.Dense;
import kerava.layers.Dropout;
import kerava.layers.Input;
import kerava.losses.MeanSquaredError;
import kerava.models.Sequential;
import kerava.optimizers.Adam;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.Callback;
import kerava.training.FitOptions;
import kerava.training.History;
import kerava.training.Shuffling;
import kerava.training.Training;

/** A fit that kills its own process after some batches, as from outside: no handler runs. */
final class KilledFit {
  private static final NDArray X = MadeSamples.normal(Shape.of(22, 5)), Y = MadeSamples.normal(Shape.of(22, 2));

  private KilledFit() {}

  /** What a fit left. */
  record Left(List<NDArray> weights, History history) {}

  /** {@code way}: how it keeps and shuffles; {@code folder} null: it keeps nothing. */
  static Left fit(String way, Path folder, Callback... more) {
    RandomSeed.set(11);
    FitOptions fit = new FitOptions().withEpochs(5).withBatchSize(6).withVerbose(0).withValidationData(X.slice(0, 7), Y.slice(0, 7))
        .withStepsPerExecution(1);
    if (way.equals("steps")) fit = fit.withStepsPerEpoch(3).withShuffle(Shuffling.ANEW);
    List<Callback> callbacks = new ArrayList<>(List.of(more));
    if (folder != null) callbacks.add(0, backup(way, folder));
    try (Sequential model = new Sequential(new Input(5), new Dense(6, "tanh"), new Dropout(0.4), new Dense(2))) {
      model.compile(new Adam(0.01), new MeanSquaredError());
      History history = model.fit(X, Y, fit.withCallbacks(callbacks.toArray(Callback[]::new)));
      return new Left(model.getWeights(), history);
    }
  }

  private static BackupAndRestore backup(String way, Path folder) {
    BackupAndRestore backup = new BackupAndRestore(folder);
    return way.equals("epochs") ? backup : backup.withSaveFreq(way.equals("steps") ? 1 : 2);
  }

  /** {@code arguments}: the way, the folder, after how many batches. */
  public static void main(String[] arguments) {
    int[] left = {Integer.parseInt(arguments[2])};
    fit(arguments[0], Path.of(arguments[1]), new Callback() {
      @Override public void onBatchEnd(Training training, int step, SortedMap<String, Double> logs) { if (--left[0] == 0) kill(); }
    });
  }

  private static void kill() {
    try {
      new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid())).start();
      Thread.sleep(60_000);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

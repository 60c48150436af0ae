package kerava;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kerava.data.Npy;
import kerava.models.Model;
import kerava.notebooks.NotebookRunner;
import kerava.tensor.NDArray;
import kerava.training.FitOptions;

/**
 * Kerava among the ways to train, as {@code src/test/python/way_times.py}, whose files it reads: prints a JSON line of the seconds, the
 * losses and the weights.
 */
public final class WayTimes {
  private WayTimes() {}

  /** @param args the folder, the model's name (which the file makes needless), the batch size, epochs */
  public static void main(String[] args) {
    Path folder = Path.of(args[0]);
    int batch = Integer.parseInt(args[2]), epochs = Integer.parseInt(args[3]);
    NDArray x = Npy.read(folder.resolve("x.npy")), y = Npy.read(folder.resolve("y.npy"));
    FitOptions fit = new FitOptions().withBatchSize(batch).withShuffle(false).withVerbose(0);
    EpochClock clock = new EpochClock();
    try (Model model = Model.load(folder.resolve("model.keras"))) {
      model.compile("adam", "sparse_categorical_crossentropy");
      List<Double> loss = new ArrayList<>(model.fit(x.slice(0, batch), y.slice(0, batch), fit).get("loss"));
      double firstAt = System.currentTimeMillis() / 1e3;
      loss.addAll(model.fit(x, y, fit.withEpochs(epochs).withCallbacks(clock)).get("loss"));
      List<String> md5 = model.getWeights().stream().map(weight -> '"' + NotebookRunner.md5(weight) + '"').toList();
      System.out.printf("{\"first_at\": %s, \"seconds\": %s, \"loss\": %s, \"md5\": %s}%n", firstAt, clock.seconds(), loss, md5);
    }
  }
}

package kerava;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import kerava.models.Model;
import kerava.notebooks.NotebookRunner;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.PredictOptions;

/**
 * Kerava at a large model of images, as {@code src/test/python/application_times.py time}: loads it, predicts and prints a JSON line of the
 * seconds.
 */
public final class ApplicationTimes {
  private static final int TIMES = 10, BATCH = 16;

  private ApplicationTimes() {}

  /** @param args the file; none: nothing is done */
  public static void main(String[] args) throws Exception {
    if (args.length > 0) run(Path.of(args[0]));
  }

  private static void run(Path file) throws Exception {
    long began = System.nanoTime();
    try (Model model = Model.load(file)) {
      double load = since(began);
      NDArray x = pictures(model.network().inputShape().prepend(BATCH)), one = x.slice(0, 1);
      double first = seconds(model, one),
          usual = Arrays.stream(several(model, one, TIMES)).sorted().skip(TIMES / 2).findFirst().orElseThrow();
      seconds(model, x);
      double many = Arrays.stream(several(model, x, 3)).min().orElseThrow();
      System.out.printf(Locale.ROOT, "{\"load\": %.4f, \"first\": %.4f, \"one\": %.5f, \"each\": %.5f, \"md5\": \"%s\"}%n", load, first,
          usual,
          many / BATCH, NotebookRunner.md5(predicted(model, x)));
    }
  }

  private static NDArray pictures(Shape shape) {
    float[] values = new float[(int) shape.elements()];
    for (int i = 0; i < values.length; i++) values[i] = (i % 251) / 251f;
    return NDArray.of(shape, values);
  }

  private static NDArray predicted(Model model, NDArray x) {
    return model.predict(x, new PredictOptions().withBatchSize(BATCH).withVerbose(0));
  }

  private static double[] several(Model model, NDArray x, int times) {
    double[] all = new double[times];
    for (int i = 0; i < times; i++) all[i] = seconds(model, x);
    return all;
  }

  private static double seconds(Model model, NDArray x) {
    long began = System.nanoTime();
    predicted(model, x);
    return since(began);
  }

  private static double since(long began) { return (System.nanoTime() - began) / 1e9; }
}

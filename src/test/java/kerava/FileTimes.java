package kerava;

import java.nio.file.Path;
import java.util.Locale;
import kerava.models.Model;
import kerava.saving.Dialect;

/** Loads a file, saves it to another and prints a JSON line of the seconds, as {@code src/test/python/model_files.py time} does; without files, nothing. */
public final class FileTimes {
  private static final String WEIGHTS = ".weights.h5";

  private FileTimes() {}

  public static void main(String[] args) {
    if (args.length == 0) return;
    String file = args[0];
    Path copy = Path.of(args[1]);
    boolean weights = file.endsWith(WEIGHTS);
    Model built = weights ? Model.load(Path.of(file.replace(WEIGHTS, ".keras"))) : null;
    long began = System.nanoTime();
    if (weights) built.loadWeights(Path.of(file));
    try (Model model = weights ? built : Model.load(Path.of(file))) {
      long middle = System.nanoTime();
      if (weights) model.saveWeights(copy);
      else model.save(copy, file.endsWith(".keras2.h5") ? Dialect.KERAS_2 : Dialect.KERAS_3);
      System.out.printf(Locale.ROOT, "{\"load\": %.4f, \"save\": %.4f}%n", (middle - began) / 1e9, (System.nanoTime() - middle) / 1e9);
    }
  }
}

package kerava;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import kerava.models.Model;
import kerava.saving.Dialect;

/**
 * Kerava at the work of files, as {@code src/test/python/model_files.py time}: loads files, saves each and prints a JSON line of the
 * seconds.
 */
public final class FileTimes {
  private static final String WEIGHTS = ".weights.h5", LEGACY = ".keras2.h5";

  private FileTimes() {}

  /** @param args pairs of a file and a copy; none: nothing is done */
  public static void main(String[] args) throws IOException {
    for (int i = 0; i < args.length; i += 2) run(args[i], Path.of(args[i + 1]));
  }

  private static void run(String file, Path copy) throws IOException {
    boolean weights = file.endsWith(WEIGHTS);
    Model into = weights ? unweighted(Path.of(file.replace(WEIGHTS, ".json"))) : null;
    long began = System.nanoTime();
    if (weights) into.loadWeights(Path.of(file));
    try (Model model = weights ? into : Model.load(Path.of(file))) {
      long middle = System.nanoTime();
      if (weights) model.saveWeights(copy);
      else model.save(copy, file.endsWith(LEGACY) ? Dialect.KERAS_2 : Dialect.KERAS_3);
      System.out.printf(Locale.ROOT, "{\"load\": %.4f, \"save\": %.4f}%n", (middle - began) / 1e9, (System.nanoTime() - middle) / 1e9);
    }
  }

  private static Model unweighted(Path architecture) throws IOException {
    Model model = Model.fromJson(Files.readString(architecture));
    model.compile("adam", "mean_squared_error");
    return model;
  }
}

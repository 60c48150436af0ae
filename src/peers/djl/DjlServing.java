import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.TranslateException;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * DJL on PyTorch as a service, as {@code src/test/python/serving_times.py}, whose weights it reads: a JSON line. Each thread has a
 * Predictor, as DJL asks.
 */
public final class DjlServing {
  private static final int WARM_UP = 500, CALLS = 4000, ROWS = 10_000, REPEATS = 3, WIDTH = 784;

  /** From a row of numbers to a row of probabilities. */
  private static final class OneRow implements Translator<float[], float[]> {
    @Override public NDList processInput(TranslatorContext context, float[] row) { return new NDList(context.getNDManager().create(row)); }

    @Override public float[] processOutput(TranslatorContext context, NDList list) { return list.head().toFloatArray(); }
  }

  private DjlServing() {}

  /** @param args the model file, whose weights lie beside it in .npz */
  public static void main(String[] args) throws Exception {
    System.setProperty("ai.djl.offline", "true");
    try (Model model = Model.newInstance("peer", "PyTorch")) {
      model.setBlock(DjlTimes.chain(DjlTimes.linear(256), DjlTimes.relu(), DjlTimes.linear(128), DjlTimes.relu(), DjlTimes.linear(10),
          DjlTimes.lambda("softmax", x -> x.softmax(-1))));
      NDManager manager = model.getNDManager();
      model.getBlock().initialize(manager, DataType.FLOAT32, new Shape(1, WIDTH));
      DjlTimes.put(model.getBlock(), DjlTimes.decoded(manager, Path.of(args[0] + ".npz")), "784-256-128-10");
      System.out.println(measured(model));
    }
  }

  private static String measured(Model model) throws Exception {
    float[] row = row(0), first;
    double[] one;
    double many;
    try (Predictor<float[], float[]> predictor = model.newPredictor(new OneRow())) {
      first = predictor.predict(row);
      times(predictor, row, WARM_UP);
      one = times(predictor, row, CALLS);
      many = rows(predictor);
    }
    List<String> threads = new ArrayList<>();
    for (int count : new int[] {1, 2, 4, 8}) threads.add(String.format(Locale.ROOT, "\"%d\": %.1f", count, atOnce(model, row, count)));
    return String.format(Locale.ROOT, "{\"predict\": {\"p50\": %.6f, \"p99\": %.6f}, \"threads\": {%s}, \"rows\": %.0f, \"first\": %s}",
        one[one.length / 2], one[one.length * 99 / 100], String.join(", ", threads), many, Arrays.toString(first));
  }

  private static float[] row(int number) {
    float[] row = new float[WIDTH];
    for (int i = 0; i < WIDTH; i++) row[i] = (number * WIDTH + i) % 251 / 251f;
    return row;
  }

  /** Sorted, in seconds. */
  private static double[] times(Predictor<float[], float[]> predictor, float[] row, int calls) throws TranslateException {
    double[] seconds = new double[calls];
    for (int i = 0; i < calls; i++) {
      long began = System.nanoTime();
      predictor.predict(row);
      seconds[i] = (System.nanoTime() - began) / 1e9;
    }
    Arrays.sort(seconds);
    return seconds;
  }

  /** Rows a second of a large batch, which DJL stacks and takes apart again. */
  private static double rows(Predictor<float[], float[]> predictor) throws TranslateException {
    List<float[]> all = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) all.add(row(i));
    double best = 0;
    for (int i = 0; i < REPEATS; i++) {
      long began = System.nanoTime();
      predictor.batchPredict(all);
      best = Math.max(best, ROWS / ((System.nanoTime() - began) / 1e9));
    }
    return best;
  }

  /** Rows a second of so many threads, one row a call. */
  private static double atOnce(Model model, float[] row, int count) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(count);
    Callable<double[]> work = () -> {
      try (Predictor<float[], float[]> predictor = model.newPredictor(new OneRow())) {
        return times(predictor, row, CALLS / count);
      }
    };
    long began = System.nanoTime();
    for (Future<double[]> done : pool.invokeAll(java.util.Collections.nCopies(count, work))) done.get();
    double seconds = (System.nanoTime() - began) / 1e9;
    pool.shutdown();
    return CALLS / count * count / seconds;
  }
}

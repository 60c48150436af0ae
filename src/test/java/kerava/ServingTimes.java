package kerava;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import kerava.models.Model;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;

/**
 * Kerava as a service, as {@code src/test/python/serving_times.py}: a JSON line of how long one row takes and how many many threads get
 * through.
 */
public final class ServingTimes {
  private static final int WARM_UP = 500, CALLS = 4000, ROWS = 10_000, REPEATS = 3;
  private static final List<Integer> THREADS = List.of(1, 2, 4, 8);

  private ServingTimes() {}

  /** @param args a model file, with one input of floats and one output */
  public static void main(String[] args) throws InterruptedException {
    try (Model model = Model.load(java.nio.file.Path.of(args[0]))) {
      Shape sample = model.inputs().get(0).shape().dropFirst();
      NDArray rows = rows(sample), row = rows.slice(0, 1), wanted = model.predict(row);
      times(model, row, wanted, WARM_UP);
      double[] one = times(model, row, wanted, CALLS);
      List<String> threads = new ArrayList<>();
      for (int count : THREADS) threads.add(String.format(Locale.ROOT, "\"%d\": %.1f", count, atOnce(model, row, wanted, count)));
      double many = IntStream.range(0, REPEATS).mapToDouble(i -> {
        long began = System.nanoTime();
        model.predict(rows);
        return ROWS / ((System.nanoTime() - began) / 1e9);
      }).max().orElseThrow();
      System.out.printf(Locale.ROOT, "{\"predict\": {\"p50\": %.6f, \"p99\": %.6f}, \"threads\": {%s}, \"rows\": %.0f, \"first\": %s}%n",
          one[one.length / 2], one[one.length * 99 / 100], String.join(", ", threads), many, Arrays.toString(wanted.values()));
    }
  }

  private static NDArray rows(Shape sample) {
    float[] values = new float[Math.toIntExact(ROWS * sample.elements())];
    for (int i = 0; i < values.length; i++) values[i] = i % 251 / 251f;
    return NDArray.of(sample.prepend(ROWS), values);
  }

  /** Sorted, in seconds. */
  private static double[] times(Model model, NDArray row, NDArray wanted, int calls) {
    double[] seconds = new double[calls];
    for (int i = 0; i < calls; i++) {
      long began = System.nanoTime();
      NDArray got = model.predict(row);
      seconds[i] = (System.nanoTime() - began) / 1e9;
      if (!got.equals(wanted)) throw new AssertionError("another answer");
    }
    Arrays.sort(seconds);
    return seconds;
  }

  /** Rows a second of so many threads, one row a call. */
  private static double atOnce(Model model, NDArray row, NDArray wanted, int count) throws InterruptedException {
    CountDownLatch begin = new CountDownLatch(1);
    List<Thread> all = new ArrayList<>();
    List<Throwable> faults = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Thread thread = new Thread(() -> {
        try {
          begin.await();
          times(model, row, wanted, CALLS / count);
        } catch (InterruptedException | AssertionError e) {
          synchronized (faults) {
            faults.add(e);
          }
        }
      });
      thread.start();
      all.add(thread);
    }
    long began = System.nanoTime();
    begin.countDown();
    for (Thread thread : all) thread.join();
    if (!faults.isEmpty()) throw new AssertionError(faults.toString());
    return CALLS / count * count / ((System.nanoTime() - began) / 1e9);
  }
}

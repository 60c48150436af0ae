package kerava.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import kerava.MadeSamples;
import kerava.layers.BatchNormalization;
import kerava.layers.Dense;
import kerava.layers.Dropout;
import kerava.layers.Input;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threads that predict on one model at once get what one alone gets, also those that come while its native program is still being made. */
class PredictAtOnceTest {
  private static final int ROUNDS = 8, CALLS = 5;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {2, 8}) void onALoadedModel(int threads) throws Exception {
    RandomSeed.set(3);
    Path file = folder.resolve("m.keras");
    List<NDArray> x = IntStream.range(0, threads).mapToObj(i -> MadeSamples.normal(Shape.of(33 + i, 20), i)).toList();
    List<NDArray> alone;
    try (Sequential model =
        new Sequential(new Input(20), new Dense(64, "relu"), new Sequential(new BatchNormalization(), new Dropout(0.5)).layer(),
            new Dense(7, "softmax"))) {
      model.save(file);
      alone = x.stream().map(model::predict).toList();
    }
    for (int round = 0; round < ROUNDS; round++) {
      try (Sequential loaded = Sequential.load(file)) {
        atOnce(loaded, x, alone);
      }
    }
  }

  private static void atOnce(Sequential model, List<NDArray> x, List<NDArray> wanted) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(x.size());
    CyclicBarrier together = new CyclicBarrier(x.size());
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < x.size(); i++) {
        NDArray mine = x.get(i), expected = wanted.get(i);
        all.add(pool.submit(() -> {
          together.await();
          for (int call = 0; call < CALLS; call++) assertEquals(expected, model.predict(mine));
          return null;
        }));
      }
      for (Future<?> one : all) one.get();
    } finally {
      pool.shutdown();
    }
  }
}

package kerava.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import kerava.KeravaException;
import kerava.layers.Dense;
import kerava.layers.Dropout;
import kerava.layers.Input;
import kerava.network.LayerState;
import kerava.random.RandomSeed;
import kerava.random.Session;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.FitOptions;
import org.junit.jupiter.api.Test;

/** Trials with seeds of their own do not disturb each other, in one thread or in several. */
class SessionTest {
  private static final int TRIALS = 6;

  /** What a trial leaves: its layers' names and its weights. */
  private record Left(List<String> names, List<float[]> weights) {
    @Override public String toString() { return names + " " + weights.stream().map(Arrays::toString).toList(); }
  }

  private static Left trial(long seed) {
    try (Session session = Session.begin(seed); Sequential model = model()) {
      return trained(model);
    }
  }

  private static Sequential model() { return new Sequential(new Input(5), new Dense(7, "tanh"), new Dropout(.3), new Dense(2, "sigmoid")); }

  private static Left trained(Sequential model) {
    float[] x = new float[30 * 5], y = new float[30 * 2];
    for (int i = 0; i < x.length; i++) x[i] = (float) Math.sin(i * i);
    for (int i = 0; i < y.length; i++) y[i] = i % 3 == 0 ? 1 : 0;
    model.compile("adam", "binary_crossentropy");
    model.fit(NDArray.of(Shape.of(30, 5), x), NDArray.of(Shape.of(30, 2), y),
        new FitOptions().withEpochs(4).withBatchSize(4).withVerbose(0));
    return new Left(model.network().layers().stream().map(LayerState::name).toList(),
        model.getWeights().stream().map(NDArray::values).toList());
  }

  @Test void trialsSideBySideEqualThoseAlone() throws Exception {
    List<String> alone = new ArrayList<>();
    for (int seed = 0; seed < TRIALS; seed++) alone.add(trial(seed).toString());
    assertNotEquals(alone.get(0), alone.get(1));
    ExecutorService threads = Executors.newFixedThreadPool(TRIALS);
    try {
      List<Future<Left>> together = new ArrayList<>();
      for (int round = 0; round < 3; round++) for (int seed = 0; seed < TRIALS; seed++) together.add(threads.submit(of(seed)));
      for (int i = 0; i < together.size(); i++) assertEquals(alone.get(i % TRIALS), together.get(i).get(60, TimeUnit.SECONDS).toString());
    } finally {
      threads.shutdownNow();
    }
  }

  private static Callable<Left> of(long seed) { return () -> trial(seed); }

  @Test void equalsAProgramOfThatSeed() {
    String own = trial(11).toString();
    try (Session session = Session.begin(0)) { // for other tests share the program's
      RandomSeed.set(11);
      try (Sequential model = model()) {
        assertEquals(own, trained(model).toString());
      }
    }
  }

  @Test void aModelStaysWithItsSession() throws Exception {
    Left expected = trial(5);
    Sequential model;
    try (Session session = Session.begin(5)) {
      model = model();
    }
    ExecutorService other = Executors.newSingleThreadExecutor();
    try (model) {
      Left left = other.submit(() -> {
        try (Session disturbing = Session.begin(99)) {
          return trained(model);
        }
      }).get(60, TimeUnit.SECONDS);
      for (int i = 0; i < expected.weights().size(); i++) assertArrayEquals(expected.weights().get(i), left.weights().get(i));
    } finally {
      other.shutdownNow();
    }
  }

  @Test void theLastBegunIsTheFirstClosed() {
    Session outer = Session.begin(1), inner = Session.begin(2);
    assertEquals(2, RandomSeed.current().getAsLong());
    KeravaException e = assertThrows(KeravaException.class, outer::close);
    assertEquals("Session: it must be closed by the thread that began it, the last first; use a try in the thread that began it",
        e.getMessage());
    inner.close();
    assertEquals(1, RandomSeed.current().getAsLong());
    outer.close();
  }
}

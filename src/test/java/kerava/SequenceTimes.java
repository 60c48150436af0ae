package kerava;

import java.util.List;
import kerava.layers.Dense;
import kerava.layers.GRU;
import kerava.layers.Input;
import kerava.layers.LSTM;
import kerava.layers.Layer;
import kerava.models.Sequential;
import kerava.notebooks.NotebookRunner;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.FitOptions;
import kerava.training.History;

/**
 * Kerava at a recurrent layer, as {@code src/test/python/sequence_times.py}: trains it and prints a JSON line of the seconds, the losses
 * and the weights.
 */
public final class SequenceTimes {
  private static final int UNITS = 64, FEATURES = 8, BATCH = 32;

  private SequenceTimes() {}

  /** @param args the layer, steps, batches an epoch, epochs */
  public static void main(String[] args) {
    int steps = Integer.parseInt(args[1]), count = BATCH * Integer.parseInt(args[2]);
    RandomSeed.set(42);
    Layer layer = args[0].equals("LSTM") ? new LSTM(UNITS) : new GRU(UNITS);
    EpochClock clock = new EpochClock();
    try (Sequential model = new Sequential(new Input(steps, FEATURES), layer, new Dense(1))) {
      model.compile("adam", "mean_squared_error");
      History history = model.fit(numbers(count, steps, FEATURES), numbers(count, 1),
          new FitOptions().withEpochs(Integer.parseInt(args[3])).withBatchSize(BATCH).withVerbose(0).withCallbacks(clock));
      List<String> md5 = model.getWeights().stream().map(weight -> '"' + NotebookRunner.md5(weight) + '"').toList();
      System.out.println("{\"seconds\": " + clock.seconds() + ", \"loss\": " + history.get("loss") + ", \"md5\": " + md5 + "}");
    }
  }

  private static NDArray numbers(int... sizes) {
    Shape shape = Shape.of(sizes);
    float[] numbers = new float[(int) shape.elements()];
    for (int i = 0; i < numbers.length; i++) numbers[i] = (i % 251 - 125f) / 125f;
    return NDArray.of(shape, numbers);
  }
}

package kerava.notebooks;

import java.util.List;
import kerava.callbacks.EarlyStopping;
import kerava.layers.Conv1D;
import kerava.layers.Conv1DTranspose;
import kerava.layers.Dropout;
import kerava.layers.Input;
import kerava.layers.Padding;
import kerava.losses.MeanSquaredError;
import kerava.models.Model;
import kerava.models.Sequential;
import kerava.optimizers.Adam;
import kerava.random.RandomState;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.FitOptions;

/**
 * keras.io's "Timeseries anomaly detection using an Autoencoder", on made days: a convolutional autoencoder learns to give two weeks of
 * five-minute values back, high by day and low by night; what it cannot give back as well as those is an anomaly.
 */
public final class TimeseriesAnomaly implements Notebook {
  private static final String ANOMALY = "timeseries-anomaly";
  private static final int DAY = 288, DAYS = 14, MORNING = 108, EVENING = 216, STRANGE = 10 * DAY + 60, FLICKERS = 48;

  @Override public String name() { return ANOMALY; }

  @Override public List<String> runs() { return List.of(ANOMALY); }

  @Override public void run(NotebookRunner runner) {
    NDArray usual = windows(values(0)), strange = windows(flickering(values(1)));
    NDArray x = runner.limited(usual);
    new Sequences(runner, List.of(x), x, List.of(strange), strange).train(ANOMALY, TimeseriesAnomaly::model,
        model -> model.compile(new Adam(0.001), new MeanSquaredError()),
        new FitOptions().withEpochs(50).withBatchSize(128).withValidationSplit(0.1)
            .withCallbacks(new EarlyStopping().withMonitor("val_loss").withPatience(5)),
        model -> tell(runner, model, usual, strange));
  }

  private static Sequential model() {
    return new Sequential(new Input(DAY, 1),
        new Conv1D(32, 7, "relu").withPadding(Padding.SAME).withStrides(2),
        new Dropout(0.2),
        new Conv1D(16, 7, "relu").withPadding(Padding.SAME).withStrides(2),
        new Conv1DTranspose(16, 7, "relu").withPadding(Padding.SAME).withStrides(2),
        new Dropout(0.2),
        new Conv1DTranspose(32, 7, "relu").withPadding(Padding.SAME).withStrides(2),
        new Conv1DTranspose(1, 7).withPadding(Padding.SAME));
  }

  /** About 80 by day and 20 by night, as -1 .. 1. */
  private static double[] values(long seed) {
    RandomState random = new RandomState(seed);
    double[] values = new double[DAY * DAYS];
    for (int i = 0; i < values.length; i++) {
      boolean day = i % DAY >= MORNING && i % DAY < EVENING;
      values[i] = ((day ? 80 : 20) + random.randint(1000) / 100.0 - 5 - 50) / 35;
    }
    return values;
  }

  /** Four hours of the eleventh night in which every second value is one of the day. */
  private static double[] flickering(double[] values) {
    for (int i = STRANGE; i < STRANGE + FLICKERS; i += 2) values[i] += 60 / 35.0;
    return values;
  }

  /** The day that begins at each value. */
  private static NDArray windows(double[] values) {
    int count = values.length - DAY + 1;
    float[] windows = new float[count * DAY];
    for (int i = 0; i < windows.length; i++) windows[i] = (float) values[i / DAY + i % DAY];
    return NDArray.of(Shape.of(count, DAY, 1), windows);
  }

  private static void tell(NotebookRunner runner, Model model, NDArray usual, NDArray strange) {
    double most = 0;
    for (double error : errors(model, usual)) most = Math.max(most, error);
    double[] errors = errors(model, strange);
    int found = 0, first = -1;
    for (int i = 0; i < errors.length; i++) {
      if (errors[i] <= most) continue;
      found++;
      if (first < 0) first = i;
    }
    runner.println(
        String.format("threshold %.4f: %d of %d days are strange, the first begins at value %d; it flickers at %d .. %d", most, found,
            errors.length, first, STRANGE, STRANGE + FLICKERS - 1));
  }

  /** The mean absolute error of each day. */
  private static double[] errors(Model model, NDArray x) {
    float[] given = x.values(), back = model.predict(x).values();
    double[] errors = new double[x.count()];
    for (int i = 0; i < given.length; i++) errors[i / DAY] += Math.abs((double) given[i] - back[i]) / DAY;
    return errors;
  }
}

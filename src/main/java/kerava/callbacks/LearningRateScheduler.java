package kerava.callbacks;

import static kerava.KeravaException.require;

import java.util.SortedMap;
import kerava.training.Callback;
import kerava.training.Decimals;
import kerava.training.Training;

/**
 * Sets the learning rate at the beginning of each epoch,
 * {@code new LearningRateScheduler((epoch, rate) -> epoch < 10 ? rate : rate * Math.exp(-0.1))}, and puts it into the epoch's logs. Source:
 * Keras {@code callbacks/learning_rate_scheduler.py}.
 */
public final class LearningRateScheduler implements Callback {
  /** The rate for {@code epoch}, counted from 0, after {@code rate}. */
  public interface Schedule {
    double rate(int epoch, double rate);
  }

  private final Schedule schedule;
  private int verbose;

  public LearningRateScheduler(Schedule schedule) {
    require(schedule != null, "LearningRateScheduler: the schedule must not be null");
    this.schedule = schedule;
  }

  /** 1: tells each rate; 0: silent. */
  public LearningRateScheduler withVerbose(int level) {
    verbose = level;
    return this;
  }

  @Override public void onEpochBegin(Training training, int epoch) {
    training.learningRates().forEach((name, old) -> {
      double rate = schedule.rate(epoch, old);
      training.learningRate(name, rate);
      if (verbose > 0)
        training.out().println("\nEpoch " + (epoch + 1) + ": LearningRateScheduler setting" + Rates.told(name) + " learning rate to "
            + Decimals.repr(rate) + ".");
    });
  }

  @Override public void onEpochEnd(Training training, int epoch, SortedMap<String, Double> logs) { logs.putAll(training.learningRates()); }
}

package kerava.callbacks;

import static kerava.KeravaException.require;

import java.util.List;
import java.util.SortedMap;
import kerava.tensor.NDArray;
import kerava.training.Callback;
import kerava.training.Training;

/**
 * Stops a fit when a number has not become better for {@code patience} epochs:
 * {@code new EarlyStopping().withMonitor("val_loss").withPatience(3)}. It begins anew with every fit. Source: Keras
 * {@code callbacks/early_stopping.py}.
 */
public final class EarlyStopping implements Callback {
  private String monitored = "val_loss";
  private double minDelta;
  private int patience, verbose, startFromEpoch;
  private Mode mode = Mode.AUTO;
  private Double baseline;
  private boolean restoreBestWeights;

  private Monitor monitor;
  private int wait, stoppedEpoch, bestEpoch;
  private Double best;
  private List<NDArray> bestWeights;

  /** The name in logs of the number to watch. */
  public EarlyStopping withMonitor(String name) {
    monitored = name;
    return this;
  }

  /** Less of a change is none; its sign does not matter. */
  public EarlyStopping withMinDelta(double change) {
    require(Double.isFinite(change), "EarlyStopping: minDelta must be a number, got %s", change);
    minDelta = change;
    return this;
  }

  /** How many epochs without a better number it bears. */
  public EarlyStopping withPatience(int epochs) {
    patience = epochs;
    return this;
  }

  /** 1: tells when it has stopped; 0: silent. */
  public EarlyStopping withVerbose(int level) {
    verbose = level;
    return this;
  }

  public EarlyStopping withMode(Mode direction) {
    mode = direction;
    return this;
  }

  /** What an epoch must be better than, beside the best one, to begin patience anew. */
  public EarlyStopping withBaseline(double value) {
    baseline = value;
    return this;
  }

  /** Whether the model has the weights of its best epoch in the end, in place of those of the last. */
  public EarlyStopping withRestoreBestWeights(boolean restores) {
    restoreBestWeights = restores;
    return this;
  }

  /** Epochs before this one, counted from 0, are not looked at. */
  public EarlyStopping withStartFromEpoch(int epoch) {
    startFromEpoch = epoch;
    return this;
  }

  /** The epoch, counted from 0, after which the last fit was stopped; 0: it was not. */
  public int stoppedEpoch() { return stoppedEpoch; }

  @Override public void onTrainBegin(Training training) {
    monitor = new Monitor("EarlyStopping", monitored, mode, minDelta);
    wait = stoppedEpoch = bestEpoch = 0;
    best = null;
    bestWeights = null;
  }

  @Override public void onEpochEnd(Training training, int epoch, SortedMap<String, Double> logs) {
    monitor.begin(training);
    Double current = monitor.value(logs, "Early stopping conditioned on metric");
    if (current == null || epoch < startFromEpoch) return;
    if (restoreBestWeights && bestWeights == null) keep(training, epoch);
    wait++;
    if (monitor.improves(current, best)) {
      best = current;
      bestEpoch = epoch;
      if (restoreBestWeights) keep(training, epoch);
      if (baseline == null || monitor.improves(current, baseline)) wait = 0;
    } else if (wait >= patience && epoch > 0) {
      stoppedEpoch = epoch;
      training.stop();
    }
  }

  private void keep(Training training, int epoch) {
    bestWeights = training.weights();
    bestEpoch = epoch;
  }

  @Override public void onTrainEnd(Training training, SortedMap<String, Double> logs) {
    if (stoppedEpoch > 0 && verbose > 0) training.out().println("Epoch " + (stoppedEpoch + 1) + ": early stopping");
    if (!restoreBestWeights || bestWeights == null) return;
    if (verbose > 0) training.out().println("Restoring model weights from the end of the best epoch: " + (bestEpoch + 1) + ".");
    training.weights(bestWeights);
  }
}

package kerava.callbacks;

import static kerava.KeravaException.require;

import java.util.Map;
import java.util.SortedMap;
import kerava.training.Callback;
import kerava.training.Decimals;
import kerava.training.Training;

/**
 * Multiplies the learning rate by {@code factor} when a number has not become better for {@code patience} epochs, and puts the rate of each
 * epoch into its logs. It begins anew with every fit. Source: Keras {@code callbacks/reduce_lr_on_plateau.py}.
 */
public final class ReduceLROnPlateau implements Callback {
  private String monitored = "val_loss";
  private double factor = 0.1, minDelta = 1e-4, minLr;
  private int patience = 10, verbose, cooldown;
  private Mode mode = Mode.AUTO;

  private Monitor monitor;
  private Double best;
  private int cooling, wait;

  /** The name in logs of the number to watch. */
  public ReduceLROnPlateau withMonitor(String name) {
    monitored = name;
    return this;
  }

  /** By what the rate is multiplied, below 1. */
  public ReduceLROnPlateau withFactor(double value) {
    require(value < 1 && value >= 0, "ReduceLROnPlateau: factor must be in 0 .. 1 (1 excluded), got %s", value);
    factor = value;
    return this;
  }

  /** How many epochs without a better number it bears. */
  public ReduceLROnPlateau withPatience(int epochs) {
    patience = epochs;
    return this;
  }

  /** 1: tells each reduction; 0: silent. */
  public ReduceLROnPlateau withVerbose(int level) {
    verbose = level;
    return this;
  }

  public ReduceLROnPlateau withMode(Mode direction) {
    mode = direction;
    return this;
  }

  /** Less of a change is none; its sign does not matter. */
  public ReduceLROnPlateau withMinDelta(double change) {
    require(Double.isFinite(change), "ReduceLROnPlateau: minDelta must be a number, got %s", change);
    minDelta = change;
    return this;
  }

  /** Epochs after a reduction that do not count. */
  public ReduceLROnPlateau withCooldown(int epochs) {
    cooldown = epochs;
    return this;
  }

  /** The rate never falls below. */
  public ReduceLROnPlateau withMinLr(double rate) {
    require(rate >= 0 && Double.isFinite(rate), "ReduceLROnPlateau: minLr must be a number from 0 on, got %s", rate);
    minLr = rate;
    return this;
  }

  @Override public void onTrainBegin(Training training) {
    monitor = new Monitor("ReduceLROnPlateau", monitored, mode, minDelta);
    best = null;
    cooling = wait = 0;
  }

  @Override public void onEpochEnd(Training training, int epoch, SortedMap<String, Double> logs) {
    monitor.begin(training);
    logs.putAll(training.learningRates());
    Double current = monitor.value(logs, "Learning rate reduction is conditioned on metric");
    if (current == null) return;
    if (cooling > 0) {
      cooling--;
      wait = 0;
    }
    if (monitor.improves(current, best)) {
      best = current;
      wait = 0;
    } else if (cooling <= 0 && ++wait >= patience && reduced(training, epoch)) {
      cooling = cooldown;
      wait = 0;
    }
  }

  private boolean reduced(Training training, int epoch) {
    boolean reduced = false;
    for (Map.Entry<String, Double> old : training.learningRates().entrySet()) {
      if (old.getValue() <= (float) minLr) continue;
      double rate = Math.max(old.getValue() * factor, minLr);
      training.learningRate(old.getKey(), rate);
      reduced = true;
      if (verbose > 0)
        training.out().println("\nEpoch " + (epoch + 1) + ": ReduceLROnPlateau reducing" + Rates.told(old.getKey()) + " learning rate to "
            + Decimals.repr(rate) + ".");
    }
    return reduced;
  }
}

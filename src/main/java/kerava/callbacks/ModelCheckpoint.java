package kerava.callbacks;

import static kerava.KeravaException.require;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import kerava.KeravaException;
import kerava.config.Warnings;
import kerava.training.Callback;
import kerava.training.Decimals;
import kerava.training.Training;

/**
 * Saves the model after every epoch, or after so many batches: {@code new ModelCheckpoint("at-{epoch:02d}-{val_loss:.2f}.keras")}. What it
 * holds for the best goes on from fit to fit. Source: Keras {@code callbacks/model_checkpoint.py}.
 */
public final class ModelCheckpoint implements Callback {
  private final String filepath;
  private String monitored = "val_loss";
  private int verbose, saveFreq;
  private boolean saveBestOnly, saveWeightsOnly;
  private Mode mode = Mode.AUTO;
  private Double best;

  private Monitor monitor;
  private int epochNow, seen;
  private Integer lastBatch;

  /**
   * {@code filepath}: .keras, .h5, or .weights.h5 for weights alone; {@code {epoch}}, {@code {batch}} and names in logs in it are replaced,
   * counted from 1.
   */
  public ModelCheckpoint(String filepath) {
    require(filepath.endsWith(".keras") || filepath.endsWith(".h5"),
        "ModelCheckpoint: the file must end in .keras, .h5 or .weights.h5, got %s", filepath);
    this.filepath = filepath;
    saveWeightsOnly = filepath.endsWith(".weights.h5");
  }

  /** The name in logs of the number to watch. */
  public ModelCheckpoint withMonitor(String name) {
    monitored = name;
    return this;
  }

  /** 1: tells each file; 0: silent. */
  public ModelCheckpoint withVerbose(int level) {
    verbose = level;
    return this;
  }

  /** Whether only a model that is better than all before is saved. */
  public ModelCheckpoint withSaveBestOnly(boolean best) {
    saveBestOnly = best;
    return this;
  }

  /** Whether the file holds weights alone; as the name says if this is not called. */
  public ModelCheckpoint withSaveWeightsOnly(boolean weights) {
    require(weights == filepath.endsWith(".weights.h5"),
        "ModelCheckpoint: weights alone lie in a file that ends in .weights.h5, and whole models do not, "
            + "got saveWeightsOnly %s for %s",
        weights, filepath);
    saveWeightsOnly = weights;
    return this;
  }

  public ModelCheckpoint withMode(Mode direction) {
    mode = direction;
    return this;
  }

  /** Saves after so many batches, counted on over epochs, in place of after every epoch. */
  public ModelCheckpoint withSaveFreq(int batches) {
    require(batches >= 1, "ModelCheckpoint: saveFreq must be at least 1 batch, got %d; leave it out to save after every epoch", batches);
    saveFreq = batches;
    return this;
  }

  /** What the first model that is saved for being the best must be better than. */
  public ModelCheckpoint withInitialValueThreshold(double value) {
    best = value;
    return this;
  }

  @Override public boolean everyBatch() { return saveFreq > 0; }

  @Override public void onTrainBegin(Training training) {
    if (monitor == null) monitor = new Monitor("ModelCheckpoint", monitored, mode, 0);
  }

  @Override public void onEpochBegin(Training training, int epoch) { epochNow = epoch; }

  @Override public void onBatchEnd(Training training, int step, SortedMap<String, Double> logs) {
    if (saveFreq == 0) return;
    seen += lastBatch == null || step <= lastBatch ? step + 1 : step - lastBatch;
    lastBatch = step;
    if (seen < saveFreq) return;
    seen = 0;
    save(training, epochNow, step, logs);
  }

  @Override public void onEpochEnd(Training training, int epoch, SortedMap<String, Double> logs) {
    monitor.begin(training);
    if (saveFreq == 0) save(training, epoch, null, logs);
  }

  private void save(Training training, int epoch, Integer batch, SortedMap<String, Double> logs) {
    String file = file(epoch, batch, logs);
    if (!wanted(training, epoch, logs, file)) return;
    write(training, Path.of(file));
    if (verbose > 0) training.out().println("\nEpoch " + (epoch + 1) + ": finished saving model to " + file);
  }

  private String file(int epoch, Integer batch, SortedMap<String, Double> logs) {
    Map<String, Number> values = new HashMap<>(logs);
    values.put("epoch", epoch + 1);
    if (batch != null) values.putIfAbsent("batch", batch + 1);
    return PythonFormat.of("ModelCheckpoint", filepath, values);
  }

  private boolean wanted(Training training, int epoch, SortedMap<String, Double> logs, String file) {
    String told = "\nEpoch " + (epoch + 1) + ": ";
    if (!saveBestOnly) {
      if (verbose > 0) training.out().println(told + "saving model to " + file);
      return true;
    }
    monitor.begin(training);
    Double current = logs.get(monitored);
    if (current == null) {
      Warnings.warn("ModelCheckpoint: Can save best model only with %s available. Available metrics are: %s", monitored,
          String.join(",", logs.keySet()));
      return true;
    }
    String before = best == null ? "None" : Decimals.fixed(best, 5);
    boolean better = monitor.improves(current, best);
    if (verbose > 0)
      training.out().println(told + monitored
          + (better
              ? " improved from " + before + " to " + Decimals.fixed(current, 5) + ", saving model to " + file
              : " did not improve from " + before));
    if (better) best = current;
    return better;
  }

  private void write(Training training, Path file) {
    try {
      if (file.getParent() != null) Files.createDirectories(file.getParent());
    } catch (IOException e) {
      throw new KeravaException("ModelCheckpoint: the folder of " + file + " cannot be made (" + e + "); name another file", e);
    }
    if (saveWeightsOnly) training.saveWeights(file);
    else training.save(file);
  }
}

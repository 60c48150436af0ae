package kerava.saving;

import java.util.List;
import kerava.config.Settings;
import kerava.config.Warnings;
import kerava.network.Built;
import kerava.network.Network;
import kerava.optimizers.Optimizer;
import kerava.optimizers.OptimizerState;
import kerava.tensor.NDArray;
import kerava.training.CompileSettings;
import kerava.training.UnsupportedSetting;
import org.jspecify.annotations.Nullable;

/**
 * A model as it stands, all that a file can hold of it.
 *
 * @param built null: its shapes are not known yet
 * @param settings null: not compiled
 * @param weights an array for each of {@link Built#variables}; null: not known
 * @param optimizerState null: the optimizer has not begun, or there is none
 * @param unsupported what its file says beyond that, and it predicts without
 */
public record Snapshot(Network network, @Nullable Built built, @Nullable CompileSettings settings, List<NDArray> weights,
    @Nullable OptimizerState optimizerState, List<UnsupportedSetting> unsupported) {

  public Snapshot(Network network, Built built, CompileSettings settings, List<NDArray> weights, OptimizerState optimizerState) {
    this(network, built, settings, weights, optimizerState, List.of());
  }

  Snapshot compiled(CompileSettings newSettings, List<UnsupportedSetting> newUnsupported) {
    return new Snapshot(network, built, newSettings, weights, optimizerState, newUnsupported);
  }

  Snapshot with(List<NDArray> newWeights, OptimizerState newState) {
    return new Snapshot(network, built, settings, newWeights, newState, unsupported);
  }

  /** Whether it can train on: its optimizer is known, and the shapes of what that keeps. */
  boolean trains() { return built != null && settings != null && settings.optimizer() != null; }

  Snapshot uncompiled() { return new Snapshot(network, built, null, weights, null, unsupported); }

  /** Warns that {@code written} is without {@code settings}. */
  public static void warnOfLoss(String written, List<UnsupportedSetting> settings) {
    if (!settings.isEmpty())
      Warnings.warn("%s: is without what is not supported of the file that the model comes from: %s", written,
          UnsupportedSetting.told(settings));
  }

  /** What trains it: that of its settings, or that in what scales the loss. */
  Optimizer optimizer() { return settings.optimizer(network); }

  /** Its settings with that optimizer. */
  CompileSettings trainedBy() { return Settings.with(settings, "optimizer", optimizer()); }

  /** The optimizer's state, or the one from which it begins; null if there is no optimizer, or no shapes. */
  OptimizerState stateToWrite() {
    if (optimizerState != null || !trains()) return optimizerState;
    return OptimizerState.first(optimizer(), built.trained());
  }

  /**
   * Whether its optimizer has not begun, and begins slots as the weights: Keras writes none then, and draws their first values when it
   * reads the file.
   */
  boolean leavesOutSlots() {
    return optimizerState == null && trains() && OptimizerState.beginsAsWeights(optimizer(), built.trained());
  }

  /** As it stands, if it is not the one that the optimizer was made with; else null. */
  Double learningRate() {
    Float now = trains() && optimizerState != null ? optimizerState.learningRate() : null;
    return now == null || now.equals(settings.optimizer().learningRate().first()) ? null : (Double) (double) now;
  }
}

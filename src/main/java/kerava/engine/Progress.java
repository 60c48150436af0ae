package kerava.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kerava.optimizers.LossScale;
import kerava.optimizers.Optimizer;
import kerava.optimizers.OptimizerState;
import kerava.optimizers.OptimizerState.Part;
import kerava.optimizers.Trainable;
import kerava.tensor.NDArray;

/**
 * How far training has come: the optimizer's steps since compile, the learning rate, null if a schedule gives it, the loss's scale, null:
 * it has none, and the steps and rates of each of a MultiOptimizer's own.
 */
final class Progress {
  /** Whether an optimizer at a place has weights to train. */
  private final List<Boolean> trains = new ArrayList<>();
  private long iterations;
  private Float learningRate;
  private LossScale lossScale;
  private List<Part> parts = List.of();

  /** {@code optimizer} null: there is none. */
  Progress(Optimizer optimizer, List<Trainable> weights) {
    if (optimizer == null) return;
    for (int i = 0; i < optimizer.optimizers().size(); i++) {
      int place = i;
      trains.add(weights.stream().anyMatch(weight -> optimizer.place(weight) == place));
    }
  }

  /** Goes on from {@code state}. */
  void resume(OptimizerState state) {
    resume(state.iterations(), state.learningRate(), state.lossScale());
    parts = state.parts();
  }

  void resume(long iterations, Float learningRate, LossScale lossScale) {
    this.iterations = iterations;
    this.learningRate = learningRate;
    this.lossScale = lossScale;
  }

  /** The optimizer's state with these slots and own ones. */
  OptimizerState state(Map<String, List<NDArray>> slots, Map<String, NDArray> own) {
    return new OptimizerState(iterations, learningRate, slots, own, lossScale, parts);
  }

  LossScale lossScale() { return lossScale; }

  long iterations() { return iterations; }

  Float learningRate() { return learningRate; }

  List<Part> parts() { return parts; }

  /** Sets the learning rate of the optimizer at {@code place}. */
  void learningRate(int place, float rate) {
    if (parts.isEmpty()) {
      learningRate = rate;
      return;
    }
    List<Part> changed = new ArrayList<>(parts);
    changed.set(place, new Part(parts.get(place).iterations(), rate));
    parts = changed;
  }

  /** Of the optimizer at {@code place}. */
  Part part(int place) { return parts.isEmpty() ? new Part(iterations, learningRate) : parts.get(place); }

  void scaleLoss(LossScale scale) { lossScale = scale; }

  void advance(long steps) {
    iterations += steps;
    List<Part> advanced = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++)
      advanced.add(trains.get(i) ? new Part(parts.get(i).iterations() + steps, parts.get(i).learningRate()) : parts.get(i));
    parts = advanced;
  }
}

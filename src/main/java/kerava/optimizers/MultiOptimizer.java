package kerava.optimizers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kerava.config.Names;
import kerava.config.Settings;
import kerava.ops.Gradient;
import kerava.ops.Tensor;
import kerava.optimizers.schedules.Rate;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Trains each weight by the optimizer that an {@link OptimizerMap} has for it. Each of them goes by its own settings: it counts its own
 * steps, has its own rate, and clips, decays, sums and averages its own weights. Keras looks for paths as they are in the model:
 * {@code sequential/dense/kernel} in one that was made, {@code dense/kernel} in one that was loaded.
 *
 * <p>It has no learning rate itself; callbacks read and set those of all of its optimizers, under the names of {@link #rateNames}. Weights
 * may not be frozen once it has begun; compile again.
 *
 * <pre>{@code
 * new MultiOptimizer(new OptimizerMap(new SGD(0.1)).with(".*embeddings", new Adam()))
 * }</pre>
 *
 * Source: Keras {@code optimizers/multi_optimizer.py}.
 *
 * @param lossScaleFactor what the loss is multiplied by before gradients are taken, which are divided by it again, above 0; null: 1. It
 * stands in place of that
 *     of each optimizer
 */
public record MultiOptimizer(OptimizerMap optimizerMap, @Nullable Double lossScaleFactor) implements Optimizer {
  public MultiOptimizer {
    require(optimizerMap != null, inJava("take new OptimizerMap(new SGD())"), "MultiOptimizer: the optimizerMap must not be null");
    OptimizerOptions scaled = OptimizerOptions.NONE.withLossScaleFactor(lossScaleFactor);
    optimizerMap = optimizerMap.map(one -> scaled(one, scaled.lossScaleFactor()));
  }

  public MultiOptimizer(OptimizerMap optimizerMap) { this(optimizerMap, null); }

  private static Optimizer scaled(Optimizer one, Double factor) {
    if (one instanceof Configured<?> scales) return scales.with(scales.options().withLossScaleFactor(factor));
    require(factor == null, "MultiOptimizer: with a lossScaleFactor each optimizer must have options that take it, got %s", one);
    return one;
  }

  /** This optimizer on a loss that is multiplied by {@code lossScaleFactor}, above 0. */
  public MultiOptimizer withLossScaleFactor(double lossScaleFactor) { return Settings.with(this, "lossScaleFactor", lossScaleFactor); }

  /** The one that {@code optimizer} is, or that is within one that scales the loss; null: there is none. */
  public static @Nullable MultiOptimizer in(Optimizer optimizer) {
    return LossScaleOptimizer.inner(optimizer) instanceof MultiOptimizer many ? many : null;
  }

  @Override public List<Optimizer> optimizers() { return optimizerMap.all(); }

  /** What the rate of each of them is called in logs: {@code learning_rate_adam}; of the next Adam {@code learning_rate_adam_1}. */
  public List<String> rateNames() {
    Map<String, Integer> counts = new HashMap<>();
    List<String> names = new ArrayList<>();
    for (Optimizer one : optimizers()) {
      String name = Names.snakeCase(one.getClass().getSimpleName());
      int count = counts.merge(name, 1, Integer::sum);
      names.add("learning_rate_" + name + (count == 1 ? "" : "_" + (count - 1)));
    }
    return names;
  }

  @Override public int place(Trainable weight) {
    Optimizer one = optimizerMap.of(weight.path());
    List<Optimizer> all = optimizers();
    for (int i = 0; i < all.size(); i++) if (all.get(i) == one) return i;
    throw new IllegalStateException(weight.path() + " has an optimizer from elsewhere");
  }

  /** What Keras keeps in its place: 0, which nothing uses. */
  @Override public Rate learningRate() { return Rate.of(0); }

  @Override public OptimizerOptions options() { return OptimizerOptions.NONE.withLossScaleFactor(lossScaleFactor); }

  @Override public Optimizer of(Trainable weight) { return optimizerMap.of(weight.path()).of(weight); }

  @Override public List<Slot> slots(Shape weight) { return List.of(); }

  /** Those of each optimizer, with its place before the name. */
  @Override public List<Slot> ownSlots() {
    List<Slot> slots = new ArrayList<>();
    List<Optimizer> all = optimizers();
    for (int i = 0; i < all.size(); i++)
      for (Slot slot : all.get(i).ownSlots()) slots.add(new Slot(ownName(i, slot.name()), slot.shape(), slot.first()));
    return slots;
  }

  /** The name here of its own slot {@code slot} of the optimizer at {@code place}. */
  public static String ownName(int place, String slot) { return place + ":" + slot; }

  @Override public boolean elementwise() { return false; }

  @Override public Tensor update(Step step, Tensor w, Gradient g) {
    throw new UnsupportedOperationException("each of its optimizers updates its own weights");
  }
}

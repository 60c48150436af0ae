package kerava.optimizers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.List;
import kerava.ops.Gradient;
import kerava.ops.Tensor;
import kerava.optimizers.schedules.Rate;
import kerava.tensor.Shape;

/**
 * Trains by another optimizer on a loss that is multiplied by a scale, so that gradients in float16 do not vanish; they are divided by it
 * again before they are applied. A step with a gradient that is not finite is left out and halves the scale; {@code dynamicGrowthSteps}
 * others after one another double it. A model of the policy {@code mixed_float16} has its optimizer in one by itself. Source: Keras
 * {@code optimizers/loss_scale_optimizer.py}.
 *
 * @param innerOptimizer what takes the steps, no {@code LossScaleOptimizer}; its {@code lossScaleFactor} is left out, as in Keras
 * @param initialScale the scale of the first step, above 0; a high one is lowered soon
 * @param dynamicGrowthSteps at least 1
 */
public record LossScaleOptimizer(Optimizer innerOptimizer, double initialScale, int dynamicGrowthSteps) implements Optimizer {
  public LossScaleOptimizer {
    require(innerOptimizer != null, inJava("take new Adam(), for example"), "LossScaleOptimizer: the innerOptimizer must not be null");
    require(!(innerOptimizer instanceof LossScaleOptimizer), "LossScaleOptimizer: the innerOptimizer must not scale the loss too, got %s",
        innerOptimizer);
    if (innerOptimizer instanceof Configured<?> scales) innerOptimizer = scales.with(scales.options().unscaled());
    if (innerOptimizer instanceof MultiOptimizer many) innerOptimizer = new MultiOptimizer(many.optimizerMap());
    require(initialScale > 0 && Float.isFinite((float) initialScale), "LossScaleOptimizer: initialScale must be positive, got %s",
        initialScale);
    require(dynamicGrowthSteps >= 1, "LossScaleOptimizer: dynamicGrowthSteps must be at least 1, got %s", dynamicGrowthSteps);
  }

  public LossScaleOptimizer(Optimizer innerOptimizer) { this(innerOptimizer, 1 << 15, 2000); }

  /** What takes the steps of {@code optimizer}: itself, but for one of these. */
  public static Optimizer inner(Optimizer optimizer) {
    return optimizer instanceof LossScaleOptimizer scaled ? scaled.innerOptimizer : optimizer;
  }

  /** The scale of the first step. */
  public LossScale first() { return new LossScale(0, (float) initialScale); }

  @Override public List<Optimizer> optimizers() {
    return innerOptimizer instanceof MultiOptimizer ? innerOptimizer.optimizers() : Optimizer.super.optimizers();
  }

  @Override public int place(Trainable weight) { return innerOptimizer.place(weight); }

  @Override public Rate learningRate() { return innerOptimizer.learningRate(); }

  @Override public OptimizerOptions options() { return innerOptimizer.options(); }

  @Override public Optimizer of(Trainable weight) { return innerOptimizer.of(weight); }

  @Override public List<Slot> slots(Shape weight) { return innerOptimizer.slots(weight); }

  @Override public int slotsTogether() { return innerOptimizer.slotsTogether(); }

  @Override public List<Slot> ownSlots() { return innerOptimizer.ownSlots(); }

  @Override public void begin(Step step) { innerOptimizer.begin(step); }

  @Override public boolean elementwise() { return innerOptimizer.elementwise(); }

  @Override public boolean alignmentMatters() { return innerOptimizer.alignmentMatters(); }

  @Override public boolean multipliesGradient() { return innerOptimizer.multipliesGradient(); }

  @Override public Tensor update(Step step, Tensor w, Gradient g) { return innerOptimizer.update(step, w, g); }
}

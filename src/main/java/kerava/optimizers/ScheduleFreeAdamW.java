package kerava.optimizers;

import static kerava.KeravaException.require;

import java.util.List;
import kerava.config.Settings;
import kerava.ops.Gradient;
import kerava.ops.Tensor;
import kerava.optimizers.schedules.Rate;
import kerava.tensor.Shape;

/**
 * {@code v += (g^2 - v)(1 - beta2); z -= rate g / (sqrt(v / (1 - beta2^t)) + epsilon); x = (w - (1 - beta1) z) / beta1;}
 * {@code x += (z - x) / t; w = (1 - beta1) z + beta1 x}, t = 1, 2, ..., with {@code rate = learningRate min(t / warmupSteps, 1)}. In the
 * paper the first x is of z before its step; Keras's TensorFlow takes z after it. Gradients are taken at w, which the model predicts by
 * too. Weights decay as those of {@link AdamW}.
 *
 * <p>In the paper z begins as the weight. As in Keras on TensorFlow it begins as 0, for Keras sets it in a graph that it writes and does
 * not run: after the first step w is near 0. Only where a .keras of a model that had not trained is read, it begins as first values of the
 * weights, drawn anew before these are read. It is kept from step to step, and in files.
 *
 * <p>Source: Defazio et al., "The road less scheduled", 2024; Keras {@code optimizers/schedule_free_adamw.py}.
 *
 * @param beta1 between 0 and 1, both excluded
 * @param beta2 0 .. 1 (1 excluded)
 * @param epsilon at least 0
 * @param warmupSteps for how many steps the rate grows, at least 0
 */
public record ScheduleFreeAdamW(Rate learningRate, double beta1, double beta2, double epsilon, int warmupSteps,
    OptimizerOptions options) implements Configured<ScheduleFreeAdamW> {
  private static final String MOMENTUM = "momentum", VELOCITY = "velocity";

  public ScheduleFreeAdamW {
    Adam.checked("ScheduleFreeAdamW", learningRate, beta1, beta2, epsilon);
    require(beta1 > 0, "ScheduleFreeAdamW: beta1 must not be 0, for it divides by it");
    require(warmupSteps >= 0, "ScheduleFreeAdamW: warmupSteps must not be negative, got %d", warmupSteps);
  }

  public ScheduleFreeAdamW() { this(0.0025); }

  public ScheduleFreeAdamW(double learningRate) { this(Rate.of(learningRate)); }

  public ScheduleFreeAdamW(Rate learningRate) { this(learningRate, 0.9, 0.999, 1e-8, 0); }

  public ScheduleFreeAdamW(double learningRate, double beta1, double beta2, double epsilon, int warmupSteps) {
    this(Rate.of(learningRate), beta1, beta2, epsilon, warmupSteps);
  }

  public ScheduleFreeAdamW(Rate learningRate, double beta1, double beta2, double epsilon, int warmupSteps) {
    this(learningRate, beta1, beta2, epsilon, warmupSteps, OptimizerOptions.NONE);
  }

  /** This optimizer, whose rate grows for {@code warmupSteps} steps. */
  public ScheduleFreeAdamW withWarmupSteps(int warmupSteps) { return Settings.with(this, "warmupSteps", warmupSteps); }

  @Override public List<Slot> slots(Shape weight) { return List.of(Slot.ofWeight(MOMENTUM, weight), new Slot(VELOCITY, weight, 0)); }

  @Override public int slotsTogether() { return 2; }

  @Override public Tensor update(Step step, Tensor w, Gradient g) {
    Tensor t = step.iterations().add(1).cast(w.type()), b1 = w.number((float) beta1), b2 = w.number((float) beta2);
    Tensor full = step.rate().cast(w.type()), rate = warmupSteps == 0 ? full : full.times(t.dividedBy(warmupSteps).minimum(1));
    Tensor power2 = b2.pow(t).subtractedFrom(1), z = step.slot(MOMENTUM), v = step.slot(VELOCITY);
    v = step.assign(VELOCITY, v.plus(g.square().dense().minus(v).times(b2.subtractedFrom(1))));
    Tensor spread = v.dividedBy(power2).sqrt().plus(w.number((float) epsilon));
    z = step.assign(MOMENTUM, g.scaledBy(rate).dividedBy(spread).takenFrom(z));
    Tensor share = t.dividedInto(1), rest1 = b1.subtractedFrom(1);
    Tensor x = w.minus(z.scaledBy(rest1)).dividedBy(b1);
    x = x.scaledBy(share.subtractedFrom(1)).plus(z.scaledBy(share));
    return z.scaledBy(rest1).plus(x.scaledBy(b1));
  }
}

package kerava.optimizers;

import static kerava.KeravaException.require;

import java.util.List;
import kerava.ops.Gradient;
import kerava.ops.Tensor;
import kerava.optimizers.schedules.Rate;
import kerava.tensor.Shape;

/**
 * Follow the regularized leader: {@code A' = A + g^2; L += g + 2 l2Shrinkage w - w (A'^p - A^p) / learningRate;
 * w = (clip(L, -l1, l1) - L) / (A'^p / learningRate + 2 l2 + beta / learningRate)} with {@code p = -learningRatePower} and A at first
 * {@code initialAccumulatorValue}; l1, l2 and l2Shrinkage are the three strengths of regularization, all at least 0.
 * Source: McMahan et al., "Ad click prediction: a view from the trenches", 2013; Keras {@code optimizers/ftrl.py}.
 *
 * @param learningRatePower at most 0
 * @param l2ShrinkageRegularizationStrength is a penalty on weights, {@code l2RegularizationStrength} one on their change
 */
public record Ftrl(Rate learningRate, double learningRatePower, double initialAccumulatorValue, double l1RegularizationStrength,
    double l2RegularizationStrength, double l2ShrinkageRegularizationStrength, double beta,
    OptimizerOptions options) implements Configured<Ftrl> {
  private static final String SUM = "accumulator", LINEAR = "linear";
  /** A power that TensorFlow takes as a root, which rounds alike wherever a weight lies. */
  private static final double ROOT = -0.5;

  public Ftrl {
    Rate.checked("Ftrl", learningRate);
    require(learningRatePower <= 0, "Ftrl: learningRatePower must not be positive, got %s", learningRatePower);
    notNegative("initialAccumulatorValue", initialAccumulatorValue);
    notNegative("l1RegularizationStrength", l1RegularizationStrength);
    notNegative("l2RegularizationStrength", l2RegularizationStrength);
    notNegative("l2ShrinkageRegularizationStrength", l2ShrinkageRegularizationStrength);
    require(Double.isFinite(beta), "Ftrl: beta must be finite, got %s", beta);
  }

  private static void notNegative(String setting, double value) {
    require(value >= 0, "Ftrl: %s must not be negative, got %s", setting, value);
  }

  public Ftrl() { this(0.001); }

  public Ftrl(double learningRate) { this(Rate.of(learningRate)); }

  public Ftrl(Rate learningRate) { this(learningRate, ROOT, 0.1, 0, 0, 0, 0); }

  public Ftrl(double learningRate, double learningRatePower, double initialAccumulatorValue, double l1RegularizationStrength,
      double l2RegularizationStrength, double l2ShrinkageRegularizationStrength, double beta) {
    this(Rate.of(learningRate), learningRatePower, initialAccumulatorValue, l1RegularizationStrength, l2RegularizationStrength,
        l2ShrinkageRegularizationStrength, beta);
  }

  public Ftrl(Rate learningRate, double learningRatePower, double initialAccumulatorValue, double l1RegularizationStrength,
      double l2RegularizationStrength, double l2ShrinkageRegularizationStrength, double beta) {
    this(learningRate, learningRatePower, initialAccumulatorValue, l1RegularizationStrength, l2RegularizationStrength,
        l2ShrinkageRegularizationStrength, beta, OptimizerOptions.NONE);
  }

  @Override public List<Slot> slots(Shape weight) {
    return List.of(new Slot(SUM, weight, (float) initialAccumulatorValue), new Slot(LINEAR, weight, 0));
  }

  @Override public int slotsTogether() { return 2; }

  /** Eigen's vectors clip a zero to another sign than its scalars. */
  @Override public boolean alignmentMatters() { return true; }

  @Override public Tensor update(Step step, Tensor w, Gradient g) {
    Tensor rate = step.learningRate(), before = step.slot(SUM);
    Tensor l2 = rate.scaledBy(2).dividedInto(beta).plus(w.number(l2RegularizationStrength));
    Tensor shrunk = g.dense().plus(w.scaledBy(2 * l2ShrinkageRegularizationStrength));
    Tensor sum = step.assign(SUM, before.plus(g.square().dense())), power = sum.pow(-learningRatePower);
    Tensor linear =
        step.assign(LINEAR,
            step.slot(LINEAR).plus(shrunk.minus(power.minus(before.pow(-learningRatePower)).dividedBy(rate).times(w))));
    Tensor clipped = linear.clip(-l1RegularizationStrength, l1RegularizationStrength);
    return clipped.minus(linear).dividedBy(power.dividedBy(rate).plus(l2.scaledBy(2)));
  }
}

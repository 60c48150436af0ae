package kerava.optimizers;

import static kerava.KeravaException.require;

import java.util.List;
import kerava.ops.Gradient;
import kerava.ops.Tensor;
import kerava.optimizers.schedules.Rate;
import kerava.tensor.Shape;

/**
 * {@link Adam}, before whose every step each weight decays: {@code w -= weightDecay learningRate w}.
 * Source: Loshchilov and Hutter, "Decoupled weight decay regularization", 2019; Keras {@code optimizers/adamw.py}.
 */
public record AdamW(Rate learningRate, double beta1, double beta2, double epsilon, boolean amsgrad,
    OptimizerOptions options) implements Configured<AdamW> {
  private static final double WEIGHT_DECAY = 0.004;

  public AdamW {
    Adam.checked("AdamW", learningRate, beta1, beta2, epsilon);
    require(options.weightDecay() != null, "AdamW: weightDecay must be given; take Adam for none");
  }

  public AdamW() { this(0.001); }

  public AdamW(double learningRate) { this(learningRate, WEIGHT_DECAY); }

  public AdamW(Rate learningRate) { this(learningRate, WEIGHT_DECAY); }

  public AdamW(double learningRate, double weightDecay) { this(Rate.of(learningRate), weightDecay); }

  public AdamW(Rate learningRate, double weightDecay) { this(learningRate, weightDecay, 0.9, 0.999, 1e-7, false); }

  public AdamW(double learningRate, double weightDecay, double beta1, double beta2, double epsilon, boolean amsgrad) {
    this(Rate.of(learningRate), weightDecay, beta1, beta2, epsilon, amsgrad);
  }

  public AdamW(Rate learningRate, double weightDecay, double beta1, double beta2, double epsilon, boolean amsgrad) {
    this(learningRate, beta1, beta2, epsilon, amsgrad, OptimizerOptions.NONE.withWeightDecay(weightDecay));
  }

  private Adam formula() { return new Adam(learningRate, beta1, beta2, epsilon, amsgrad, options); }

  @Override public List<Slot> slots(Shape weight) { return formula().slots(weight); }

  @Override public int slotsTogether() { return formula().slotsTogether(); }

  @Override public Tensor update(Step step, Tensor w, Gradient g) { return formula().update(step, w, g); }
}

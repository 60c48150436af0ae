package kerava.optimizers;

import java.util.List;
import kerava.ops.Gradient;
import kerava.ops.Tensor;
import kerava.optimizers.schedules.Rate;
import kerava.tensor.Shape;

/**
 * {@link Adam} with Nesterov's momentum: {@code w -= learningRate mHat / (sqrt(v / (1 - beta2^t)) + epsilon)} with m and v as there and
 * {@code mHat = u(t + 1) m / (1 - U u(t + 1)) + (1 - u(t)) g / (1 - U)}, where {@code u(t) = beta1 (1 - 0.96^t / 2)} and U is the product
 * of u(1) to u(t). Source: Dozat, "Incorporating Nesterov momentum into Adam", 2015; Keras {@code optimizers/nadam.py}.
 */
public record Nadam(Rate learningRate, double beta1, double beta2, double epsilon,
    OptimizerOptions options) implements Configured<Nadam> {
  private static final String PRODUCT = "u_product";
  private static final double DECAY = 0.96;

  public Nadam {
    Adam.checked("Nadam", learningRate, beta1, beta2, epsilon);
  }

  public Nadam() { this(0.001); }

  public Nadam(double learningRate) { this(Rate.of(learningRate)); }

  public Nadam(Rate learningRate) { this(learningRate, 0.9, 0.999, 1e-7); }

  public Nadam(double learningRate, double beta1, double beta2, double epsilon) { this(Rate.of(learningRate), beta1, beta2, epsilon); }

  public Nadam(Rate learningRate, double beta1, double beta2, double epsilon) {
    this(learningRate, beta1, beta2, epsilon, OptimizerOptions.NONE);
  }

  @Override public List<Slot> slots(Shape weight) { return Slot.like(weight, "momentum", "velocity"); }

  @Override public int slotsTogether() { return 2; }

  @Override public List<Slot> ownSlots() { return List.of(new Slot(PRODUCT, Shape.of(), 1)); }

  @Override public void begin(Step step) {
    Tensor product = step.slot(PRODUCT), power = product.number(DECAY).pow(step.iterations().add(1).cast(product.type()));
    step.assign(PRODUCT, product.times(beta1).times(power.scaledBy(0.5).subtractedFrom(1)));
  }

  @Override public Tensor update(Step step, Tensor w, Gradient g) {
    Tensor t = step.iterations().add(1).cast(w.type()), next = step.iterations().add(2).cast(w.type());
    Tensor decay = w.number((float) DECAY), b1 = w.number((float) beta1), b2 = w.number((float) beta2);
    Tensor u = b1.times(decay.pow(t).scaledBy(0.5).subtractedFrom(1)), after = b1.times(decay.pow(next).scaledBy(0.5).subtractedFrom(1));
    Tensor product = step.own(PRODUCT).cast(w.type()), productAfter = product.times(after), power2 = b2.pow(t);
    Tensor m = step.slot("momentum"), v = step.slot("velocity");
    m = step.assign("momentum", m.plus(g.dense().minus(m).times(b1.subtractedFrom(1))));
    v = step.assign("velocity", v.plus(g.square().dense().minus(v).times(b2.subtractedFrom(1))));
    Tensor mHat = m.scaledBy(after).dividedBy(productAfter.subtractedFrom(1))
        .plus(g.scaledBy(u.subtractedFrom(1)).dividedBy(product.subtractedFrom(1)).dense());
    Tensor vHat = v.dividedBy(power2.subtractedFrom(1));
    return w.minus(mHat.times(step.learningRate()).dividedBy(vHat.sqrt().add(epsilon)));
  }
}

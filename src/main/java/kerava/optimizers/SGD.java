package kerava.optimizers;

import static kerava.KeravaException.require;

import java.util.List;
import kerava.ops.Gradient;
import kerava.ops.Tensor;
import kerava.optimizers.schedules.Rate;
import kerava.tensor.Shape;

/**
 * {@code w -= learningRate g}; with momentum {@code m = momentum m - learningRate g; w += m}, and with Nesterov's
 * {@code w += momentum m - learningRate g}. Source: Sutskever et al., "On the importance of initialization and momentum in deep learning",
 * 2013; Keras {@code optimizers/sgd.py}.
 */
public record SGD(Rate learningRate, double momentum, boolean nesterov,
    OptimizerOptions options) implements Configured<SGD> {
  public SGD {
    Rate.checked("SGD", learningRate);
    require(momentum >= 0 && momentum <= 1, "SGD: momentum must be in 0 .. 1, got %s", momentum);
  }

  public SGD() { this(0.01); }

  public SGD(double learningRate) { this(Rate.of(learningRate)); }

  public SGD(Rate learningRate) { this(learningRate, 0, false); }

  public SGD(Rate learningRate, double momentum, boolean nesterov) {
    this(learningRate, momentum, nesterov, OptimizerOptions.NONE);
  }

  public SGD(double learningRate, double momentum, boolean nesterov) {
    this(Rate.of(learningRate), momentum, nesterov);
  }

  @Override public List<Slot> slots(Shape weight) { return momentum == 0 ? List.of() : Slot.like(weight, "momentum"); }

  @Override public boolean multipliesGradient() { return true; }

  @Override public Tensor update(Step step, Tensor w, Gradient g) {
    Gradient down = g.times(step.learningRate());
    if (momentum == 0) return down.takenFrom(w);
    float mu = (float) momentum;
    Tensor m = step.assign("momentum", step.slot("momentum").times(mu).minus(down.dense()));
    return w.plus(nesterov ? m.times(mu).minus(down.dense()) : m);
  }
}

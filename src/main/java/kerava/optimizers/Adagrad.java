package kerava.optimizers;

import static kerava.KeravaException.require;

import java.util.List;
import kerava.ops.Gradient;
import kerava.ops.Tensor;
import kerava.optimizers.schedules.Rate;
import kerava.tensor.Shape;

/**
 * {@code A += g^2; w -= learningRate g / sqrt(A + epsilon)}, with A at first {@code initialAccumulatorValue}.
 * Source: Duchi et al., "Adaptive subgradient methods", 2011; Keras {@code optimizers/adagrad.py}.
 */
public record Adagrad(Rate learningRate, double initialAccumulatorValue, double epsilon,
    OptimizerOptions options) implements Configured<Adagrad> {
  public Adagrad {
    Rate.checked("Adagrad", learningRate);
    require(initialAccumulatorValue >= 0, "Adagrad: initialAccumulatorValue must not be negative, got %s", initialAccumulatorValue);
    require(epsilon >= 0, "Adagrad: epsilon must not be negative, got %s", epsilon);
  }

  public Adagrad() { this(0.001); }

  public Adagrad(double learningRate) { this(Rate.of(learningRate)); }

  public Adagrad(Rate learningRate) { this(learningRate, 0.1, 1e-7); }

  public Adagrad(Rate learningRate, double initialAccumulatorValue, double epsilon) {
    this(learningRate, initialAccumulatorValue, epsilon, OptimizerOptions.NONE);
  }

  public Adagrad(double learningRate, double initialAccumulatorValue, double epsilon) {
    this(Rate.of(learningRate), initialAccumulatorValue, epsilon);
  }

  @Override public List<Slot> slots(Shape weight) { return List.of(new Slot("accumulator", weight, (float) initialAccumulatorValue)); }

  @Override public boolean alignmentMatters() { return true; }

  @Override public Tensor update(Step step, Tensor w, Gradient g) {
    Tensor sum = step.assign("accumulator", g.square().addedTo(step.slot("accumulator")));
    return g.scaledBy(step.learningRate()).dividedBy(sum.add(epsilon).sqrt()).takenFrom(w);
  }
}

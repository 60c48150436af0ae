package kerava.optimizers;

import static kerava.KeravaException.require;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * {@code A += g^2; w -= learningRate g / sqrt(A + epsilon)}, with A at first {@code initialAccumulatorValue}.
 * Source: Duchi et al., "Adaptive subgradient methods", 2011; Keras {@code optimizers/adagrad.py}.
 */
public record Adagrad(double learningRate, double initialAccumulatorValue, double epsilon) implements Optimizer {
  public Adagrad {
    require(learningRate >= 0, "Adagrad: the learning rate must not be negative, got %s", learningRate);
    require(initialAccumulatorValue >= 0, "Adagrad: initialAccumulatorValue must not be negative, got %s", initialAccumulatorValue);
    require(epsilon >= 0, "Adagrad: epsilon must not be negative, got %s", epsilon);
  }

  public Adagrad() { this(0.001); }

  public Adagrad(double learningRate) { this(learningRate, 0.1, 1e-7); }

  @Override public List<String> slots() { return List.of("accumulator"); }

  @Override public float initialValue(String slot) { return (float) initialAccumulatorValue; }

  @Override public boolean alignmentMatters() { return true; }

  @Override public Operand<TFloat32> update(Step step, Operand<TFloat32> w, Operand<TFloat32> g) {
    Ops tf = step.tf();
    Operand<TFloat32> sum = step.assign("accumulator", tf.math.add(step.slot("accumulator"), tf.math.square(g)));
    Operand<TFloat32> root = tf.math.sqrt(tf.math.add(sum, tf.constant((float) epsilon)));
    return tf.math.sub(w, tf.math.div(tf.math.mul(step.learningRate(), g), root));
  }
}

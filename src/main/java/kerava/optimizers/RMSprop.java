package kerava.optimizers;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * {@code v = rho v + (1 - rho) g^2; w -= learningRate g / sqrt(v + epsilon)}. {@code centered}: {@code a = rho a + (1 - rho) g}, and
 * {@code v - a^2} stands for v in the root. With momentum {@code q = momentum q + learningRate g / sqrt(...); w -= q}.
 * Source: Hinton, "Neural networks for machine learning", lecture 6, 2012; Keras {@code optimizers/rmsprop.py}.
 */
public record RMSprop(double learningRate, double rho, double momentum, double epsilon, boolean centered) implements Optimizer {
  public RMSprop {
    require(learningRate >= 0, "RMSprop: the learning rate must not be negative, got %s", learningRate);
    require(rho >= 0 && rho <= 1, "RMSprop: rho must be in 0 .. 1, got %s", rho);
    require(momentum >= 0 && momentum <= 1, "RMSprop: momentum must be in 0 .. 1, got %s", momentum);
    require(epsilon >= 0, "RMSprop: epsilon must not be negative, got %s", epsilon);
  }

  public RMSprop() { this(0.001); }

  public RMSprop(double learningRate) { this(learningRate, 0.9, 0, 1e-7, false); }

  @Override public List<String> slots() {
    List<String> slots = new ArrayList<>(List.of("velocity"));
    if (momentum > 0) slots.add("momentum");
    if (centered) slots.add("average_gradient");
    return slots;
  }

  @Override public boolean alignmentMatters() { return true; }

  @Override public Operand<TFloat32> update(Step step, Operand<TFloat32> w, Operand<TFloat32> g) {
    Ops tf = step.tf();
    Operand<TFloat32> v = step.assign("velocity", decayed(step, "velocity", tf.math.square(g)));
    Operand<TFloat32> spread = v;
    if (centered) spread = tf.math.sub(v, tf.math.square(step.assign("average_gradient", decayed(step, "average_gradient", g))));
    Operand<TFloat32> root = tf.math.sqrt(tf.math.add(spread, tf.constant((float) epsilon)));
    Operand<TFloat32> increment = tf.math.div(tf.math.mul(step.learningRate(), g), root);
    if (momentum == 0) return tf.math.sub(w, increment);
    Operand<TFloat32> kept = tf.math.mul(tf.constant((float) momentum), step.slot("momentum"));
    return tf.math.sub(w, step.assign("momentum", tf.math.add(kept, increment)));
  }

  private Operand<TFloat32> decayed(Step step, String slot, Operand<TFloat32> value) {
    Ops tf = step.tf();
    return tf.math.add(tf.math.mul(tf.constant((float) rho), step.slot(slot)), tf.math.mul(tf.constant((float) (1 - rho)), value));
  }
}

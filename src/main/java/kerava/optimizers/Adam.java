package kerava.optimizers;

import static kerava.KeravaException.require;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * {@code m += (g - m)(1 - beta1); v += (g^2 - v)(1 - beta2); w -= m alpha / (sqrt(v) + epsilon)} with
 * {@code alpha = learningRate sqrt(1 - beta2^t) / (1 - beta1^t)}, t = 1, 2, ...;
 * {@code amsgrad}: with the largest v so far in place of v.
 * Source: Kingma and Ba, "Adam: a method for stochastic optimization", 2014; Reddi et al., "On the convergence of Adam and beyond", 2018; Keras
 * {@code optimizers/adam.py}.
 */
public record Adam(double learningRate, double beta1, double beta2, double epsilon, boolean amsgrad) implements Optimizer {
  public Adam {
    require(learningRate >= 0, "Adam: the learning rate must not be negative, got %s", learningRate);
    require(beta1 >= 0 && beta1 < 1, "Adam: beta1 must be in 0 .. 1 (1 excluded), got %s", beta1);
    require(beta2 >= 0 && beta2 < 1, "Adam: beta2 must be in 0 .. 1 (1 excluded), got %s", beta2);
    require(epsilon >= 0, "Adam: epsilon must not be negative, got %s", epsilon);
  }

  public Adam() { this(0.001); }

  public Adam(double learningRate) { this(learningRate, 0.9, 0.999, 1e-7, false); }

  @Override public List<String> slots() {
    return amsgrad ? List.of("momentum", "velocity", "velocity_hat") : List.of("momentum", "velocity");
  }

  @Override public int slotsTogether() { return 2; }

  @Override public Operand<TFloat32> update(Step step, Operand<TFloat32> w, Operand<TFloat32> g) {
    Ops tf = step.tf();
    Operand<TFloat32> one = tf.constant(1f), t = tf.dtypes.cast(tf.math.add(step.iterations(), tf.constant(1L)), TFloat32.class);
    Operand<TFloat32> power1 = tf.math.pow(tf.constant((float) beta1), t), power2 = tf.math.pow(tf.constant((float) beta2), t);
    Operand<TFloat32> alpha = tf.math.div(tf.math.mul(step.learningRate(), tf.math.sqrt(tf.math.sub(one, power2))),
        tf.math.sub(one, power1));
    Operand<TFloat32> m = step.slot("momentum"), v = step.slot("velocity");
    m = step.assign("momentum", tf.math.add(m, tf.math.mul(tf.math.sub(g, m), tf.constant((float) (1 - beta1)))));
    v = step.assign("velocity", tf.math.add(v, tf.math.mul(tf.math.sub(tf.math.square(g), v), tf.constant((float) (1 - beta2)))));
    if (amsgrad) v = step.assign("velocity_hat", tf.math.maximum(step.slot("velocity_hat"), v));
    return tf.math.sub(w, tf.math.div(tf.math.mul(m, alpha), tf.math.add(tf.math.sqrt(v), tf.constant((float) epsilon))));
  }
}

package kerava.optimizers;

import static kerava.KeravaException.require;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * {@code w -= learningRate g}; with momentum {@code m = momentum m - learningRate g; w += m}, and with Nesterov's
 * {@code w += momentum m - learningRate g}. Source: Sutskever et al., "On the importance of initialization and momentum in deep learning", 2013;
 * Keras {@code optimizers/sgd.py}.
 */
public record SGD(double learningRate, double momentum, boolean nesterov) implements Optimizer {
  public SGD {
    require(learningRate >= 0, "SGD: the learning rate must not be negative, got %s", learningRate);
    require(momentum >= 0 && momentum <= 1, "SGD: momentum must be in 0 .. 1, got %s", momentum);
  }

  public SGD() { this(0.01); }

  public SGD(double learningRate) { this(learningRate, 0, false); }

  @Override public List<String> slots() { return momentum == 0 ? List.of() : List.of("momentum"); }

  @Override public boolean multipliesGradient() { return true; }

  @Override public Operand<TFloat32> update(Step step, Operand<TFloat32> w, Operand<TFloat32> g) {
    Ops tf = step.tf();
    Operand<TFloat32> down = tf.math.mul(g, step.learningRate());
    if (momentum == 0) return tf.math.sub(w, down);
    Operand<TFloat32> mu = tf.constant((float) momentum);
    Operand<TFloat32> m = step.assign("momentum", tf.math.sub(tf.math.mul(step.slot("momentum"), mu), down));
    return tf.math.add(w, nesterov ? tf.math.sub(tf.math.mul(m, mu), down) : m);
  }
}

package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.List;
import kerava.activations.Activations;
import kerava.config.Settings;
import kerava.gradients.HandGradient;
import kerava.initializers.GlorotUniform;
import kerava.initializers.Initializer;
import kerava.initializers.Zeros;
import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * {@code y = activation(x . kernel + bias)}. Shapes: x (batch, ..., in), kernel (in, units), bias (units), y (batch, ..., units).
 * Source: Keras {@code layers/core/dense.py}.
 */
public record Dense(int units, Activations activation, boolean useBias, Initializer kernelInitializer, Initializer biasInitializer,
    String name) implements Layer {

  /** TensorFlow's own gradient of Add asks for shapes, which keeps its graph optimizer from fusing the product with what follows, as it does in Python. */
  private static final HandGradient ONE_UNIT = new HandGradient("bias_of_one_unit", (tf, x, dy) -> List.of(dy,
      tf.reshape(tf.sum(dy, tf.constant(new int[] {0})), tf.constant(new int[] {1}))));

  public Dense {
    require(units >= 1, "Dense: units must be at least 1, got %d; give the number of outputs", units);
    require(activation != null, inJava("take Activations.LINEAR for none"), "Dense: the activation must not be null");
    require(kernelInitializer != null && biasInitializer != null, inJava("take new Zeros(), for example"),
        "Dense: an initializer must not be null");
  }

  public Dense(int units) { this(units, Activations.LINEAR); }

  public Dense(int units, Activations activation) { this(units, activation, new GlorotUniform()); }

  public Dense(int units, Activations activation, Initializer kernelInitializer) {
    this(units, activation, true, kernelInitializer, new Zeros(), null);
  }

  /** {@code activation} by Keras's name: {@code "relu"}. */
  public Dense(int units, String activation) {
    this(units, Activations.byName(activation));
  }

  @Override public Dense named(String name) { return Settings.with(this, "name", name); }

  public Dense withUseBias(boolean useBias) { return Settings.with(this, "useBias", useBias); }

  public Dense withKernelInitializer(Initializer initializer) { return Settings.with(this, "kernelInitializer", initializer); }

  public Dense withBiasInitializer(Initializer initializer) { return Settings.with(this, "biasInitializer", initializer); }

  @Override public Shape outputShape(Shape x) {
    require(x.rank() >= 2,
        "Dense: the input must have a batch axis and at least one more, got %s; begin with an Input of at least one axis", x);
    return x.withLast(activation.outputSize(units));
  }

  @Override public List<Weight> weights(Shape x) {
    Weight kernel = new Weight("kernel", Shape.of(x.last(), units), kernelInitializer, true);
    return useBias ? List.of(kernel, new Weight("bias", Shape.of(units), biasInitializer, true)) : List.of(kernel);
  }

  @Override public Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
    Operand<TFloat32> y = product(c, x);
    return activation.call(c.tf(), useBias ? biased(c.tf(), y, c.weight("bias")) : y);
  }

  /** Keras adds a bias of one number by Add, all others by BiasAdd. */
  private Operand<TFloat32> biased(Ops tf, Operand<TFloat32> y, Operand<TFloat32> bias) {
    if (units > 1) return tf.nn.biasAdd(y, bias);
    Operand<TFloat32> sum = tf.math.add(y, bias);
    return y.shape().numDimensions() == 2 ? ONE_UNIT.apply(tf, sum, y, bias) : sum;
  }

  /** A matrix product over the last axis; further axes in front of it count as more rows. */
  private Operand<TFloat32> product(Call c, Operand<TFloat32> x) {
    Ops tf = c.tf();
    org.tensorflow.ndarray.Shape shape = x.shape();
    if (shape.numDimensions() == 2) return tf.linalg.matMul(x, c.weight("kernel"));
    long[] sizes = shape.asArray();
    Operand<TFloat32> rows = tf.reshape(x, tf.constant(new long[] {-1, sizes[sizes.length - 1]}));
    sizes[0] = c.batchSize();
    sizes[sizes.length - 1] = units;
    return tf.reshape(tf.linalg.matMul(rows, c.weight("kernel")), tf.constant(sizes));
  }
}

package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.List;
import kerava.activations.ActivationFunction;
import kerava.activations.Activations;
import kerava.constraints.Constraint;
import kerava.initializers.GlorotUniform;
import kerava.initializers.Initializer;
import kerava.initializers.Zeros;
import kerava.ops.NeuralNetwork;
import kerava.ops.Tensor;
import kerava.random.Rules;
import kerava.regularizers.Regularizer;
import kerava.tensor.DType;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = activation(x . kernel + bias)}. Shapes: x (batch, ..., in), kernel (in, units), bias (units), y (batch, ..., units).
 * Source: Keras {@code layers/core/dense.py}.
 */
public record Dense(int units, ActivationFunction activation, boolean useBias, Initializer kernelInitializer, Initializer biasInitializer,
    @Nullable Regularizer kernelRegularizer, @Nullable Regularizer biasRegularizer, @Nullable Constraint kernelConstraint,
    @Nullable Constraint biasConstraint,
    LayerOptions options) implements UnaryLayer, Configured<Dense>, WithKernel<Dense>, WithBias<Dense> {

  public Dense {
    require(units >= 1, "Dense: units must be at least 1, got %d; give the number of outputs", units);
    require(activation != null, inJava("take Activations.LINEAR for none"), "Dense: the activation must not be null");
    require(kernelInitializer != null && biasInitializer != null, inJava("take new Zeros(), for example"),
        "Dense: an initializer must not be null");
  }

  public Dense(int units) { this(units, Activations.LINEAR); }

  public Dense(int units, ActivationFunction activation) { this(units, activation, new GlorotUniform()); }

  public Dense(int units, ActivationFunction activation, Initializer kernelInitializer) {
    this(units, activation, true, kernelInitializer, new Zeros(), null, null, null, null, LayerOptions.of("Dense"));
  }

  /** {@code activation} by Keras's name: {@code "relu"}. */
  public Dense(int units, String activation) {
    this(units, Activations.byName(activation));
  }

  @Override public boolean supportsMasking() { return true; }

  @Override public DType outputType(List<DType> inputs) { return dtypePolicy().computeDtype(); }

  @Override public Shape outputShape(Shape x) {
    require(x.rank() >= 2,
        "Dense: the input must have a batch axis and at least one more, got %s; begin with an Input of at least one axis", x);
    Sizes.known(this, x, -1);
    return x.withLast(activation.outputSize(units));
  }

  @Override public List<Weight> weights(Shape x) {
    Weight kernel = new Weight("kernel", Shape.of(x.last(), units), kernelInitializer, true).with(kernelRegularizer, kernelConstraint);
    if (!useBias) return List.of(kernel);
    return List.of(kernel, new Weight("bias", Shape.of(units), biasInitializer, true).with(biasRegularizer, biasConstraint));
  }

  @Override public Tensor call(Call c, Tensor x) {
    Tensor y = x.matmul(c.weight("kernel"));
    return activation.call(useBias ? withBias(c, y) : y);
  }

  /** Keras 3 adds a bias of length 1 by another op, whose gradient is another sum. */
  private static Tensor withBias(Call c, Tensor y) {
    Tensor bias = c.weight("bias");
    return c.rules() == Rules.KERAS_2 ? NeuralNetwork.biasAdd(y, bias, true) : y.add(bias);
  }
}

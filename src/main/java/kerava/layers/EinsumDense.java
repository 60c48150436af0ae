package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.List;
import kerava.activations.ActivationFunction;
import kerava.activations.Activations;
import kerava.config.Settings;
import kerava.constraints.Constraint;
import kerava.initializers.GlorotUniform;
import kerava.initializers.Initializer;
import kerava.initializers.Zeros;
import kerava.ops.Einsum;
import kerava.ops.Tensor;
import kerava.regularizers.Regularizer;
import kerava.tensor.DType;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * {@code activation(einsum(equation, x, kernel) + bias)}: a Dense over any axes. {@code equation} names the axes of x, of the kernel and of
 * y, as {@code "abc,cd->abd"}; in the first and the last of these three dots may stand for axes that are not named, at the begin of both or
 * at the end of both. {@code outputShape}: the sizes of y without the batch axis and without what dots stand for, {@link Shape#NONE} where
 * one is not known. {@code biasAxes}: the axes of y that the bias tells apart, null for no bias. The kernel is (the axes that the equation
 * gives it). Source: Keras {@code layers/core/einsum_dense.py}.
 */
public record EinsumDense(String equation, Shape outputShape, ActivationFunction activation, @Nullable String biasAxes,
    Initializer kernelInitializer, Initializer biasInitializer, @Nullable Regularizer kernelRegularizer,
    @Nullable Regularizer biasRegularizer, @Nullable Constraint kernelConstraint, @Nullable Constraint biasConstraint,
    LayerOptions options) implements UnaryLayer, Configured<EinsumDense>, WithKernel<EinsumDense>, WithBiasRules<EinsumDense> {
  public EinsumDense {
    EinsumEquation.of(equation).checkBias(biasAxes);
    require(outputShape != null && activation != null && kernelInitializer != null && biasInitializer != null,
        inJava("take Activations.LINEAR or new Zeros(), for example"),
        "EinsumDense: outputShape, activation and initializers must not be null");
  }

  public EinsumDense(String equation, Shape outputShape) {
    this(equation, outputShape, Activations.LINEAR, null, new GlorotUniform(), new Zeros(), null, null, null, null,
        LayerOptions.of("EinsumDense"));
  }

  public EinsumDense(String equation, int... outputShape) { this(equation, Shape.of(outputShape)); }

  public EinsumDense withBiasAxes(String biasAxes) { return Settings.with(this, "biasAxes", biasAxes); }

  public EinsumDense withActivation(ActivationFunction activation) { return Settings.with(this, "activation", activation); }

  private EinsumEquation.Sizes sizes(Shape x) { return EinsumEquation.of(equation).sizes(x, outputShape, biasAxes); }

  @Override public DType outputType(List<DType> inputs) { return dtypePolicy().computeDtype(); }

  @Override public Shape outputShape(Shape x) { return sizes(x).output(); }

  @Override public List<Weight> weights(Shape x) {
    EinsumEquation.Sizes sizes = sizes(x);
    Weight kernel = new Weight("kernel", sizes.kernel(), new OfMatrix(kernelInitializer, sizes.inputs()), true)
        .with(kernelRegularizer, kernelConstraint);
    if (biasAxes == null) return List.of(kernel);
    return List.of(kernel, new Weight("bias", sizes.bias(), biasInitializer, true).with(biasRegularizer, biasConstraint));
  }

  @Override public Tensor call(Call c, Tensor x) {
    Tensor y = Einsum.of(equation, x, c.weight("kernel"));
    return activation.call(biasAxes == null ? y : y.add(c.weight("bias")));
  }
}

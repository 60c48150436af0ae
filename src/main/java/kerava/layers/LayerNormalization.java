package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.List;
import kerava.config.Axes;
import kerava.config.Settings;
import kerava.constraints.Constraint;
import kerava.initializers.Initializer;
import kerava.initializers.Ones;
import kerava.initializers.Zeros;
import kerava.ops.Normalization;
import kerava.ops.Tensor;
import kerava.regularizers.Regularizer;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = gamma (x - mean) / sqrt(variance + epsilon) + beta}, mean and (biased) variance over {@code axis} of each sample by itself; y
 * has the shape of x, gamma and beta that of the axes, in the order of their numbers. Source: Ba, Kiros and Hinton, "Layer normalization",
 * 2016; Keras {@code layers/normalization/layer_normalization.py}.
 */
public record LayerNormalization(Axes axis, double epsilon, boolean center, boolean scale, Initializer betaInitializer,
    Initializer gammaInitializer, @Nullable Regularizer betaRegularizer, @Nullable Regularizer gammaRegularizer,
    @Nullable Constraint betaConstraint, @Nullable Constraint gammaConstraint,
    LayerOptions options) implements UnaryLayer, Configured<LayerNormalization>, WithGammaAndBeta<LayerNormalization> {

  public LayerNormalization {
    require(axis != null, inJava("take new Axes(-1) for the last"), "LayerNormalization: the axis must not be null");
    axis = axis.sorted();
    require(!axis.axes().contains(0), "LayerNormalization: axis must not be 0, the batch axis; take -1 for the last");
    require(epsilon >= 0, "LayerNormalization: epsilon must not be negative, got %s", epsilon);
    require(betaInitializer != null && gammaInitializer != null, inJava("take new Zeros() or new Ones(), for example"),
        "LayerNormalization: an initializer must not be null");
  }

  public LayerNormalization() {
    this(new Axes(-1), 1e-3, true, true, new Zeros(), new Ones(), null, null, null, null, LayerOptions.of("LayerNormalization"));
  }

  public LayerNormalization withAxis(int... axis) { return Settings.with(this, "axis", new Axes(axis)); }

  @Override public Shape outputShape(Shape x) {
    require(axis.areOfSample(x.rank()), "LayerNormalization: axis %s must be different axes of a sample in an input %s", axis, x);
    if (scale || center) Sizes.known(this, x, axis.toArray());
    return x;
  }

  @Override public List<Weight> weights(Shape x) {
    return gammaAndBeta(new Shape(axis.axes().stream().map(x::size).toList()), false);
  }

  @Override public boolean supportsMasking() { return true; }

  @Override public boolean autocast() {
    return false;
  }

  @Override public boolean castsWeights() {
    return false;
  }

  @Override public Tensor call(Call c, Tensor x) {
    return Normalization.layerNormalization(x, scale ? c.weight("gamma") : null, center ? c.weight("beta") : null, epsilon,
        axis.toArray()).cast(dtypePolicy().computeDtype());
  }
}

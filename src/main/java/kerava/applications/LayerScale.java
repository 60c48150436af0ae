package kerava.applications;

import static kerava.KeravaException.require;

import java.util.List;
import kerava.config.Registered;
import kerava.initializers.Constant;
import kerava.layers.Call;
import kerava.layers.Configured;
import kerava.layers.LayerOptions;
import kerava.layers.UnaryLayer;
import kerava.layers.Weight;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/**
 * {@code y = x * gamma}, with a learned number for each of the {@code projectionDim} last features, which begin at {@code initValues}; y
 * has the shape of x. Source: Touvron and others, "Going deeper with Image Transformers", 2021; Keras {@code applications/convnext.py}.
 */
@Registered(value = "LayerScale", module = "keras.src.applications.convnext") public record LayerScale(double initValues, int projectionDim,
    LayerOptions options) implements UnaryLayer, Configured<LayerScale> {
  public LayerScale {
    require(projectionDim > 0, "LayerScale: projectionDim must be at least 1, got %d", projectionDim);
    require(Double.isFinite(initValues), "LayerScale: initValues must be a number, got %s", initValues);
  }

  public LayerScale(double initValues, int projectionDim) { this(initValues, projectionDim, LayerOptions.of("LayerScale")); }

  @Override public Shape outputShape(Shape x) {
    require(projectionDim == 1 || x.last() == projectionDim,
        "LayerScale: the last axis of an input must have projectionDim %d, got shape %s",
        projectionDim, x);
    return x;
  }

  @Override public List<Weight> weights(Shape x) {
    return List.of(new Weight("variable", Shape.of(projectionDim), new Constant(initValues), true));
  }

  @Override public Tensor call(Call c, Tensor x) { return x.times(c.weight("variable")); }
}

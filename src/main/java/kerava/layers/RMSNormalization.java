package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.List;
import kerava.config.Axes;
import kerava.config.Settings;
import kerava.initializers.Ones;
import kerava.ops.Normalization;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/**
 * {@code y = scale x / sqrt(mean(x^2) + epsilon)}, the mean over {@code axis} of each sample by itself; y has the shape of x, scale that of
 * the axes. Source: Zhang and Sennrich, "Root mean square layer normalization", 2019; Keras
 * {@code layers/normalization/rms_normalization.py}.
 */
public record RMSNormalization(Axes axis, double epsilon, LayerOptions options) implements UnaryLayer, Configured<RMSNormalization> {
  public RMSNormalization {
    require(axis != null, inJava("take new Axes(-1) for the last"), "RMSNormalization: the axis must not be null");
    axis = axis.sorted();
    require(epsilon >= 0, "RMSNormalization: epsilon must not be negative, got %s", epsilon);
  }

  public RMSNormalization() { this(new Axes(-1), 1e-6, LayerOptions.of("RMSNormalization")); }

  public RMSNormalization withAxis(int... axis) { return Settings.with(this, "axis", new Axes(axis)); }

  public RMSNormalization withEpsilon(double epsilon) { return Settings.with(this, "epsilon", epsilon); }

  @Override public Shape outputShape(Shape x) {
    require(axis.areOfSample(x.rank()), "RMSNormalization: axis %s must be different axes of a sample in an input %s", axis, x);
    Sizes.known(this, x, axis.toArray());
    Shape scale = scale(x);
    for (int i = 1; i <= scale.rank(); i++)
      require(scale.size(-i) == 1 || scale.size(-i) == x.size(-i),
          "RMSNormalization: scale, of shape %s by axis %s, lies along the last axes of the input %s, which it does not fit; take axis -1",
          scale, axis, x);
    return x;
  }

  private Shape scale(Shape x) { return new Shape(axis.axes().stream().map(x::size).toList()); }

  @Override public List<Weight> weights(Shape x) { return List.of(new Weight("scale", scale(x), new Ones(), true)); }

  @Override public Tensor call(Call c, Tensor x) { return Normalization.rmsNormalization(x, c.weight("scale"), epsilon, axis.toArray()); }
}

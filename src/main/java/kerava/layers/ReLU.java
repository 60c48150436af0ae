package kerava.layers;

import static kerava.KeravaException.require;

import kerava.config.Settings;
import kerava.ops.Tensor;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * x from {@code threshold} on, at most {@code maxValue} unless that is null, and {@code negativeSlope (x - threshold)} below; y has the
 * shape of x. Source: Keras {@code layers/activations/relu.py}, {@code activations/activations.py} ReLU.
 */
public record ReLU(@Nullable Double maxValue, double negativeSlope, double threshold,
    LayerOptions options) implements UnaryLayer, Configured<ReLU> {
  public ReLU {
    require(maxValue == null || maxValue >= 0, "ReLU: maxValue must not be negative, got %s", maxValue);
    require(negativeSlope >= 0, "ReLU: negativeSlope must not be negative, got %s", negativeSlope);
    require(threshold >= 0, "ReLU: threshold must not be negative, got %s", threshold);
  }

  public ReLU() { this(null, 0, 0, LayerOptions.of("ReLU")); }

  /** {@code maxValue} null: there is none. */
  public ReLU withMaxValue(@Nullable Double maxValue) { return Settings.with(this, "maxValue", maxValue); }

  public ReLU withNegativeSlope(double negativeSlope) { return Settings.with(this, "negativeSlope", negativeSlope); }

  public ReLU withThreshold(double threshold) { return Settings.with(this, "threshold", threshold); }

  @Override public boolean supportsMasking() { return true; }

  @Override public Shape outputShape(Shape x) { return x; }

  @Override public Tensor call(Call c, Tensor x) {
    if (negativeSlope != 0 && maxValue == null && threshold == 0) return x.leakyRelu(negativeSlope);
    Tensor below = negativeSlope == 0 ? null : threshold == 0 ? x.negative().relu() : x.negative().add(threshold).relu();
    Tensor y = clipped(x);
    return below == null ? y : y.minus(below.scaledBy(negativeSlope));
  }

  private Tensor clipped(Tensor x) {
    if (threshold == 0 && maxValue != null && maxValue == 6) return x.relu6();
    Tensor above = threshold == 0 ? x.relu() : x.greater(x.cast((float) threshold)).where(x, x.number(0));
    if (maxValue == null) return above;
    Tensor least = x.cast(0);
    return above.clip(least, x.cast(maxValue.floatValue()));
  }
}

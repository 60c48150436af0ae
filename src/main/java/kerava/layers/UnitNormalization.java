package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.stream.IntStream;
import kerava.config.Axes;
import kerava.config.Settings;
import kerava.ops.Normalization;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/**
 * {@code x / sqrt(sum x^2)}, the sum over {@code axis}, of a length of at least 1e-12; y has the shape of x. Source: Keras
 * {@code layers/normalization/unit_normalization.py}.
 */
public record UnitNormalization(Axes axis, LayerOptions options) implements UnaryLayer, Configured<UnitNormalization> {
  private static final double LEAST = 1e-12;

  public UnitNormalization {
    require(axis != null, inJava("take new Axes(-1) for the last"), "UnitNormalization: the axis must not be null");
  }

  public UnitNormalization() { this(new Axes(-1), LayerOptions.of("UnitNormalization")); }

  public UnitNormalization withAxis(int... axis) { return Settings.with(this, "axis", new Axes(axis)); }

  @Override public boolean supportsMasking() { return true; }

  @Override public Shape outputShape(Shape x) {
    require(IntStream.of(axis.toArray()).allMatch(each -> each >= -x.rank() && each < x.rank()),
        "UnitNormalization: axis %s must be axes of an input %s", axis, x);
    return x;
  }

  @Override public Tensor call(Call c, Tensor x) { return Normalization.l2Normalize(x, LEAST, axis.toArray()); }
}

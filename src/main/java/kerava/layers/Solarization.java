package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.List;
import java.util.function.Supplier;
import kerava.config.Settings;
import kerava.ops.Random;
import kerava.ops.Tensor;
import kerava.random.Seed;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * While a model trains the values x of each image, as 0 .. 255, become x + a, clipped to them, and 255 less that where it is not below t. a
 * and t are drawn for the image within {@code lower .. 255 upper} of {@code additionFactor} and {@code thresholdFactor}, 0 .. 1. Otherwise
 * y is x. Values are within {@code valueRange}. Shapes: x and y (batch, height, width, channels), of channels first likewise. y is of the
 * type in which the layer computes. {@code seed} null: drawn when the layer joins a model. Source: Keras
 * {@code layers/preprocessing/image_preprocessing/solarization.py}.
 */
public record Solarization(Between additionFactor, Between thresholdFactor, Between valueRange, @Nullable Seed seed, DataFormat dataFormat,
    LayerOptions options) implements ImageAugmentation, WithDataFormat<Solarization>, WithSeed<Solarization>, Configured<Solarization> {
  private static final Between BYTES = new Between(0, 255);

  public Solarization {
    require(additionFactor != null && thresholdFactor != null && valueRange != null && dataFormat != null,
        inJava("take new Between(0, 0.5), for example"), "Solarization: a setting must not be null");
    additionFactor.check("Solarization", "addition_factor", 0, 1);
    thresholdFactor.check("Solarization", "threshold_factor", 0, 1);
  }

  /** All values are inverted. */
  public Solarization() { this(0, 0); }

  /** Within 0 .. {@code additionFactor} and 0 .. {@code thresholdFactor}. */
  public Solarization(double additionFactor, double thresholdFactor) {
    this(new Between(0, additionFactor), new Between(0, thresholdFactor));
  }

  public Solarization(Between additionFactor, Between thresholdFactor) {
    this(additionFactor, thresholdFactor, BYTES, Seed.drawn(), DataFormat.CHANNELS_LAST, LayerOptions.of("Solarization"));
  }

  public Solarization withValueRange(Between valueRange) { return Settings.with(this, "valueRange", valueRange); }

  @Override public int draws(List<Shape> inputs) { return 2; }

  @Override public Tensor changed(Tensor images, Supplier<Tensor> seeds) {
    Tensor addition = drawn(images, additionFactor, seeds), threshold = drawn(images, thresholdFactor, seeds);
    Tensor moved = ColorAugmentation.ranged(images, valueRange, BYTES).plus(addition).clip(BYTES.lower(), BYTES.upper());
    Tensor inverted = moved.less(threshold).where(moved, moved.subtractedFrom(BYTES.upper()));
    return ColorAugmentation.ranged(inverted, BYTES, valueRange);
  }

  /** Keras stretches the upper bound alone to bytes. */
  private Tensor drawn(Tensor images, Between factor, Supplier<Tensor> seeds) {
    return Random.uniform(images, List.of(ImageAugmentation.batch(images), 1, 1, 1), seeds.get(), factor.lower(),
        factor.upper() * BYTES.upper(), dtypePolicy().computeDtype());
  }
}

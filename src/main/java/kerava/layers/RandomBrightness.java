package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.function.Supplier;
import kerava.config.Settings;
import kerava.ops.Tensor;
import kerava.random.Seed;
import org.jspecify.annotations.Nullable;

/**
 * While a model trains, to all values of an image is added a number that is drawn for it within {@code factor}, both in -1 .. 1, times the
 * width of {@code valueRange}, and what leaves that range is clipped to it; otherwise y is x. Shapes: x and y (batch, height, width,
 * channels). {@code seed} null: drawn when the layer joins a model. Source: Keras
 * {@code layers/preprocessing/image_preprocessing/random_brightness.py}.
 */
public record RandomBrightness(Between factor, Between valueRange, @Nullable Seed seed, DataFormat dataFormat,
    LayerOptions options) implements ImageAugmentation, WithDataFormat<RandomBrightness>, WithSeed<RandomBrightness>, Configured<RandomBrightness> {
  public RandomBrightness {
    require(factor != null && valueRange != null && dataFormat != null, inJava("take new Between(-0.2, 0.2), for example"),
        "RandomBrightness: a setting must not be null");
    factor.check("RandomBrightness", "factor", -1, 1);
  }

  /** Within {@code -factor .. factor}. */
  public RandomBrightness(double factor) { this(new Between(-Math.abs(factor), Math.abs(factor))); }

  public RandomBrightness(Between factor) {
    this(factor, new Between(0, 255), Seed.drawn(), DataFormat.CHANNELS_LAST, LayerOptions.of("RandomBrightness"));
  }

  public RandomBrightness withValueRange(Between valueRange) { return Settings.with(this, "valueRange", valueRange); }

  @Override public Tensor changed(Tensor images, Supplier<Tensor> seeds) {
    Tensor delta = ImageAugmentation.drawn(images, seeds, factor.lower(), factor.upper()).times(valueRange.width());
    return images.plus(delta.cast(images.type())).clip(valueRange.lower(), valueRange.upper());
  }
}

package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.List;
import java.util.function.Supplier;
import kerava.config.Settings;
import kerava.ops.Normalization;
import kerava.ops.Random;
import kerava.ops.Tensor;
import kerava.random.Seed;
import org.jspecify.annotations.Nullable;

/**
 * While a model trains {@code (x - m) f + m}, clipped to {@code valueRange}, m the mean of a channel of an image and f a number drawn for
 * the image within {@code 1 - factor.lower() .. 1 + factor.upper()}, both in 0 .. 1; otherwise y is x. Shapes: x and y (batch, height,
 * width, channels), of channels first likewise. {@code seed} null: drawn when the layer joins a model. Source: Keras
 * {@code layers/preprocessing/image_preprocessing/random_contrast.py}.
 */
public record RandomContrast(Between factor, Between valueRange, @Nullable Seed seed, DataFormat dataFormat,
    LayerOptions options) implements ImageAugmentation, WithDataFormat<RandomContrast>, WithSeed<RandomContrast>, Configured<RandomContrast> {
  public RandomContrast {
    require(factor != null && valueRange != null && dataFormat != null, inJava("take new Between(0.1, 0.2), for example"),
        "RandomContrast: a setting must not be null");
    factor.check("RandomContrast", "factor", 0, 1);
  }

  /** Within {@code 1 .. 1 + factor}: Keras's bounds of a single number. */
  public RandomContrast(double factor) { this(new Between(0, factor)); }

  public RandomContrast(Between factor) {
    this(factor, new Between(0, 255), Seed.drawn(), DataFormat.CHANNELS_LAST, LayerOptions.of("RandomContrast"));
  }

  public RandomContrast withValueRange(Between valueRange) { return Settings.with(this, "valueRange", valueRange); }

  @Override public Tensor changed(Tensor images, Supplier<Tensor> seeds) {
    Tensor by = Random.uniform(images, List.of(ImageAugmentation.batch(images), 1, 1, 1), seeds.get(), 1 - factor.lower(),
        1 + factor.upper(), dtypePolicy().computeDtype());
    int[] axes = dataFormat.axes(images.rank());
    Tensor mean = mean(mean(images, axes[0]), axes[1]);
    return images.minus(mean).times(by).plus(mean).clip(valueRange.lower(), valueRange.upper());
  }

  /** Summed in float32 at least. */
  private static Tensor mean(Tensor x, int axis) { return Normalization.atLeastFloat(x).mean(true, axis).cast(x.type()); }
}

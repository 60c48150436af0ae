package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.function.Supplier;
import kerava.config.Settings;
import kerava.ops.Colors;
import kerava.ops.Tensor;
import kerava.random.Seed;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * While a model trains {@code x + f (gray - x)}, clipped to {@code valueRange}, f drawn for each image within {@code factor}, -1 .. 1;
 * otherwise y is x. Shapes: x and y (batch, height, width, 3), of channels first likewise. y is of the type in which the layer computes.
 * {@code seed} null: drawn when the layer joins a model. Source: Keras
 * {@code layers/preprocessing/image_preprocessing/random_color_degeneration.py}.
 */
public record RandomColorDegeneration(Between factor, Between valueRange, @Nullable Seed seed, DataFormat dataFormat,
    LayerOptions options) implements ColorAugmentation, WithDataFormat<RandomColorDegeneration>, WithSeed<RandomColorDegeneration>, Configured<RandomColorDegeneration> {
  public RandomColorDegeneration {
    require(factor != null && valueRange != null && dataFormat != null, inJava("take new Between(0, 0.5), for example"),
        "RandomColorDegeneration: a setting must not be null");
    factor.check("RandomColorDegeneration", "factor", -1, 1);
  }

  /** Within {@code -factor .. factor}. */
  public RandomColorDegeneration(double factor) { this(new Between(-Math.abs(factor), Math.abs(factor))); }

  public RandomColorDegeneration(Between factor) {
    this(factor, new Between(0, 255), Seed.drawn(), DataFormat.CHANNELS_LAST, LayerOptions.of("RandomColorDegeneration"));
  }

  public RandomColorDegeneration withValueRange(Between valueRange) { return Settings.with(this, "valueRange", valueRange); }

  @Override public Shape outputShape(Shape x) {
    ColorAugmentation.checkChannels(this, x, dataFormat, 3);
    return x;
  }

  @Override public Tensor changed(Tensor images, Supplier<Tensor> seeds) {
    Tensor by = ImageAugmentation.drawn(images, seeds, factor.lower(), factor.upper()).cast(images.type());
    Tensor gray = Colors.grayscale(images, dataFormat.channelsLast());
    return images.plus(by.times(gray.minus(images))).clip(valueRange.lower(), valueRange.upper());
  }
}

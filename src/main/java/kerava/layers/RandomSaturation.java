package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.function.Supplier;
import kerava.config.Settings;
import kerava.ops.Epsilon;
import kerava.ops.Tensor;
import kerava.random.Seed;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * While a model trains the saturation of each image is multiplied by {@code f / (1 - f + 1e-7)}, f drawn for it within {@code factor}, -1
 * .. 1, and clipped to {@code valueRange}, as Keras has it; otherwise y is x. Nothing before it is trained. Shapes: x and y (batch, height,
 * width, 3), of channels first likewise. y is of the type in which the layer computes. {@code seed} null: drawn when the layer joins a
 * model. Source: Keras {@code layers/preprocessing/image_preprocessing/random_saturation.py}.
 */
public record RandomSaturation(Between factor, Between valueRange, DataFormat dataFormat, @Nullable Seed seed,
    LayerOptions options) implements ColorAugmentation, WithDataFormat<RandomSaturation>, WithSeed<RandomSaturation>, Configured<RandomSaturation> {
  public RandomSaturation {
    require(factor != null && valueRange != null && dataFormat != null, inJava("take new Between(0.25, 0.75), for example"),
        "RandomSaturation: a setting must not be null");
    factor.check("RandomSaturation", "factor", -1, 1);
  }

  /** Within {@code -factor .. factor}. */
  public RandomSaturation(double factor) { this(new Between(-Math.abs(factor), Math.abs(factor))); }

  public RandomSaturation(Between factor) {
    this(factor, new Between(0, 255), DataFormat.CHANNELS_LAST, Seed.drawn(), LayerOptions.of("RandomSaturation"));
  }

  public RandomSaturation withValueRange(Between valueRange) { return Settings.with(this, "valueRange", valueRange); }

  @Override public Shape outputShape(Shape x) {
    ColorAugmentation.checkChannels(this, x, dataFormat, 3);
    return x;
  }

  @Override public Tensor changed(Tensor images, Supplier<Tensor> seeds) {
    Tensor drawn = ImageAugmentation.drawn(images, seeds, factor.lower(), factor.upper());
    Tensor by = drawn.dividedBy(drawn.subtractedFrom(1).add(Epsilon.VALUE)).cast(images.type()).squeeze(-1);
    return ColorAugmentation.withChannel(images, dataFormat, 1,
        saturation -> saturation.multiply(by).clip(valueRange.lower(), valueRange.upper()));
  }
}

package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.List;
import java.util.function.Supplier;
import kerava.config.Settings;
import kerava.ops.Tensor;
import kerava.random.Seed;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * While a model trains some images become {@code valueRange.upper() - x}, each with a probability that is drawn for it within
 * {@code factor}, 0 .. 1; otherwise y is x. Shapes: x and y (batch, height, width, channels), of channels first likewise. y is of the type
 * in which the layer computes. {@code seed} null: drawn when the layer joins a model. Source: Keras
 * {@code layers/preprocessing/image_preprocessing/random_invert.py}.
 */
public record RandomInvert(Between factor, Between valueRange, @Nullable Seed seed, DataFormat dataFormat,
    LayerOptions options) implements ImageAugmentation, WithDataFormat<RandomInvert>, WithSeed<RandomInvert>, Configured<RandomInvert> {
  public RandomInvert {
    require(factor != null && valueRange != null && dataFormat != null, inJava("take new Between(0, 1), for example"),
        "RandomInvert: a setting must not be null");
    factor.check("RandomInvert", "factor", 0, 1);
  }

  /** With any probability within 0 .. 1, drawn for each image. */
  public RandomInvert() { this(1); }

  /** With a probability within 0 .. {@code factor}. */
  public RandomInvert(double factor) { this(new Between(0, factor)); }

  public RandomInvert(Between factor) {
    this(factor, new Between(0, 255), Seed.drawn(), DataFormat.CHANNELS_LAST, LayerOptions.of("RandomInvert"));
  }

  public RandomInvert withFactor(Between factor) { return Settings.with(this, "factor", factor); }

  public RandomInvert withValueRange(Between valueRange) { return Settings.with(this, "valueRange", valueRange); }

  @Override public int draws(List<Shape> inputs) { return 2; }

  @Override public Tensor changed(Tensor images, Supplier<Tensor> seeds) {
    return chosen(images, seeds, factor).where(images.subtractedFrom(valueRange.upper()), images);
  }

  /** Whether each image is changed, (batch, 1, 1, 1), with a probability within {@code factor}; two draws. */
  static Tensor chosen(Tensor images, Supplier<Tensor> seeds, Between factor) {
    Tensor likely = ImageAugmentation.drawn(images, seeds, factor.lower(), factor.upper());
    return ImageAugmentation.drawn(images, seeds, 0, 1).less(likely);
  }
}

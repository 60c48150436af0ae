package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.List;
import java.util.function.Supplier;
import kerava.config.Settings;
import kerava.ops.Colors;
import kerava.ops.Random;
import kerava.ops.Tensor;
import kerava.random.Seed;
import kerava.tensor.DType;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * While a model trains each image keeps so many of the eight bits of its values as are drawn for it, as {@code factor} says; otherwise y is
 * x. Values are within {@code valueRange}. Nothing before it is trained. Shapes: x and y (batch, height, width, channels), of channels
 * first likewise. y is of the type in which the layer computes. {@code seed} null: drawn when the layer joins a model. Source: Keras
 * {@code layers/preprocessing/image_preprocessing/random_posterization.py}.
 */
public record RandomPosterization(Bits factor, Between valueRange, DataFormat dataFormat, @Nullable Seed seed,
    LayerOptions options) implements ColorAugmentation, WithDataFormat<RandomPosterization>, WithSeed<RandomPosterization>, Configured<RandomPosterization> {
  private static final Between BYTES = new Between(0, 255);
  private static final int ALL = 8;

  public RandomPosterization {
    require(factor != null && valueRange != null && dataFormat != null, inJava("take new Bits(2, 6), for example"),
        "RandomPosterization: a setting must not be null");
  }

  /** At least one bit, and less than {@code factor}. */
  public RandomPosterization(int factor) { this(new Bits(1, factor)); }

  public RandomPosterization(Bits factor) {
    this(factor, BYTES, DataFormat.CHANNELS_LAST, Seed.drawn(), LayerOptions.of("RandomPosterization"));
  }

  public RandomPosterization withValueRange(Between valueRange) { return Settings.with(this, "valueRange", valueRange); }

  @Override public int draws(List<Shape> inputs) { return factor.least() == factor.most() ? 0 : 1; }

  @Override public Tensor changed(Tensor images, Supplier<Tensor> seeds) {
    Tensor bytes = ColorAugmentation.ranged(images, valueRange, BYTES).cast(DType.UINT8);
    Tensor kept = Colors.posterized(bytes, kept(images, seeds).cast(DType.UINT8).subtractedFrom(ALL)).cast(images.type());
    return ColorAugmentation.ranged(kept, BYTES, valueRange);
  }

  private Tensor kept(Tensor images, Supplier<Tensor> seeds) {
    if (factor.least() == factor.most()) return images.constant((long) factor.least());
    return Random.whole(images, List.of(ImageAugmentation.batch(images), 1, 1, 1), seeds.get(), factor.least(), factor.most());
  }
}

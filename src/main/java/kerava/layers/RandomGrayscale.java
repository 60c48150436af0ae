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
 * While a model trains some images lose their colors, each with the probability {@code factor}, 0 .. 1; otherwise y is x. Shapes: x and y
 * (batch, height, width, 3), of channels first likewise; of one channel y is x. y is of the type in which the layer computes. {@code seed}
 * null: drawn when the layer joins a model; Keras's files have none. Source: Keras
 * {@code layers/preprocessing/image_preprocessing/random_grayscale.py}.
 */
public record RandomGrayscale(double factor, DataFormat dataFormat, @Nullable Seed seed,
    LayerOptions options) implements ColorAugmentation, WithDataFormat<RandomGrayscale>, WithSeed<RandomGrayscale>, Configured<RandomGrayscale> {
  public RandomGrayscale {
    require(factor >= 0 && factor <= 1, "RandomGrayscale: factor must be within 0 .. 1, got %s; give the share that loses its colors",
        factor);
    require(dataFormat != null, inJava("take DataFormat.CHANNELS_LAST, for example"), "RandomGrayscale: the data format must not be null");
  }

  public RandomGrayscale() { this(0.5, DataFormat.CHANNELS_LAST, Seed.drawn(), LayerOptions.of("RandomGrayscale")); }

  public RandomGrayscale(double factor) { this(factor, DataFormat.CHANNELS_LAST, Seed.drawn(), LayerOptions.of("RandomGrayscale")); }

  public RandomGrayscale withFactor(double factor) { return Settings.with(this, "factor", factor); }

  @Override public Shape outputShape(Shape x) {
    ColorAugmentation.checkChannels(this, x, dataFormat, 1, 3);
    return x;
  }

  @Override public Tensor changed(Tensor images, Supplier<Tensor> seeds) {
    Tensor chosen = ImageAugmentation.drawn(images, seeds, 0, 1).less((float) factor);
    return chosen.where(Colors.grayscale(images, dataFormat.channelsLast()), images);
  }
}

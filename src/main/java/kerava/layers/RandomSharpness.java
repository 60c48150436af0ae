package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import kerava.config.Settings;
import kerava.ops.Convolutions;
import kerava.ops.Tensor;
import kerava.random.Seed;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * While a model trains {@code x + (1 - 2 f) (smooth - x)}, clipped to {@code valueRange}, f drawn for each image within {@code factor}, 0
 * .. 1: one half leaves it as it is, 0 is smooth, 1 sharp. {@code smooth} is made of each pixel and those around it, of which it weighs
 * five times as much. Otherwise y is x. Shapes: x and y (batch, height, width, channels), of channels first likewise. y is of the type in
 * which the layer computes. {@code seed} null: drawn when the layer joins a model. Source: Keras
 * {@code layers/preprocessing/image_preprocessing/random_sharpness.py}.
 */
public record RandomSharpness(Between factor, Between valueRange, DataFormat dataFormat, @Nullable Seed seed,
    LayerOptions options) implements ColorAugmentation, WithDataFormat<RandomSharpness>, WithSeed<RandomSharpness>, Configured<RandomSharpness> {
  private static final double AROUND = 1.0 / 13.0, MIDDLE = 5.0 / 13.0;

  public RandomSharpness {
    require(factor != null && valueRange != null && dataFormat != null, inJava("take new Between(0.25, 0.75), for example"),
        "RandomSharpness: a setting must not be null");
    factor.check("RandomSharpness", "factor", 0, 1);
  }

  /** Within 0 .. {@code factor}. */
  public RandomSharpness(double factor) { this(new Between(0, factor)); }

  public RandomSharpness(Between factor) {
    this(factor, new Between(0, 255), DataFormat.CHANNELS_LAST, Seed.drawn(), LayerOptions.of("RandomSharpness"));
  }

  public RandomSharpness withValueRange(Between valueRange) { return Settings.with(this, "valueRange", valueRange); }

  @Override public Shape outputShape(Shape x) {
    Images.check(this, x);
    Sizes.known(this, x, dataFormat.channelsAxis(x.rank()));
    return x;
  }

  @Override public Tensor changed(Tensor images, Supplier<Tensor> seeds) {
    Tensor by = ImageAugmentation.drawn(images, seeds, factor.lower(), factor.upper()).times(2).cast(images.type());
    Tensor last = dataFormat.channelsLast() ? images : images.transpose(0, 3, 2, 1);
    Tensor smooth = Convolutions.depthwiseConv(last, kernel(last), new int[] {1, 1}, "same", true, 1, 1);
    Tensor sharp = last.plus(by.subtractedFrom(1).times(smooth.minus(last))).clip(valueRange.lower(), valueRange.upper());
    return dataFormat.channelsLast() ? sharp : sharp.transpose(0, 3, 2, 1);
  }

  private static Tensor kernel(Tensor images) {
    List<Tensor> numbers = new ArrayList<>(Collections.nCopies(9, images.number(AROUND)));
    numbers.set(4, images.number(MIDDLE));
    return Tensor.stack(numbers).reshape(3, 3, 1, 1).tile(1, 1, Math.toIntExact(images.size(3)), 1);
  }
}

package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.List;
import java.util.function.Supplier;
import kerava.config.Settings;
import kerava.ops.Tensor;
import kerava.random.Seed;
import kerava.tensor.DType;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Turns the hues of each image while a model trains, by half of a share of the circle that is drawn for it within {@code factor}, 0 .. 1,
 * one way or the other; otherwise y is x. Values are within {@code valueRange}. Nothing before it is trained. Shapes: x and y (batch,
 * height, width, 3), of channels first likewise. y is of the type in which the layer computes. {@code seed} null: drawn when the layer
 * joins a model. Source: Keras {@code layers/preprocessing/image_preprocessing/random_hue.py}.
 */
public record RandomHue(Between factor, Between valueRange, DataFormat dataFormat, @Nullable Seed seed,
    LayerOptions options) implements ColorAugmentation, WithDataFormat<RandomHue>, WithSeed<RandomHue>, Configured<RandomHue> {
  private static final Between UNIT = new Between(0, 1);

  public RandomHue {
    require(factor != null && valueRange != null && dataFormat != null, inJava("take new Between(0, 0.5), for example"),
        "RandomHue: a setting must not be null");
    factor.check("RandomHue", "factor", 0, 1);
  }

  /** Within 0 .. {@code factor}. */
  public RandomHue(double factor) { this(new Between(0, factor)); }

  public RandomHue(Between factor) {
    this(factor, new Between(0, 255), DataFormat.CHANNELS_LAST, Seed.drawn(), LayerOptions.of("RandomHue"));
  }

  public RandomHue withValueRange(Between valueRange) { return Settings.with(this, "valueRange", valueRange); }

  @Override public Shape outputShape(Shape x) {
    ColorAugmentation.checkChannels(this, x, dataFormat, 3);
    return x;
  }

  @Override public int draws(List<Shape> inputs) { return 2; }

  @Override public Tensor changed(Tensor images, Supplier<Tensor> seeds) {
    Tensor way = ImageAugmentation.drawn(images, seeds, 0, 1), one = WarpedImages.ones(way);
    Tensor signed = way.greater(0.5).where(one.negative(), one);
    Tensor by = signed.times(ImageAugmentation.drawn(images, seeds, factor.lower(), factor.upper())).times(0.5);
    Tensor given = valueRange.equals(UNIT) ? images : images.cast(DType.FLOAT32);
    Tensor unit = ColorAugmentation.ranged(given, valueRange, UNIT), turn = by.cast(unit.type()).squeeze(-1);
    Tensor turned = ColorAugmentation.withChannel(unit, dataFormat, 0, hue -> within(hue.plus(turn)));
    return ColorAugmentation.ranged(turned.clip(0, 1), UNIT, valueRange).cast(images.type());
  }

  private static Tensor within(Tensor hue) {
    Tensor down = hue.greater(1.0).where(hue.minus(1), hue);
    return down.less(0.0).where(down.plus(down.number(1)), down);
  }
}

package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.List;
import java.util.function.Supplier;
import kerava.config.Settings;
import kerava.ops.Random;
import kerava.ops.Slice;
import kerava.ops.Tensor;
import kerava.random.Seed;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * While a model trains a box of some images is filled, of each with a probability that is drawn for it within {@code factor}; the box's
 * height and width are the roots of shares of the image's that are drawn within {@code scale}; both factors are within 0 .. 1. It is filled
 * with {@code fillValue}, one number, or one a channel of three, which are last; null: normally distributed noise times
 * {@code valueRange.upper()}; clipped to {@code valueRange}. Otherwise y is x. Shapes: x and y (batch, height, width, channels), of
 * channels first likewise. y is of the type in which the layer computes. {@code seed} null: drawn when the layer joins a model. Source:
 * Zhong et al., "Random erasing data augmentation", 2017; Keras {@code layers/preprocessing/image_preprocessing/random_erasing.py}.
 */
public record RandomErasing(Between factor, Between scale, @Nullable Values fillValue, Between valueRange, @Nullable Seed seed,
    DataFormat dataFormat,
    LayerOptions options) implements ImageAugmentation, WithDataFormat<RandomErasing>, WithSeed<RandomErasing>, Configured<RandomErasing> {
  private static final String WHO = "RandomErasing";

  public RandomErasing {
    require(factor != null && scale != null && valueRange != null && dataFormat != null, inJava("take new Between(0, 1), for example"),
        "%s: a setting must not be null", WHO);
    ImageAugmentation.refuseFloat16(WHO, options);
    factor.check(WHO, "factor", 0, 1);
    scale.check(WHO, "scale", 0, 1);
    require(fillValue == null || fillValue.shape().rank() == 0 || fillValue.shape().equals(Shape.of(3)),
        "%s: fill_value must be one number or three, got %s; take one for all channels", WHO, fillValue);
  }

  /** With any probability within 0 .. 1, drawn for each image. */
  public RandomErasing() { this(new Between(0, 1)); }

  /** With a probability within 0 .. {@code factor}. */
  public RandomErasing(double factor) { this(new Between(0, factor)); }

  public RandomErasing(Between factor) {
    this(factor, new Between(0.02, 0.33), null, new Between(0, 255), Seed.drawn(), DataFormat.CHANNELS_LAST, LayerOptions.of(WHO));
  }

  public RandomErasing withFactor(Between factor) { return Settings.with(this, "factor", factor); }

  public RandomErasing withScale(Between scale) { return Settings.with(this, "scale", scale); }

  public RandomErasing withFillValue(Values fillValue) { return Settings.with(this, "fillValue", fillValue); }

  public RandomErasing withValueRange(Between valueRange) { return Settings.with(this, "valueRange", valueRange); }

  @Override public int draws(List<Shape> inputs) { return fillValue == null ? 6 : 5; }

  @Override public Shape outputShape(Shape x) {
    Images.check(this, x);
    Sizes.known(this, x, 1, 2, 3);
    require(fillValue == null || fillValue.shape().rank() == 0 || x.last() == 3 || x.last() == 1,
        "%s: three fill values are of the last axis, got images of shape %s; take one value", WHO, x);
    return x;
  }

  @Override public Tensor changed(Tensor images, Supplier<Tensor> seeds) {
    int[] axes = dataFormat.axes(4);
    Tensor shares = drawn(images, List.of(ImageAugmentation.batch(images), 2), scale, seeds).sqrt();
    Tensor across = inside(images, axes[1], shares.slice(Slice.all(), Slice.at(0)), seeds);
    Tensor down = inside(images, axes[0], shares.slice(Slice.all(), Slice.at(1)), seeds);
    Tensor chosen = RandomInvert.chosen(images, seeds, factor), filling = filling(images, seeds);
    return chosen.where(across.and(down).where(filling.clip(valueRange.lower(), valueRange.upper()), images), images);
  }

  private Tensor drawn(Tensor images, List<?> sizes, Between between, Supplier<Tensor> seeds) {
    return Random.uniform(images, sizes, seeds.get(), between.lower(), between.upper(), dtypePolicy().computeDtype());
  }

  /** Whether each place along {@code axis} is inside of a box that is as long as {@code share}, (batch), says. */
  private Tensor inside(Tensor images, int axis, Tensor share, Supplier<Tensor> seeds) {
    int size = Math.toIntExact(images.size(axis));
    Tensor length = share.times(size);
    Tensor start = drawn(images, List.of(ImageAugmentation.batch(images)), new Between(0, 1), seeds).times(length.subtractedFrom(size));
    Tensor end = start.plus(length), places = places(images, axis, size);
    return places.greaterEqual(box(start)).and(places.less(box(end)));
  }

  private static Tensor box(Tensor x) { return x.expandDims(1).expandDims(1).expandDims(1); }

  /** 0, 1, ... along one axis of four. */
  private static Tensor places(Tensor images, int axis, int size) {
    float[] numbers = new float[size];
    for (int i = 0; i < size; i++) numbers[i] = i;
    int[] shape = {1, 1, 1, 1};
    shape[axis] = size;
    return images.constant(NDArray.of(Shape.of(shape), numbers)).cast(images.type());
  }

  private Tensor filling(Tensor images, Supplier<Tensor> seeds) {
    if (fillValue == null)
      return Random.normal(images, images.symbolicSizes(), seeds.get(), 0, 1).times(valueRange.upper());
    if (fillValue.shape().rank() == 0) return images.number(fillValue.numbers().get(0));
    return Tensor.stack(fillValue.numbers().stream().map(number -> images.number(number)).toList());
  }
}

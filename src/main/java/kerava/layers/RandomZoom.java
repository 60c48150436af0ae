package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.List;
import java.util.function.Supplier;
import kerava.ops.Random;
import kerava.ops.Slice;
import kerava.ops.Tensor;
import kerava.random.Seed;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * While a model trains each image shows 1 + f times as much of its height and width, from the middle on: a negative f zooms in, a positive
 * one out. f is drawn for it within {@code heightFactor} and {@code widthFactor}, above -1 and up to 1; {@code widthFactor} null: one f for
 * both. Otherwise y is x. Shapes: x and y (batch, height, width, channels), of channels first likewise. y is of the type in which the layer
 * computes. {@code seed} null: drawn when the layer joins a model. Source: Keras
 * {@code layers/preprocessing/image_preprocessing/random_zoom.py}.
 */
public record RandomZoom(Factor heightFactor, @Nullable Factor widthFactor, FillMode fillMode, Interpolation interpolation,
    @Nullable Seed seed, double fillValue, DataFormat dataFormat,
    LayerOptions options) implements WarpedImages<RandomZoom>, WithFillMode<RandomZoom> {
  private static final String WHO = "RandomZoom";

  public RandomZoom {
    require(heightFactor != null, inJava("take Factor.of(0.2), for example"), "%s: the height factor must not be null", WHO);
    check("height_factor", heightFactor);
    if (widthFactor != null) check("width_factor", widthFactor);
    WarpedImages.check(WHO, fillMode, interpolation, dataFormat);
  }

  /** Either way by at most {@code factor}, of height and width alike. */
  public RandomZoom(double factor) { this(Factor.of(factor)); }

  /** Of height and width alike. */
  public RandomZoom(Factor heightFactor) { this(heightFactor, null); }

  public RandomZoom(Factor heightFactor, Factor widthFactor) {
    this(heightFactor, widthFactor, FillMode.REFLECT, Interpolation.BILINEAR, Seed.drawn(), 0, DataFormat.CHANNELS_LAST,
        LayerOptions.of(WHO));
  }

  private static void check(String what, Factor factor) {
    factor.check(WHO, what, -1, 1);
    require(!factor.given().contains(-1.), "%s: %s must be above -1, got %s; take a number nearer to 0", WHO, what, factor);
  }

  @Override public int draws(List<Shape> inputs) { return widthFactor == null ? 1 : 2; }

  @Override public Tensor transforms(Tensor images, Supplier<Tensor> seeds) {
    Tensor tall = zoom(images, heightFactor, seeds), wide = widthFactor == null ? tall : zoom(images, widthFactor, seeds);
    Tensor zooms = Tensor.concatenate(List.of(wide, tall), 1);
    Tensor across = zooms.slice(Slice.all(), Slice.range(0, 1)), down = zooms.slice(Slice.all(), Slice.from(1)), zero = across.zerosLike();
    return WarpedImages.affine(across, zero, offset(width(images, zooms), across), zero, down, offset(height(images, zooms), down));
  }

  private static Tensor zoom(Tensor images, Factor factor, Supplier<Tensor> seeds) {
    return Random.uniform(images, List.of(ImageAugmentation.batch(images), 1), seeds.get(), (float) (1 + factor.lower()),
        (float) (1 + factor.upper()));
  }

  /** Keeps the middle where it is. */
  private static Tensor offset(Tensor size, Tensor zoom) { return size.minus(1).dividedBy(2).times(zoom.subtractedFrom(1)); }
}

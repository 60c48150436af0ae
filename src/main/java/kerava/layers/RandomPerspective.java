package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.List;
import java.util.function.Supplier;
import kerava.config.Settings;
import kerava.ops.Random;
import kerava.ops.Tensor;
import kerava.ops.Warping;
import kerava.random.Seed;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * While a model trains it shows some images as from another side, each with a probability that is drawn for it within {@code factor}, 0 ..
 * 1: each corner is moved by a share of its column and row that is drawn within -scale / 2 .. scale / 2, 0 <= scale <= 1. Otherwise y is x.
 * Shapes: x and y (batch, height, width, channels), of channels first likewise. y is of the type in which the layer computes. {@code seed}
 * null: drawn when the layer joins a model. Source: Keras {@code layers/preprocessing/image_preprocessing/random_perspective.py}.
 */
public record RandomPerspective(Between factor, double scale, Interpolation interpolation, double fillValue, @Nullable Seed seed,
    DataFormat dataFormat, LayerOptions options) implements WarpedImages<RandomPerspective> {
  private static final int CORNERS = 4;

  public RandomPerspective {
    require(factor != null, inJava("take new Between(0, 1), for example"), "RandomPerspective: the factor must not be null");
    factor.check("RandomPerspective", "factor", 0, 1);
    require(scale >= 0 && scale <= 1, "RandomPerspective: scale must be within 0 .. 1, got %s; take a smaller one", scale);
    WarpedImages.check("RandomPerspective", FillMode.CONSTANT, interpolation, dataFormat);
  }

  /** With any probability within 0 .. 1, drawn for each image, and a scale of 1. */
  public RandomPerspective() { this(1, 1); }

  /** With a probability within 0 .. {@code factor}. */
  public RandomPerspective(double factor, double scale) { this(new Between(0, factor), scale); }

  public RandomPerspective(Between factor, double scale) {
    this(factor, scale, Interpolation.BILINEAR, 0, Seed.drawn(), DataFormat.CHANNELS_LAST, LayerOptions.of("RandomPerspective"));
  }

  public RandomPerspective withFactor(Between factor) { return Settings.with(this, "factor", factor); }

  public RandomPerspective withScale(double scale) { return Settings.with(this, "scale", scale); }

  @Override public FillMode fillMode() { return FillMode.CONSTANT; }

  @Override public int draws(List<Shape> inputs) { return 3; }

  @Override public Shape outputShape(Shape x) {
    Images.check(this, x);
    Sizes.known(this, x, dataFormat.axes(x.rank()));
    return x;
  }

  @Override public Tensor changed(Tensor images, Supplier<Tensor> seeds) {
    List<Object> batch = List.of(ImageAugmentation.batch(images), 1, 1, 1);
    Tensor likely = Random.uniform(images, batch, seeds.get(), (float) factor.lower(), (float) factor.upper());
    Tensor chosen = Random.uniform(images, batch, seeds.get()).less(likely);
    return chosen.where(WarpedImages.super.changed(images, seeds), images);
  }

  @Override public Tensor transforms(Tensor images, Supplier<Tensor> seeds) {
    DType type = dtypePolicy().computeDtype();
    Tensor moved =
        Random.uniform(images, List.of(ImageAugmentation.batch(images), CORNERS, 2), seeds.get(), -0.5 * scale, 0.5 * scale, type);
    int[] axes = dataFormat.axes(images.rank());
    float bottom = images.size(axes[0]) - 1, right = images.size(axes[1]) - 1;
    Tensor corners =
        images.constant(NDArray.of(Shape.of(1, CORNERS, 2), new float[] {0, 0, right, 0, 0, bottom, right, bottom})).cast(type);
    Tensor from = corners.plus(moved.zerosLike()), to = from.plus(from.times(moved));
    return Warping.homography(from.cast(DType.FLOAT32), to.cast(DType.FLOAT32));
  }
}

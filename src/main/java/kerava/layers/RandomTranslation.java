package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.List;
import java.util.function.Supplier;
import kerava.ops.Random;
import kerava.ops.Tensor;
import kerava.random.Seed;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Moves each image down and to the right while a model trains, by shares of its height and width that are drawn for it within
 * {@code heightFactor} and {@code widthFactor}, -1 .. 1; otherwise y is x. Shapes: x and y (batch, height, width, channels), of channels
 * first likewise. y is of the type in which the layer computes. {@code seed} null: drawn when the layer joins a model. Source: Keras
 * {@code layers/preprocessing/image_preprocessing/random_translation.py}.
 */
public record RandomTranslation(Factor heightFactor, Factor widthFactor, FillMode fillMode, Interpolation interpolation,
    @Nullable Seed seed, double fillValue, DataFormat dataFormat,
    LayerOptions options) implements WarpedImages<RandomTranslation>, WithFillMode<RandomTranslation> {
  public RandomTranslation {
    require(heightFactor != null && widthFactor != null, inJava("take Factor.of(0.2), for example"),
        "RandomTranslation: a factor must not be null");
    heightFactor.check("RandomTranslation", "height_factor", -1, 1);
    widthFactor.check("RandomTranslation", "width_factor", -1, 1);
    WarpedImages.check("RandomTranslation", fillMode, interpolation, dataFormat);
  }

  /** By at most these shares, either way. */
  public RandomTranslation(double heightFactor, double widthFactor) { this(Factor.of(heightFactor), Factor.of(widthFactor)); }

  public RandomTranslation(Factor heightFactor, Factor widthFactor) {
    this(heightFactor, widthFactor, FillMode.REFLECT, Interpolation.BILINEAR, Seed.drawn(), 0, DataFormat.CHANNELS_LAST,
        LayerOptions.of("RandomTranslation"));
  }

  @Override public int draws(List<Shape> inputs) { return 2; }

  @Override public Tensor transforms(Tensor images, Supplier<Tensor> seeds) {
    Tensor down = share(images, heightFactor, seeds), y = down.multiply(height(images, down));
    Tensor across = share(images, widthFactor, seeds), x = across.multiply(width(images, across));
    Tensor one = WarpedImages.ones(x), zero = x.zerosLike();
    return WarpedImages.affine(one, zero, x.negative(), zero, one, y.negative());
  }

  private static Tensor share(Tensor images, Factor factor, Supplier<Tensor> seeds) {
    return Random.uniform(images, List.of(ImageAugmentation.batch(images), 1), seeds.get(), (float) factor.lower(), (float) factor.upper());
  }
}

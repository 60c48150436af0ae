package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.List;
import java.util.function.Supplier;
import kerava.ops.Random;
import kerava.ops.Tensor;
import kerava.random.Seed;
import kerava.tensor.DType;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Shears each image while a model trains: each row is moved by a share of its place, which is drawn for the image within {@code xFactor},
 * and each column by one within {@code yFactor}; of half of the images both the other way. The factors are within 0 .. 1, or of one number
 * f within -f .. f. Otherwise y is x. Shapes: x and y (batch, height, width, channels), of channels first likewise. y is of the type in
 * which the layer computes. {@code seed} null: drawn when the layer joins a model. Keras reads no file in which a factor is -f .. f, though
 * it writes one. Source: Keras {@code layers/preprocessing/image_preprocessing/random_shear.py}.
 */
public record RandomShear(Between xFactor, Between yFactor, Interpolation interpolation, FillMode fillMode, double fillValue,
    DataFormat dataFormat, @Nullable Seed seed, LayerOptions options) implements WarpedImages<RandomShear>, WithFillMode<RandomShear> {
  public RandomShear {
    check("x_factor", xFactor);
    check("y_factor", yFactor);
    WarpedImages.check("RandomShear", fillMode, interpolation, dataFormat);
  }

  /** Nothing is sheared. */
  public RandomShear() { this(0, 0); }

  /** Within {@code -xFactor .. xFactor} and {@code -yFactor .. yFactor}. */
  public RandomShear(double xFactor, double yFactor) { this(new Between(-xFactor, xFactor), new Between(-yFactor, yFactor)); }

  public RandomShear(Between xFactor, Between yFactor) {
    this(xFactor, yFactor, Interpolation.BILINEAR, FillMode.REFLECT, 0, DataFormat.CHANNELS_LAST, Seed.drawn(),
        LayerOptions.of("RandomShear"));
  }

  private static void check(String what, Between factor) {
    require(factor != null, inJava("take new Between(0, 0.2), for example"), "RandomShear: %s must not be null", what);
    require(factor.upper() <= 1 && (factor.lower() >= 0 || factor.lower() == -factor.upper()),
        "RandomShear: %s must be within 0 .. 1, or of one number f within -f .. f, got %s; take two numbers from 0 on", what, factor);
  }

  @Override public int draws(List<Shape> inputs) { return 3; }

  @Override public Tensor transforms(Tensor images, Supplier<Tensor> seeds) {
    Tensor turned = drawn(images, new Between(0, 1), seeds), one = WarpedImages.ones(turned);
    Tensor way = turned.greater(0.5).where(one.negative(), one);
    Tensor down = drawn(images, yFactor, seeds), across = drawn(images, xFactor, seeds);
    Tensor x = across.times(way).cast(DType.FLOAT32), y = down.times(way).cast(DType.FLOAT32);
    Tensor same = one.cast(DType.FLOAT32), zero = same.zerosLike();
    return WarpedImages.affine(same, x, zero, y, same, zero);
  }

  private Tensor drawn(Tensor images, Between factor, Supplier<Tensor> seeds) {
    return Random.uniform(images, List.of(ImageAugmentation.batch(images), 1), seeds.get(), factor.lower(), factor.upper(),
        dtypePolicy().computeDtype());
  }
}

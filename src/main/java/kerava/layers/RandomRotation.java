package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.List;
import java.util.function.Supplier;
import kerava.ops.Random;
import kerava.ops.Tensor;
import kerava.random.Seed;
import org.jspecify.annotations.Nullable;

/**
 * Turns each image about its middle while a model trains, counterclockwise by as many turns of 360 degrees as are drawn for it within
 * {@code factor}, -1 .. 1; otherwise y is x. Shapes: x and y (batch, height, width, channels), of channels first likewise. y is of the type
 * in which the layer computes. {@code seed} null: drawn when the layer joins a model. Source: Keras
 * {@code layers/preprocessing/image_preprocessing/random_rotation.py}.
 */
public record RandomRotation(Between factor, FillMode fillMode, Interpolation interpolation, @Nullable Seed seed, double fillValue,
    DataFormat dataFormat, LayerOptions options) implements WarpedImages<RandomRotation>, WithFillMode<RandomRotation> {
  private static final double TURN = 360;

  public RandomRotation {
    require(factor != null, inJava("take new Between(-0.1, 0.1), for example"), "RandomRotation: the factor must not be null");
    factor.check("RandomRotation", "factor", -1, 1);
    WarpedImages.check("RandomRotation", fillMode, interpolation, dataFormat);
  }

  /** Within {@code -factor .. factor}. */
  public RandomRotation(double factor) { this(new Between(-Math.abs(factor), Math.abs(factor))); }

  public RandomRotation(Between factor) {
    this(factor, FillMode.REFLECT, Interpolation.BILINEAR, Seed.drawn(), 0, DataFormat.CHANNELS_LAST, LayerOptions.of("RandomRotation"));
  }

  /** Keras's matrix of a turn alone, which neither moves, scales nor shears. */
  @Override public Tensor transforms(Tensor images, Supplier<Tensor> seeds) {
    Tensor angle = Random.uniform(images, List.of(ImageAugmentation.batch(images)), seeds.get(), (float) (factor.lower() * TURN),
        (float) (factor.upper() * TURN)).times(Math.PI / 180);
    Tensor x = width(images, angle).minus(1).scaledBy(0.5), y = height(images, angle).minus(1).scaledBy(0.5);
    Tensor cos = angle.cos(), sin = angle.sin(), back = sin.negative();
    Tensor across = x.minus(cos.scaledBy(x)).minus(back.scaledBy(y)), down = y.minus(sin.scaledBy(x)).minus(cos.scaledBy(y));
    return WarpedImages.affine(column(cos), column(back), column(across), column(sin), column(cos), column(down));
  }

  private static Tensor column(Tensor x) { return x.expandDims(1); }
}

package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import kerava.config.Settings;
import kerava.ops.Tensor;
import kerava.ops.Warping;
import kerava.tensor.DType;

/**
 * Images whose pixels go to other places at random, those of an image by one transform. A pixel that comes from between others is the
 * nearest one, or made of the four around; {@code fillMode} says what is beyond the border, {@code fillValue} the value that
 * {@link FillMode#CONSTANT} has there.
 *
 * @param <L> its own class
 */
@SuppressWarnings("unchecked") // a copy of a record is of its class
interface WarpedImages<L extends Layer> extends ImageAugmentation, WithDataFormat<L>, WithSeed<L>, Configured<L> {
  FillMode fillMode();

  Interpolation interpolation();

  double fillValue();

  DataFormat dataFormat();

  /** The transforms of {@link Warping#projected}, (batch, 8), for {@code images}. */
  Tensor transforms(Tensor images, Supplier<Tensor> seeds);

  default L withInterpolation(Interpolation interpolation) { return (L) Settings.with((Record) this, "interpolation", interpolation); }

  default L withFillValue(double fillValue) { return (L) Settings.with((Record) this, "fillValue", fillValue); }

  @Override default Tensor changed(Tensor images, Supplier<Tensor> seeds) {
    return Warping.projected(images, transforms(images, seeds), interpolation().toString(), fillMode().toString(), (float) fillValue(),
        dataFormat().channelsLast());
  }

  /** The height of {@code images}, a scalar of float32. */
  default Tensor height(Tensor images, Tensor like) { return size(images, like, 0); }

  /** Their width. */
  default Tensor width(Tensor images, Tensor like) { return size(images, like, 1); }

  private Tensor size(Tensor images, Tensor like, int axis) {
    Object size = images.symbolicSizes().get(dataFormat().axes(images.rank())[axis]);
    return size instanceof Tensor told ? told.cast(DType.FLOAT32) : like.number((int) size);
  }

  /** The first six numbers of each transform, (batch, 1) each, and two zeros. */
  static Tensor affine(Tensor... six) {
    List<Tensor> eight = new ArrayList<>(List.of(six));
    eight.add(six[0].zerosLike());
    eight.add(six[0].zerosLike());
    return Tensor.concatenate(eight, 1);
  }

  /** Ones in the shape of x. */
  static Tensor ones(Tensor x) { return x.zerosLike().plus(x.number(1)); }

  static void check(String who, FillMode fillMode, Interpolation interpolation, DataFormat dataFormat) {
    require(fillMode != null && interpolation != null && dataFormat != null, inJava("take FillMode.REFLECT, for example"),
        "%s: a setting must not be null", who);
    require(interpolation == Interpolation.NEAREST || interpolation == Interpolation.BILINEAR,
        "%s: interpolation must be nearest or bilinear, got %s; take one of them", who, interpolation);
  }
}

package kerava.layers;

import java.util.List;
import kerava.ops.Random;
import kerava.ops.Tensor;
import kerava.random.Seed;
import kerava.tensor.DType;
import kerava.tensor.Shape;

/** A layer that changes images at random while a model trains, each by what it draws for it, and leaves them as they are otherwise. */
interface ImageAugmentation extends UnaryLayer {
  Seed seed();

  /** {@code images}, four axes and of the type in which the layer computes, changed by what {@code seed} draws. */
  Tensor changed(Tensor images, Tensor seed);

  @Override default List<Seed> generators() { return List.of(seed()); }

  @Override default DType outputType(List<DType> inputs) { return dtypePolicy().computeDtype(); }

  @Override default Shape outputShape(Shape x) {
    Images.check(this, x);
    return x;
  }

  @Override default Tensor call(Call c, Tensor x) {
    Tensor images = x.as(dtypePolicy().computeDtype());
    return c.training() ? changed(images, c.nextSeed()) : images;
  }

  /** A number within {@code least} .. {@code most} for each image, (batch, 1, 1, 1). */
  static Tensor drawn(Tensor images, Tensor seed, double least, double most) {
    return Random.uniform(images, List.of(images.symbolicSizes().get(0), 1, 1, 1), seed, (float) least, (float) most);
  }
}

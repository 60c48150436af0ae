package kerava.layers;

import static kerava.KeravaException.require;

import java.util.List;
import java.util.function.Supplier;
import kerava.ops.Random;
import kerava.ops.Tensor;
import kerava.random.Seed;
import kerava.tensor.DType;
import kerava.tensor.Shape;

/**
 * A layer that changes images at random while a model trains, each by what it draws for it, and leaves them as they are otherwise. Source:
 * Keras {@code layers/preprocessing/image_preprocessing/base_image_preprocessing_layer.py}, {@code layers/preprocessing/data_layer.py}.
 */
interface ImageAugmentation extends UnaryLayer {
  Seed seed();

  /**
   * {@code images}, four axes and of the type in which the layer computes, changed by what is drawn from {@code seeds}, one for each draw.
   */
  Tensor changed(Tensor images, Supplier<Tensor> seeds);

  @Override default List<Seed> generators() { return List.of(seed()); }

  @Override default DType outputType(List<DType> inputs) { return dtypePolicy().computeDtype(); }

  @Override default Shape outputShape(Shape x) {
    Images.check(this, x);
    return x;
  }

  @Override default Tensor call(Call c, Tensor x) {
    Tensor images = x.as(dtypePolicy().computeDtype());
    return c.training() ? changed(images, c::nextSeed) : images;
  }

  /** A number within {@code least} .. {@code most} for each image, (batch, 1, 1, 1). */
  static Tensor drawn(Tensor images, Supplier<Tensor> seeds, double least, double most) {
    return Random.uniform(images, List.of(batch(images), 1, 1, 1), seeds.get(), (float) least, (float) most);
  }

  /** For a layer whose places TensorFlow does not count in float16. */
  static void refuseFloat16(String who, LayerOptions options) {
    require(options == null || options.dtype().computeDtype() != DType.FLOAT16,
        "%s: does not compute in float16, in which TensorFlow counts no places, got %s; let the layer compute in float32", who,
        options == null ? null : options.dtype());
  }

  /** How many images there are: a number, or a scalar that the run tells. */
  static Object batch(Tensor images) { return images.symbolicSizes().get(0); }
}

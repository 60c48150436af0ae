package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.function.Supplier;
import kerava.ops.Tensor;
import kerava.random.Seed;
import org.jspecify.annotations.Nullable;

/**
 * Flips half of the images while a model trains, those whose number drawn in 0 .. 1 is at most 0.5; otherwise y is x. Shapes: x and y
 * (batch, height, width, channels), of channels first likewise. y is of the type in which the layer computes. {@code seed} null: drawn when
 * the layer joins a model. Source: Keras {@code layers/preprocessing/image_preprocessing/random_flip.py}.
 */
public record RandomFlip(Mode mode, @Nullable Seed seed, DataFormat dataFormat,
    LayerOptions options) implements ImageAugmentation, WithDataFormat<RandomFlip>, WithSeed<RandomFlip>, Configured<RandomFlip> {
  /** Along which axes. */
  public enum Mode {
    /** Left and right change places. */
    HORIZONTAL,
    /** Top and bottom do. */
    VERTICAL,
    /** Both, of the same images. */
    HORIZONTAL_AND_VERTICAL
  }

  public RandomFlip {
    require(mode != null && dataFormat != null, inJava("take RandomFlip.Mode.HORIZONTAL, for example"),
        "RandomFlip: a setting must not be null");
  }

  public RandomFlip() { this(Mode.HORIZONTAL_AND_VERTICAL); }

  public RandomFlip(Mode mode) { this(mode, Seed.drawn(), DataFormat.CHANNELS_LAST, LayerOptions.of("RandomFlip")); }

  @Override public boolean autocast() { return false; }

  @Override public Tensor changed(Tensor images, Supplier<Tensor> seeds) {
    Tensor flips = ImageAugmentation.drawn(images, seeds, 0, 1).lessEqual(0.5f), flipped = images;
    int[] axes = dataFormat.axes(images.rank());
    if (mode != Mode.VERTICAL) flipped = flips.where(flipped.reverse(axes[1]), flipped);
    if (mode != Mode.HORIZONTAL) flipped = flips.where(flipped.reverse(axes[0]), flipped);
    return flipped;
  }
}

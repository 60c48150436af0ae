package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.List;
import java.util.function.Supplier;
import kerava.ops.Pooling;
import kerava.ops.Random;
import kerava.ops.Slice;
import kerava.ops.Tensor;
import kerava.ops.Windows;
import kerava.random.Seed;
import kerava.tensor.DType;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * While a model trains a part of {@code height} rows and {@code width} columns, at one place that is drawn for all images of a batch; of
 * images that are not larger both ways the middle, stretched bilinearly. Otherwise y is x, in x's size as in Keras, whatever the model's
 * shapes say: layers behind must take both, as a Conv2D and a GlobalAveragePooling2D do, unless x has the size already. Shapes: x (batch,
 * rows, columns, channels), y (batch, height, width, channels); of channels first likewise. y is of the type in which the layer computes.
 * {@code seed} null: drawn when the layer joins a model. Source: Keras {@code layers/preprocessing/image_preprocessing/random_crop.py}.
 */
public record RandomCrop(int height, int width, @Nullable Seed seed, DataFormat dataFormat,
    LayerOptions options) implements ImageAugmentation, WithDataFormat<RandomCrop>, WithSeed<RandomCrop>, Configured<RandomCrop> {
  public RandomCrop {
    require(height >= 1 && width >= 1, "RandomCrop: height and width must be at least 1, got %d and %d", height, width);
    require(dataFormat != null, inJava("take DataFormat.CHANNELS_LAST, for example"), "RandomCrop: the data format must not be null");
  }

  public RandomCrop(int height, int width) {
    this(height, width, Seed.drawn(), DataFormat.CHANNELS_LAST, LayerOptions.of("RandomCrop"));
  }

  @Override public boolean autocast() { return false; }

  /** Keras draws a number for its config before that of the generator. */
  @Override public List<Seed> generators() { return seed.value() == null ? List.of(seed.companion(0), seed) : List.of(seed); }

  @Override public int drawing() { return seed.value() == null ? 1 : 0; }

  @Override public int draws(List<Shape> inputs) {
    int[] sizes = dataFormat.sizes(inputs.get(0));
    return sizes[0] > height && sizes[1] > width ? 2 : 0;
  }

  @Override public Shape outputShape(Shape x) {
    Images.check(this, x);
    Sizes.known(this, x, dataFormat.axes(x.rank()));
    return dataFormat.shape(x.size(0), dataFormat.channels(x), height, width);
  }

  @Override public Tensor changed(Tensor images, Supplier<Tensor> seeds) {
    int[] axes = dataFormat.axes(images.rank());
    int rows = Math.toIntExact(images.size(axes[0])), columns = Math.toIntExact(images.size(axes[1]));
    if (rows <= height || columns <= width) return middle(images, rows, columns);
    List<Tensor> starts = List.of(start(images, seeds, rows - height), start(images, seeds, columns - width));
    return resized(Windows.of(images, axes, starts, height, width));
  }

  /** Within 0 .. {@code most}. */
  private static Tensor start(Tensor images, Supplier<Tensor> seeds, int most) {
    return Random.uniform(images, List.of(), seeds.get(), 0, most + 1).cast(DType.INT32);
  }

  private Tensor middle(Tensor images, int rows, int columns) {
    int down = share(rows, (double) columns * height / width), across = share(columns, (double) rows * width / height);
    int top = (rows - down) / 2, left = (columns - across) / 2;
    Slice all = Slice.all(), tall = Slice.range(top, top + height), wide = Slice.range(left, left + width);
    Tensor part = dataFormat.channelsLast() ? images.slice(all, tall, wide, all) : images.slice(all, all, tall, wide);
    return part.size(dataFormat.axes(4)[0]) == height && part.size(dataFormat.axes(4)[1]) == width ? part : resized(part);
  }

  private static int share(int size, double of) { return Math.max(Math.min(size, (int) of), 1); }

  private Tensor resized(Tensor part) {
    return Pooling.channelsLast(part, dataFormat.channelsLast(),
        last -> kerava.ops.Resizing.resize(last, List.of(height, width), Interpolation.BILINEAR.toString(), false))
        .cast(dtypePolicy().computeDtype());
  }
}

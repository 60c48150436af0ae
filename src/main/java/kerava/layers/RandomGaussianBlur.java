package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.List;
import java.util.function.Supplier;
import kerava.config.Settings;
import kerava.ops.Convolutions;
import kerava.ops.Random;
import kerava.ops.Slice;
import kerava.ops.Tensor;
import kerava.random.Seed;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * While a model trains some images are blurred, each with a probability that is drawn for it within {@code factor}, 0 .. 1: each pixel
 * becomes a mean of those within {@code kernelSize} around, two odd numbers, that weigh as a normal distribution says whose standard
 * deviations along both axes are drawn within {@code sigma}, 0 .. 1, for all images of a batch; then all are clipped to {@code valueRange}.
 * Otherwise y is x. Shapes: x and y (batch, height, width, channels), of channels first likewise. y is of the type in which the layer
 * computes. {@code seed} null: drawn when the layer joins a model. Source: Keras
 * {@code layers/preprocessing/image_preprocessing/random_gaussian_blur.py}, {@code backend/tensorflow/image.py} gaussian_blur.
 */
public record RandomGaussianBlur(Between factor, Pair kernelSize, Between sigma, Between valueRange, DataFormat dataFormat,
    @Nullable Seed seed,
    LayerOptions options) implements ImageAugmentation, WithDataFormat<RandomGaussianBlur>, WithSeed<RandomGaussianBlur>, Configured<RandomGaussianBlur> {
  private static final String WHO = "RandomGaussianBlur";
  private static final double LEAST = 1e-6;

  public RandomGaussianBlur {
    require(factor != null && kernelSize != null && sigma != null && valueRange != null && dataFormat != null,
        inJava("take new Between(0, 1), for example"), "%s: a setting must not be null", WHO);
    ImageAugmentation.refuseFloat16(WHO, options);
    factor.check(WHO, "factor", 0, 1);
    sigma.check(WHO, "sigma", 0, 1);
    require(kernelSize.height() % 2 == 1 && kernelSize.width() % 2 == 1, "%s: kernel_size must be odd, got %s; take 3, for example", WHO,
        kernelSize);
  }

  /** With any probability within 0 .. 1, drawn for each image. */
  public RandomGaussianBlur() {
    this(new Between(0, 1), new Pair(3), new Between(0, 1), new Between(0, 255), DataFormat.CHANNELS_LAST, Seed.drawn(),
        LayerOptions.of(WHO));
  }

  public RandomGaussianBlur withFactor(Between factor) { return Settings.with(this, "factor", factor); }

  public RandomGaussianBlur withKernelSize(Pair kernelSize) { return Settings.with(this, "kernelSize", kernelSize); }

  public RandomGaussianBlur withSigma(Between sigma) { return Settings.with(this, "sigma", sigma); }

  public RandomGaussianBlur withValueRange(Between valueRange) { return Settings.with(this, "valueRange", valueRange); }

  @Override public int draws(List<Shape> inputs) { return 3; }

  @Override public Shape outputShape(Shape x) {
    Images.check(this, x);
    Sizes.known(this, x, dataFormat.channelsAxis(x.rank()));
    return x;
  }

  @Override public Tensor changed(Tensor images, Supplier<Tensor> seeds) {
    Tensor chosen = RandomInvert.chosen(images, seeds, factor);
    Tensor deviations = Random.uniform(images, List.of(2), seeds.get(), sigma.lower(), sigma.upper(), dtypePolicy().computeDtype());
    Tensor wide = deviations.plus(deviations.number(LEAST));
    Tensor first = weights(kernelSize.height(), wide.slice(Slice.at(0))), second = weights(kernelSize.width(), wide.slice(Slice.at(1)));
    int channels = Math.toIntExact(images.size(dataFormat.channelsAxis(4)));
    Tensor kernel = second.expandDims(1).matmul(first.expandDims(0)).reshape(kernelSize.height(), kernelSize.width(), 1, 1)
        .tile(1, 1, channels, 1);
    Tensor blurred = Convolutions.depthwiseConv(images, kernel, new int[] {1, 1}, "same", dataFormat.channelsLast(), 1, 1);
    return chosen.where(blurred, images).clip(valueRange.lower(), valueRange.upper());
  }

  /** Of {@code size} places. */
  private static Tensor weights(int size, Tensor deviation) {
    float[] places = new float[size];
    for (int i = 0; i < size; i++) places[i] = i - (size - 1) / 2f;
    Tensor off = deviation.constant(NDArray.of(Shape.of(size), places)).cast(deviation.type());
    Tensor density = off.dividedBy(deviation).pow(2).scaledBy(-0.5).exp();
    return density.dividedBy(density.sum());
  }
}

package kerava.interop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import kerava.activations.Activations;
import kerava.initializers.HeNormal;
import kerava.initializers.Orthogonal;
import kerava.initializers.RandomNormal;
import kerava.initializers.RandomUniform;
import kerava.interop.LayerFits.Case;
import kerava.layers.Activation;
import kerava.layers.AveragePooling2D;
import kerava.layers.BatchNormalization;
import kerava.layers.Conv2D;
import kerava.layers.DataFormat;
import kerava.layers.Dense;
import kerava.layers.Flatten;
import kerava.layers.GlobalAveragePooling2D;
import kerava.layers.GlobalMaxPooling2D;
import kerava.layers.Layer;
import kerava.layers.LayerNormalization;
import kerava.layers.Margins;
import kerava.layers.MaxPooling2D;
import kerava.layers.Padding;
import kerava.layers.Pair;
import kerava.layers.Permute;
import kerava.layers.ReLU;
import kerava.layers.Reshape;
import kerava.layers.Softmax;
import kerava.layers.UpSampling2D;
import kerava.layers.ZeroPadding2D;
import kerava.tensor.Shape;

/** Those of {@link LayerFits} on images, and with layers that were made for them. */
final class ImageFits {
  static final Map<String, Case> CASES = new LinkedHashMap<>();

  private ImageFits() {}

  private static void on(String name, Shape x, Supplier<List<Layer>> layers) { CASES.put(name, new Case(x, layers)); }

  private static void on(String name, int height, int width, int channels, Supplier<List<Layer>> layers) {
    on(name, Shape.of(height, width, channels), layers);
  }

  private static Pair pair(int height, int width) { return new Pair(height, width); }

  private static LayerNormalization normalized() { return new LayerNormalization(); }

  static {
    on("convolved", 7, 9, 3, () -> List.of(new Conv2D(4, 3)));
    on("convolved with relu", 7, 9, 3,
        () -> List.of(new Conv2D(5, pair(3, 2), Activations.RELU), new Conv2D(4, 2, "relu").withPadding(Padding.SAME)));
    on("convolved without bias", 6, 5, 1, () -> List.of(new Conv2D(4, pair(2, 3), Activations.TANH).withUseBias(false)));
    on("convolved in steps", 8, 9, 2, () -> List.of(new Conv2D(3, 3, "elu").withStrides(pair(2, 1)).withPadding(Padding.SAME),
        new Conv2D(2, 2).withStrides(new Pair(2))));
    on("convolved and dilated", 8, 9, 2, () -> List.of(new Conv2D(3, pair(2, 3), Activations.RELU).withDilationRate(pair(2, 1))));
    on("convolved and dilated, same", 8, 9, 2,
        () -> List.of(new Conv2D(3, pair(2, 3)).withDilationRate(pair(1, 3)).withPadding(Padding.SAME)));
    on("convolved, initializers", 6, 5, 2,
        () -> List.of(new Conv2D(4, 2).withKernelInitializer(new Orthogonal()).withBiasInitializer(new RandomUniform()),
            new Conv2D(3, 2, "relu").withKernelInitializer(new HeNormal())));
    on("convolved by one", 5, 4, 3, () -> List.of(new Conv2D(4, 1, "relu")));
    on("convolved with channels first", 3, 7, 9, () -> List.of(new Conv2D(4, 3, "relu").withDataFormat(DataFormat.CHANNELS_FIRST)));
    on("convolved and normalized", 6, 7, 3,
        () -> List.of(new Conv2D(8, 3).withUseBias(false), new BatchNormalization(), new Activation("relu"), new Conv2D(4, 2)));
    pooled();
    reshaped();
    normalizedOneByOne();
  }

  private static void pooled() {
    on("largest of windows", 7, 9, 2, () -> List.of(new Conv2D(4, 3, "relu"), new MaxPooling2D(2)));
    on("largest of windows that overlap", 7, 9, 2,
        () -> List.of(new MaxPooling2D(pair(3, 2)).withStrides(pair(1, 3)).withPadding(Padding.SAME), new Conv2D(3, 2)));
    on("largest with channels first", 2, 7, 9,
        () -> List.of(new MaxPooling2D(2).withDataFormat(DataFormat.CHANNELS_FIRST), new Dense(4, "tanh")));
    on("means of windows", 7, 9, 2, () -> List.of(new Conv2D(4, 3, "tanh"), new AveragePooling2D(2)));
    on("means of windows that overlap", 7, 9, 2,
        () -> List.of(new Conv2D(4, 2), new AveragePooling2D(pair(3, 2)).withStrides(pair(1, 3)).withPadding(Padding.SAME)));
    on("mean of all", 5, 6, 2, () -> List.of(new Conv2D(6, 3, "relu"), new GlobalAveragePooling2D()));
    on("mean of all, axes kept", 2, 5, 6,
        () -> List.of(new Dense(4), new GlobalAveragePooling2D().withDataFormat(DataFormat.CHANNELS_FIRST).withKeepdims(true)));
    on("largest of all", 5, 6, 2, () -> List.of(new Conv2D(6, 3, "relu"), new GlobalMaxPooling2D()));
    on("largest of all, axes kept", 5, 6, 2, () -> List.of(new Dense(4), new GlobalMaxPooling2D().withKeepdims(true)));
    on("a small LeNet", 28, 28, 1,
        () -> List.of(new Conv2D(6, 5, "relu"), new MaxPooling2D(2), new Conv2D(8, 3, "relu"), new MaxPooling2D(2),
            new Flatten(), new Dense(20, "relu")));
  }

  private static void reshaped() {
    DataFormat first = DataFormat.CHANNELS_FIRST;
    on("reshaped", Shape.of(3, 4), () -> List.of(new Reshape(2, -1, 3), new Dense(5, "tanh"), new Reshape(5, 4), new Dense(2)));
    on("permuted", 2, 3, 4, () -> List.of(new Dense(5), new Permute(3, 1, 2), new Dense(4, "tanh")));
    on("convolved and pooled behind dense", 5, 6, 2,
        () -> List.of(new Dense(3, "relu"), new Conv2D(4, 2), new Dense(3), new MaxPooling2D(2)));
    on("padded", 3, 4, 2, () -> List.of(new ZeroPadding2D(), new Conv2D(4, 3, "relu"), new ZeroPadding2D(new Margins(0, 1, 2, 3)),
        new Conv2D(3, 2)));
    on("padded with channels first", 2, 3, 4,
        () -> List.of(new Dense(3), new ZeroPadding2D(new Margins(1, 2)).withDataFormat(first), new Dense(2)));
    on("enlarged", 3, 4, 2, () -> List.of(new Conv2D(3, 2), new UpSampling2D(pair(2, 3)), new Conv2D(4, 3, "relu")));
    on("enlarged with channels first", 2, 3, 4, () -> List.of(new Dense(3), new UpSampling2D().withDataFormat(first), new Dense(2)));
    on("relu as a layer", Shape.of(5), () -> List.of(new Dense(8), new ReLU(), new Dense(7), new ReLU().withMaxValue(6.), new Dense(6),
        new ReLU().withNegativeSlope(0.1)));
    on("relu with limits", Shape.of(5), () -> List.of(new Dense(8), new ReLU().withMaxValue(1.5), new Dense(7),
        new ReLU().withMaxValue(2.).withNegativeSlope(0.1).withThreshold(0.25), new Dense(6), new ReLU().withThreshold(0.125)));
    on("softmax as a layer", Shape.of(3, 5), () -> List.of(new Dense(4), new Softmax(1), new Dense(4), new Softmax()));
  }

  private static void normalizedOneByOne() {
    Shape five = Shape.of(5), matrix = Shape.of(3, 5);
    on("each normalized", five, () -> List.of(new Dense(8), normalized(), new Activation("relu")));
    on("each normalized without scale", five, () -> List.of(new Dense(7), normalized().withScale(false)));
    on("each normalized without center", five, () -> List.of(new Dense(7), normalized().withCenter(false).withEpsilon(0.1)));
    on("each normalized with neither", matrix, () -> List.of(normalized().withCenter(false).withScale(false), new Dense(4, "tanh")));
    on("each normalized along axis 1", matrix, () -> List.of(new Dense(4).withUseBias(false), normalized().withAxis(1)));
    on("each normalized along two axes", 4, 3, 5, () -> List.of(new Dense(4), normalized().withAxis(2, -1)));
    on("each normalized, initializers", matrix, () -> List.of(
        normalized().withBetaInitializer(new RandomNormal()).withGammaInitializer(new RandomUniform()), new Dense(4)));
  }
}

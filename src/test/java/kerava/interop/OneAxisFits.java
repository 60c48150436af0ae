package kerava.interop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import kerava.activations.Activations;
import kerava.applications.LayerScale;
import kerava.initializers.HeNormal;
import kerava.interop.LayerFits.Case;
import kerava.layers.AveragePooling1D;
import kerava.layers.Conv1D;
import kerava.layers.Cropping1D;
import kerava.layers.Cropping2D;
import kerava.layers.DataFormat;
import kerava.layers.Dense;
import kerava.layers.DepthwiseConv2D;
import kerava.layers.ELU;
import kerava.layers.Ends;
import kerava.layers.GlobalAveragePooling1D;
import kerava.layers.GlobalMaxPooling1D;
import kerava.layers.Identity;
import kerava.layers.Layer;
import kerava.layers.Margins;
import kerava.layers.MaxPooling1D;
import kerava.layers.Padding;
import kerava.layers.Pair;
import kerava.layers.RepeatVector;
import kerava.layers.Rescaling;
import kerava.layers.UpSampling1D;
import kerava.layers.ZeroPadding1D;
import kerava.tensor.Shape;

/** Those of {@link LayerFits} that golden_layers.py has: layers on sequences, and layers without weights of their own. */
final class OneAxisFits {
  static final Map<String, Case> CASES = new LinkedHashMap<>();
  private static final DataFormat FIRST = DataFormat.CHANNELS_FIRST;

  private OneAxisFits() {}

  private static void on(Shape x, String name, Supplier<List<Layer>> layers) { CASES.put(name, new Case(x, layers)); }

  static {
    Shape five = Shape.of(5);
    on(five, "scaled features", () -> List.of(new Dense(4, "tanh"), new LayerScale(0.5, 4), new Dense(3)));
    on(five, "repeated", () -> List.of(new Dense(4, "tanh"), new RepeatVector(3), new Identity(), new Dense(3)));
    on(five, "elu as a layer", () -> List.of(new Dense(8), new ELU(), new Dense(7), new ELU(0.3)));
    on(five, "rescaled",
        () -> List.of(new Rescaling(0.5).withOffset(-0.25), new Dense(4, "tanh"), new Rescaling(3), new Dense(4)));
    on(Shape.of(5, 3), "padded steps",
        () -> List.of(new Dense(4), new ZeroPadding1D(new Ends(2, 1)), new Dense(3, "tanh"), new ZeroPadding1D()));
    on(Shape.of(3, 5), "padded steps with channels first",
        () -> List.of(new Dense(3), new ZeroPadding1D(new Ends(1, 2)).withDataFormat(FIRST), new Dense(2)));
    on(Shape.of(6, 3), "cropped steps",
        () -> List.of(new Dense(4), new Cropping1D(new Ends(1, 2)), new Dense(3, "tanh"), new Cropping1D(new Ends(1, 0))));
    on(Shape.of(5, 6, 2), "cropped",
        () -> List.of(new Dense(3), new Cropping2D(new Margins(0, 1, 2, 0)), new Dense(2, "tanh"), new Cropping2D(new Margins(1))));
    on(Shape.of(2, 5, 6), "cropped with channels first",
        () -> List.of(new Dense(4), new Cropping2D(new Margins(1, 0)).withDataFormat(FIRST), new Dense(2)));
    on(Shape.of(3, 4), "enlarged steps", () -> List.of(new Dense(3), new UpSampling1D(3), new Dense(2)));
    pooled();
    convolved();
    byChannels();
  }

  private static void convolved() {
    Shape steps = Shape.of(9, 3);
    on(steps, "convolved steps",
        () -> List.of(new Conv1D(5, 3, "relu"), new Conv1D(4, 2, "tanh").withPadding(Padding.SAME).withStrides(2)));
    on(steps, "convolved steps, causal", () -> List.of(new Conv1D(4, 3, "tanh").withPadding(Padding.CAUSAL),
        new Conv1D(3, 2).withPadding(Padding.CAUSAL).withStrides(2).withUseBias(false)));
    on(steps, "convolved steps, causal and dilated", () -> List.of(
        new Conv1D(4, 2, "relu").withPadding(Padding.CAUSAL).withDilationRate(3), new Conv1D(3, 2).withDilationRate(2)));
    on(Shape.of(3, 9), "convolved steps with channels first",
        () -> List.of(new Conv1D(4, 3, "relu").withPadding(Padding.CAUSAL).withDataFormat(FIRST), new Dense(3)));
  }

  private static void byChannels() {
    Shape small = Shape.of(7, 6, 2);
    on(Shape.of(7, 6, 3), "convolved by channels", () -> List.of(new DepthwiseConv2D(3).withActivation(Activations.RELU),
        new DepthwiseConv2D(new Pair(2, 1)).withPadding(Padding.SAME).withDepthMultiplier(2), new Dense(3)));
    on(small, "convolved by channels in steps", () -> List.of(new DepthwiseConv2D(2).withStrides(new Pair(2)).withPadding(Padding.SAME)
        .withUseBias(false).withDepthwiseInitializer(new HeNormal()), new Dense(3)));
    on(small, "convolved by channels, dilated", () -> List.of(
        new DepthwiseConv2D(2).withDilationRate(new Pair(2, 3)).withActivation(Activations.TANH), new Dense(3)));
    on(Shape.of(2, 5, 6), "convolved by channels that come first", () -> List.of(
        new DepthwiseConv2D(2).withDepthMultiplier(2).withDataFormat(FIRST).withActivation(Activations.TANH), new Dense(3)));
  }

  private static void pooled() {
    Shape all = Shape.of(4, 3), turned = Shape.of(3, 4), steps = Shape.of(7, 3), first = Shape.of(3, 7);
    on(all, "mean of all steps", () -> List.of(new Dense(5, "tanh"), new GlobalAveragePooling1D(), new Dense(4)));
    on(turned, "mean of all steps, axes kept",
        () -> List.of(new Dense(5), new GlobalAveragePooling1D().withDataFormat(FIRST).withKeepdims(true), new Dense(2)));
    on(all, "largest of all steps", () -> List.of(new Dense(5), new GlobalMaxPooling1D(), new Dense(4, "tanh")));
    on(turned, "largest of all steps, axes kept",
        () -> List.of(new Dense(5), new GlobalMaxPooling1D().withDataFormat(FIRST).withKeepdims(true), new Dense(2)));
    on(steps, "largest of steps", () -> List.of(new Dense(4), new MaxPooling1D(), new Dense(3, "relu")));
    on(steps, "largest of steps that overlap",
        () -> List.of(new MaxPooling1D(3).withStrides(2).withPadding(Padding.SAME), new Dense(4)));
    on(first, "largest of steps with channels first",
        () -> List.of(new Dense(6), new MaxPooling1D(2).withDataFormat(FIRST), new Dense(2)));
    on(steps, "means of steps", () -> List.of(new Dense(4), new AveragePooling1D(2), new Dense(3, "relu")));
    on(steps, "means of steps that overlap",
        () -> List.of(new Dense(4, "tanh"), new AveragePooling1D(3).withStrides(2).withPadding(Padding.SAME), new Dense(4)));
    on(first, "means of steps with channels first",
        () -> List.of(new Dense(6), new AveragePooling1D(2).withDataFormat(FIRST), new Dense(2)));
  }
}

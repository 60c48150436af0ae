package kerava.interop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import kerava.activations.Activations;
import kerava.initializers.HeNormal;
import kerava.interop.LayerFits.Case;
import kerava.layers.AveragePooling3D;
import kerava.layers.Conv1D;
import kerava.layers.Conv1DTranspose;
import kerava.layers.Conv2D;
import kerava.layers.Conv2DTranspose;
import kerava.layers.Conv3D;
import kerava.layers.Conv3DTranspose;
import kerava.layers.Cropping3D;
import kerava.layers.DataFormat;
import kerava.layers.Dense;
import kerava.layers.DepthwiseConv1D;
import kerava.layers.EinsumDense;
import kerava.layers.Ends;
import kerava.layers.GlobalAveragePooling3D;
import kerava.layers.GlobalMaxPooling3D;
import kerava.layers.Layer;
import kerava.layers.Margins3D;
import kerava.layers.MaxPooling3D;
import kerava.layers.Padding;
import kerava.layers.Pair;
import kerava.layers.SeparableConv1D;
import kerava.layers.SeparableConv2D;
import kerava.layers.Triple;
import kerava.layers.UpSampling3D;
import kerava.layers.ZeroPadding3D;
import kerava.regularizers.L2;
import kerava.tensor.Shape;

/**
 * Those of {@link LayerFits} that golden_layers.py has: volumes, and convolutions to more places and by channels, and products of any axes.
 */
final class ConvolutionFits {
  static final Map<String, Case> CASES = new LinkedHashMap<>();
  private static final DataFormat FIRST = DataFormat.CHANNELS_FIRST;

  private ConvolutionFits() {}

  private static void on(Shape x, String name, Supplier<List<Layer>> layers) { CASES.put(name, new Case(x, layers)); }

  static {
    volumes();
    moved();
    transposed();
    separated();
    einsum();
    grouped();
  }

  private static void volumes() {
    on(Shape.of(4, 3, 5, 2), "convolved volumes", () -> List.of(new Conv3D(3, 2, "relu"),
        new Conv3D(2, new Triple(2, 1, 3)).withPadding(Padding.SAME).withStrides(new Triple(1, 2, 1)), new Dense(3)));
    on(Shape.of(5, 4, 5, 2), "convolved volumes, dilated",
        () -> List.of(new Conv3D(2, 2, "tanh").withDilationRate(new Triple(2, 1, 2)).withUseBias(false), new Dense(3)));
    on(Shape.of(4, 5, 3, 2), "pooled volumes", () -> List.of(new Conv3D(3, 2), new MaxPooling3D(new Triple(2, 1, 2)),
        new AveragePooling3D(2).withStrides(new Triple(1)).withPadding(Padding.SAME)));
    on(Shape.of(2, 4, 5, 3), "pooled volumes with channels first",
        () -> List.of(new Dense(4), new AveragePooling3D(2).withDataFormat(FIRST),
            new MaxPooling3D(new Triple(1, 2, 1)).withPadding(Padding.SAME).withDataFormat(FIRST)));
    on(Shape.of(2, 3, 4, 3), "mean of volumes", () -> List.of(new Dense(5, "tanh"), new GlobalAveragePooling3D(), new Dense(4)));
    on(Shape.of(3, 2, 4, 3), "largest of volumes, axes kept",
        () -> List.of(new Dense(5, "tanh"), new GlobalMaxPooling3D().withDataFormat(FIRST).withKeepdims(true), new Dense(2)));
  }

  private static void moved() {
    on(Shape.of(2, 3, 2, 3), "padded, cropped and enlarged volumes", () -> List.of(
        new ZeroPadding3D(new Margins3D(new Ends(1, 0), new Ends(0, 1), new Ends(2, 0))), new Dense(4, "tanh"),
        new Cropping3D(new Margins3D(new Ends(0, 1), new Ends(1, 0), new Ends(1))), new UpSampling3D(new Triple(1, 2, 1))));
    on(Shape.of(2, 3, 2, 3), "padded, cropped and enlarged volumes with channels first",
        () -> List.of(new ZeroPadding3D(new Margins3D(1, 0, 2)).withDataFormat(FIRST), new Dense(4),
            new Cropping3D(new Margins3D(new Ends(1, 0), new Ends(0), new Ends(0, 2))).withDataFormat(FIRST),
            new UpSampling3D(new Triple(2, 1, 2)).withDataFormat(FIRST)));
  }

  private static void transposed() {
    on(Shape.of(3, 4, 2), "convolved to more", () -> List.of(new Conv2DTranspose(3, 3, "relu").withStrides(new Pair(2)),
        new Conv2DTranspose(2, 2).withPadding(Padding.SAME).withStrides(new Pair(1, 3)), new Dense(3)));
    on(Shape.of(3, 2, 3), "convolved to yet more", () -> List.of(new Conv2DTranspose(4, new Pair(2, 3)).withStrides(new Pair(3))
        .withPadding(Padding.SAME).withOutputPadding(1, 0).withUseBias(false), new Dense(2)));
    on(Shape.of(2, 3, 4), "convolved to more, channels first",
        () -> List.of(new Conv2DTranspose(3, 2, "tanh").withStrides(new Pair(2)).withDataFormat(FIRST), new Dense(2)));
    on(Shape.of(4, 3), "steps convolved to more", () -> List.of(new Conv1DTranspose(5, 3, "relu").withStrides(2),
        new Conv1DTranspose(3, 3).withPadding(Padding.SAME).withOutputPadding(0)));
    on(Shape.of(2, 3, 2, 2), "volumes convolved to more",
        () -> List.of(new Conv3DTranspose(3, 2, "relu").withStrides(new Triple(1, 2, 1)), new Dense(2)));
  }

  private static void einsum() {
    on(Shape.of(4, 3), "einsum of steps", () -> List.of(
        new EinsumDense("abc,cd->abd", 4, 5).withActivation(Activations.TANH).withBiasAxes("d"),
        new EinsumDense("abc,dbc->ad", 6).withBiasAxes("d").withKernelInitializer(new HeNormal())));
    on(Shape.of(4, 3), "einsum that turns", () -> List.of(
        new EinsumDense("abc,bde->acde", 3, 2, 5).withBiasAxes("ce").withActivation(Activations.RELU),
        new EinsumDense("ab...,bc->ac...", 4).withBiasAxes("c").withKernelRegularizer(new L2(0.01))));
    on(Shape.of(4, 3), "einsum behind dots", () -> List.of(
        new EinsumDense("...x,xy->...y", 5).withBiasAxes("y").withActivation(Activations.TANH), new EinsumDense("...ab,ab->...a", 4)));
  }

  private static void separated() {
    on(Shape.of(7, 3), "convolved by channels of steps",
        () -> List.of(new DepthwiseConv1D(3).withDepthMultiplier(2).withActivation(Activations.RELU),
            new DepthwiseConv1D(2).withStrides(2).withPadding(Padding.SAME)));
    on(Shape.of(3, 9), "convolved by channels of steps, dilated",
        () -> List.of(new DepthwiseConv1D(2).withDilationRate(3).withDataFormat(FIRST).withUseBias(false), new Dense(4)));
    on(Shape.of(6, 5, 3), "separably convolved", () -> List.of(new SeparableConv2D(4, 3).withActivation(Activations.RELU),
        new SeparableConv2D(3, 2).withStrides(new Pair(2)).withPadding(Padding.SAME).withDepthMultiplier(2), new Dense(2)));
    on(Shape.of(6, 7, 2), "separably convolved, dilated", () -> List.of(new SeparableConv2D(4, 2).withDilationRate(new Pair(2, 3))
        .withUseBias(false).withPointwiseRegularizer(new L2(0.01)), new Dense(2)));
    on(Shape.of(2, 5, 6), "separably convolved, channels first",
        () -> List.of(new SeparableConv2D(4, 2).withDataFormat(FIRST).withActivation(Activations.TANH), new Dense(2)));
    on(Shape.of(8, 3), "separably convolved steps",
        () -> List.of(new SeparableConv1D(4, 3).withDepthMultiplier(2).withActivation(Activations.RELU),
            new SeparableConv1D(3, 2).withStrides(2)));
    on(Shape.of(3, 9), "separably convolved steps, dilated",
        () -> List.of(new SeparableConv1D(4, 2).withDilationRate(2).withDataFormat(FIRST).withPadding(Padding.SAME), new Dense(3)));
  }

  private static void grouped() {
    on(Shape.of(5, 6, 4), "convolved in groups", () -> List.of(new Conv2D(6, 3, "relu").withGroups(2),
        new Conv2D(4, 2).withGroups(2).withStrides(new Pair(2)).withPadding(Padding.SAME), new Dense(3)));
    on(Shape.of(6, 5, 4), "convolved in groups, dilated", () -> List.of(new Conv2D(4, new Pair(3, 2), Activations.TANH).withGroups(4)
        .withDilationRate(new Pair(1, 2)).withUseBias(false), new Dense(3)));
    on(Shape.of(4, 5, 6), "convolved in groups of channels first",
        () -> List.of(new Conv2D(6, 2, "tanh").withGroups(2).withDataFormat(FIRST), new Dense(2)));
    on(Shape.of(9, 4), "steps convolved in groups", () -> List.of(new Conv1D(6, 3, "relu").withGroups(2).withPadding(Padding.CAUSAL),
        new Conv1D(4, 2).withGroups(2).withStrides(2)));
    on(Shape.of(4, 9), "steps convolved in groups of channels first",
        () -> List.of(new Conv1D(8, 3).withGroups(4).withDilationRate(2).withDataFormat(FIRST), new Dense(3)));
    on(Shape.of(4, 3, 5, 4), "volumes convolved in groups", () -> List.of(new Conv3D(4, 2, "relu").withGroups(2),
        new Conv3D(4, new Triple(2, 1, 3)).withGroups(4).withPadding(Padding.SAME), new Dense(3)));
    on(Shape.of(2, 4, 3, 5), "volumes convolved with channels first",
        () -> List.of(new Conv3D(3, 2, "relu").withDataFormat(FIRST), new Dense(3)));
  }
}

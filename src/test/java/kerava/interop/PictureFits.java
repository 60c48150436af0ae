package kerava.interop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import kerava.interop.LayerFits.Case;
import kerava.layers.AdaptiveAveragePooling1D;
import kerava.layers.AdaptiveAveragePooling2D;
import kerava.layers.AdaptiveAveragePooling3D;
import kerava.layers.AdaptiveMaxPooling1D;
import kerava.layers.AdaptiveMaxPooling2D;
import kerava.layers.AdaptiveMaxPooling3D;
import kerava.layers.CenterCrop;
import kerava.layers.Conv2D;
import kerava.layers.DataFormat;
import kerava.layers.Dense;
import kerava.layers.Interpolation;
import kerava.layers.Layer;
import kerava.layers.Normalization;
import kerava.layers.Pair;
import kerava.layers.Rescaling;
import kerava.layers.Resizing;
import kerava.layers.Triple;
import kerava.layers.UpSampling2D;
import kerava.layers.Values;
import kerava.tensor.Shape;

/** Those of {@link LayerFits} that golden_layers.py has: images of another size. */
final class PictureFits {
  static final Map<String, Case> CASES = new LinkedHashMap<>();
  private static final DataFormat FIRST = DataFormat.CHANNELS_FIRST;

  private PictureFits() {}

  private static void on(Shape x, String name, Supplier<List<Layer>> layers) { CASES.put(name, new Case(x, layers)); }

  static {
    enlarged();
    stretched();
    windows();
    normalized();
  }

  private static void enlarged() {
    on(Shape.of(3, 4, 2), "enlarged between pixels", () -> List.of(new Conv2D(3, 2, "relu"),
        new UpSampling2D(new Pair(2, 3)).withInterpolation(Interpolation.BILINEAR), new Dense(2)));
    on(Shape.of(3, 4, 2), "enlarged by a cubic",
        () -> List.of(new Dense(3), new UpSampling2D().withInterpolation(Interpolation.BICUBIC), new Dense(2, "tanh")));
    on(Shape.of(3, 4, 2), "enlarged by a window of three",
        () -> List.of(new Dense(3), new UpSampling2D(new Pair(1, 2)).withInterpolation(Interpolation.LANCZOS3), new Dense(2)));
    on(Shape.of(2, 3, 4), "enlarged by a window of five, channels first", () -> List.of(new Dense(3),
        new UpSampling2D(new Pair(3, 2)).withInterpolation(Interpolation.LANCZOS5).withDataFormat(FIRST), new Dense(2)));
  }

  private static void stretched() {
    on(Shape.of(6, 5, 2), "stretched", () -> List.of(new Resizing(4, 6), new Conv2D(3, 2, "relu"),
        new Resizing(2, 3).withInterpolation(Interpolation.NEAREST), new Dense(2)));
    on(Shape.of(6, 5, 2), "stretched without aliases",
        () -> List.of(new Dense(3), new Resizing(2, 3).withAntialias(true), new Dense(2)));
    on(Shape.of(5, 7, 2), "cut down and stretched", () -> List.of(new Dense(3),
        new Resizing(4, 3).withInterpolation(Interpolation.BICUBIC).withCropToAspectRatio(true), new Dense(2)));
    on(Shape.of(2, 5, 4), "bordered and stretched", () -> List.of(new Dense(3), new Resizing(3, 6)
        .withInterpolation(Interpolation.LANCZOS3).withPadToAspectRatio(true).withFillValue(0.5).withDataFormat(FIRST), new Dense(2)));
    on(Shape.of(6, 5, 2), "middles",
        () -> List.of(new Dense(3), new CenterCrop(4, 3), new Dense(3, "tanh"), new CenterCrop(5, 2), new Dense(2)));
    on(Shape.of(2, 6, 5), "middles of channels first",
        () -> List.of(new Dense(5), new CenterCrop(3, 2).withDataFormat(FIRST), new Dense(2)));
  }

  private static void windows() {
    on(Shape.of(7, 3), "means of so many windows", () -> List.of(new Dense(4, "tanh"), new AdaptiveAveragePooling1D(3), new Dense(2)));
    on(Shape.of(5, 7, 2), "means of so many windows of images",
        () -> List.of(new Dense(3), new AdaptiveAveragePooling2D(new Pair(2, 4)), new Dense(2)));
    on(Shape.of(3, 5, 4, 2), "means of so many windows of volumes",
        () -> List.of(new Dense(3), new AdaptiveAveragePooling3D(new Triple(2, 3, 2)), new Dense(2)));
    on(Shape.of(3, 7), "largest of so many windows",
        () -> List.of(new Dense(7), new AdaptiveMaxPooling1D(4).withDataFormat(FIRST), new Dense(2)));
    on(Shape.of(2, 5, 7), "largest of so many windows of images",
        () -> List.of(new Dense(6), new AdaptiveMaxPooling2D(new Pair(2, 4)).withDataFormat(FIRST), new Dense(2)));
    on(Shape.of(3, 5, 4, 2), "largest of so many windows of volumes",
        () -> List.of(new Dense(3), new AdaptiveMaxPooling3D(2), new Dense(2)));
  }

  private static void normalized() {
    on(Shape.of(5), "of mean 0, as given", () -> List.of(new Normalization().withMoments(Values.of(0.5), Values.of(2.0)),
        new Dense(6, "tanh"), new Normalization().withMoments(Values.of(0.1), Values.of(0.5)).withInvert(true)));
    Values mean = new Values(Shape.of(3, 1), List.of(0.5, 1.0, -0.25)), variance = new Values(Shape.of(3, 1), List.of(2.0, 0.5, 3.0));
    on(Shape.of(3, 4), "of mean 0 in places, as given",
        () -> List.of(new Dense(4, "tanh"), new Normalization().withAxis(1, 2).withMoments(mean, variance), new Dense(3)));
    on(Shape.of(5), "rescaled to mean 0", () -> List.of(new Rescaling(0.3).withOffset(0.7),
        new Normalization().withMoments(Values.of(0.5, 0.25, 0.3, -1, 2), Values.of(2, 1, 0.7, 1.5, 3)), new Dense(6, "tanh")));
  }
}

package kerava.interop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import kerava.constraints.UnitNorm;
import kerava.interop.LayerFits.Case;
import kerava.layers.AutoContrast;
import kerava.layers.Between;
import kerava.layers.Bits;
import kerava.layers.Conv2D;
import kerava.layers.DataFormat;
import kerava.layers.Dense;
import kerava.layers.Dropout;
import kerava.layers.Factor;
import kerava.layers.FillMode;
import kerava.layers.GlobalAveragePooling2D;
import kerava.layers.GlobalMaxPooling2D;
import kerava.layers.Interpolation;
import kerava.layers.Layer;
import kerava.layers.Pair;
import kerava.layers.RandomBrightness;
import kerava.layers.RandomColorDegeneration;
import kerava.layers.RandomColorJitter;
import kerava.layers.RandomContrast;
import kerava.layers.RandomCrop;
import kerava.layers.RandomErasing;
import kerava.layers.RandomFlip;
import kerava.layers.RandomGaussianBlur;
import kerava.layers.RandomGrayscale;
import kerava.layers.RandomHue;
import kerava.layers.RandomInvert;
import kerava.layers.RandomPerspective;
import kerava.layers.RandomPosterization;
import kerava.layers.RandomRotation;
import kerava.layers.RandomSaturation;
import kerava.layers.RandomSharpness;
import kerava.layers.RandomShear;
import kerava.layers.RandomTranslation;
import kerava.layers.RandomZoom;
import kerava.layers.Rescaling;
import kerava.layers.Solarization;
import kerava.layers.SpectralNormalization;
import kerava.layers.Values;
import kerava.regularizers.L2;
import kerava.tensor.Shape;

/** Those of {@link LayerFits} that golden_augmentation.py has: images that are changed at random. */
final class AugmentationFits {
  static final Map<String, Case> CASES = new LinkedHashMap<>();

  private AugmentationFits() {}

  private static void on(Shape x, String name, Supplier<List<Layer>> layers) { CASES.put(name, new Case(x, layers)); }

  static {
    on(Shape.of(4, 5, 2), "flipped", () -> List.of(new Dense(3, "tanh"), new RandomFlip(), new Dense(2)));
    on(Shape.of(4, 5, 2), "flipped left and right",
        () -> List.of(new RandomFlip(RandomFlip.Mode.HORIZONTAL).withSeed(3), new Dropout(0.2), new Dense(3)));
    on(Shape.of(2, 4, 5), "flipped, channels first", () -> List.of(new Dense(4),
        new RandomFlip(RandomFlip.Mode.VERTICAL).withDataFormat(DataFormat.CHANNELS_FIRST), new Dense(3)));
    on(Shape.of(4, 3, 2), "brightened",
        () -> List.of(new Dense(3, "tanh"), new RandomBrightness(0.3).withValueRange(new Between(-1, 1)), new Dense(3)));
    on(Shape.of(4, 3, 2), "darkened",
        () -> List.of(new RandomBrightness(new Between(-0.5, -0.25)).withValueRange(new Between(-2, 2)).withSeed(4), new Dense(3)));
    on(Shape.of(4, 3, 2), "contrasted",
        () -> List.of(new Dense(3, "tanh"), new RandomContrast(0.5).withValueRange(new Between(-1, 1)), new Dense(3)));
    on(Shape.of(2, 4, 5), "contrasted, channels first",
        () -> List.of(new Dense(3), new RandomContrast(new Between(0.25, 0.5)).withValueRange(new Between(-2, 2)).withSeed(5)
            .withDataFormat(DataFormat.CHANNELS_FIRST), new Dense(3)));
    warped();
    recolored();
    filled();
  }

  private static final DataFormat FIRST = DataFormat.CHANNELS_FIRST;

  private static Between between(double lower, double upper) { return new Between(lower, upper); }

  private static Dense tanh(int units) { return new Dense(units, "tanh"); }

  private static Layer[] of(Layer... layers) { return layers; }

  private interface Layers {
    Layer[] layers();
  }

  private static void on(String name, Layers layers, int... sizes) { on(Shape.of(sizes), name, () -> List.of(layers.layers())); }

  private static void warped() {
    on("moved", () -> of(tanh(3), new RandomTranslation(Factor.of(0.4), Factor.of(-0.2, 0.5)), new Dense(3)), 4, 5, 2);
    on("moved to nearest pixels", () -> of(new RandomTranslation(Factor.of(0.1, 0.3), Factor.of(0.25)).withFillMode(FillMode.NEAREST)
        .withInterpolation(Interpolation.NEAREST).withSeed(3), new Dropout(0.2), new Dense(3)), 5, 4, 2);
    on("moved, channels first", () -> of(tanh(5), new RandomTranslation(0.5, 0.25).withFillMode(FillMode.WRAP).withDataFormat(FIRST),
        new Dense(3)), 2, 4, 5);
    on("zoomed", () -> of(tanh(3), new RandomZoom(0.4), new Dense(3)), 4, 5, 2);
    on("zoomed into nothing", () -> of(new Dense(2), new RandomZoom(Factor.of(0.3, 0.9), Factor.of(-0.5, -0.25))
        .withFillMode(FillMode.CONSTANT).withSeed(5).withFillValue(-0.5), new Dense(3)), 5, 4, 2);
    on("zoomed, channels first", () -> of(new RandomZoom(Factor.of(0.5), Factor.of(0.25)).withFillMode(FillMode.WRAP)
        .withInterpolation(Interpolation.NEAREST).withDataFormat(FIRST), new Dense(3), new Dropout(0.2)), 2, 4, 5);
    on("turned", () -> of(tanh(3), new RandomRotation(0.2), new Dense(3)), 4, 5, 2);
    on("turned and filled", () -> of(new RandomRotation(between(-0.4, 0.1)).withFillMode(FillMode.CONSTANT)
        .withInterpolation(Interpolation.NEAREST).withSeed(7).withFillValue(0.5), new Dense(3)), 5, 4, 2);
    on("turned, channels first", () -> of(tanh(4), new RandomRotation(0.5).withFillMode(FillMode.NEAREST).withDataFormat(FIRST),
        new Dense(3)), 2, 5, 4);
    on("sheared", () -> of(tanh(3), new RandomShear(0.4, 0.2), new Dense(3)), 4, 5, 2);
    on("sheared, channels first", () -> of(new Dense(5), new RandomShear(between(0.1, 0.3), between(0.2, 0.6))
        .withInterpolation(Interpolation.NEAREST).withFillMode(FillMode.WRAP).withDataFormat(FIRST).withSeed(2), new Dense(3)), 2, 4, 5);
    on("from another side", () -> of(tanh(3), new RandomPerspective(1, 0.5), new Dense(3)), 4, 5, 2);
    on("from another side, channels first", () -> of(new RandomPerspective(between(0.5, 1), 0.25)
        .withInterpolation(Interpolation.NEAREST).withFillValue(0.25).withDataFormat(FIRST).withSeed(3), new Dense(3)), 2, 5, 4);
    on("cropped at random", () -> of(tanh(3), new RandomCrop(3, 4), tanh(3), new Dropout(0.2), new GlobalAveragePooling2D()), 5, 6, 2);
    on("cropped at random, channels first", () -> of(new RandomCrop(4, 3).withSeed(4).withDataFormat(FIRST),
        new GlobalMaxPooling2D().withDataFormat(FIRST), new Dense(3)), 2, 6, 5);
    on("cropped where it is no larger", () -> of(tanh(3), new RandomCrop(6, 4), tanh(3), new GlobalAveragePooling2D()), 5, 8, 2);
  }

  private static void recolored() {
    on("inverted", () -> of(tanh(3), new RandomInvert().withValueRange(between(0, 1)), new Dense(3)), 4, 3, 2);
    on("inverted, channels first", () -> of(new RandomInvert(between(0.25, 0.75)).withValueRange(between(-1, 2)).withSeed(3)
        .withDataFormat(FIRST), new Dense(3)), 2, 4, 5);
    on("gray", () -> of(tanh(3), new RandomGrayscale(), new Dense(3)), 4, 3, 3);
    on("gray, channels first", () -> of(new Dense(4), new RandomGrayscale(0.75).withDataFormat(FIRST).withSeed(3), new Dense(3),
        new Dropout(0.2)), 3, 4, 5);
    on("degenerated", () -> of(tanh(3), new RandomColorDegeneration(0.5).withValueRange(between(-1, 1)), new Dense(3)), 4, 3, 3);
    on("degenerated, channels first", () -> of(new RandomColorDegeneration(between(0.25, 0.75)).withValueRange(between(-2, 2))
        .withDataFormat(FIRST).withSeed(3), new Dense(3)), 3, 4, 5);
    on("of other hues", () -> of(new RandomHue(0.5).withValueRange(between(-4, 4)), new Dense(3), new Dropout(0.2)), 4, 3, 3);
    on("of other hues, channels first", () -> of(new RandomHue(between(0.25, 1)).withValueRange(between(0, 1)).withDataFormat(FIRST)
        .withSeed(3), new Dense(3)), 3, 4, 5);
    on("saturated", () -> of(new RandomSaturation(between(0.25, 0.75)).withValueRange(between(0, 1)), new Dense(3), new Dropout(0.2)),
        4, 3, 3);
    on("saturated, channels first", () -> of(new RandomSaturation(0.5).withValueRange(between(-1, 2)).withDataFormat(FIRST).withSeed(3),
        new Dense(3)), 3, 4, 5);
    on("jittered", () -> of(new RandomColorJitter().withValueRange(between(-2, 2)).withBrightnessFactor(Factor.of(0.2))
        .withContrastFactor(Factor.of(0.25, 0.5)).withSaturationFactor(Factor.of(0.25, 0.75)).withHueFactor(Factor.of(0.5)), new Dense(3),
        new Dropout(0.2)), 4, 3, 3);
    on("jittered in two ways", () -> of(tanh(3), new RandomColorJitter().withValueRange(between(-1, 1))
        .withBrightnessFactor(Factor.of(0.2)).withContrastFactor(Factor.of(0.5)).withSeed(3), new Dense(3)), 4, 3, 3);
    on("of fewer bits", () -> of(new RandomPosterization(4).withValueRange(between(-8, 8)), new Dense(3), new Dropout(0.2)), 4, 3, 2);
    on("of three bits", () -> of(new RandomPosterization(new Bits(3, 3)).withValueRange(between(-8, 8)).withSeed(3), new Dense(3)),
        4, 3, 2);
    on("solarized", () -> of(tanh(3), new Solarization(0.25, 0.75).withValueRange(between(-1, 1)), new Dense(3)), 4, 3, 2);
    on("solarized within bytes",
        () -> of(new Solarization(between(0, 0.01), between(0.005, 0.01)).withSeed(3), new Rescaling(1 / 255.), new Dense(3)), 4, 3, 2);
    on("of all contrast", () -> of(tanh(3), new AutoContrast().withValueRange(between(-1, 1)), new Dense(3)), 4, 3, 2);
    on("of all contrast, channels first", () -> of(new AutoContrast().withDataFormat(FIRST), new Rescaling(1 / 255.), new Dense(3)),
        2, 4, 5);
  }

  private static void filled() {
    on("sharpened", () -> of(tanh(3), new RandomSharpness(1).withValueRange(between(-1, 1)), new Dense(3)), 4, 5, 2);
    on("sharpened, channels first", () -> of(new Dense(4), new RandomSharpness(between(0.25, 0.75)).withValueRange(between(-2, 2))
        .withDataFormat(FIRST).withSeed(3), new Dense(3)), 2, 4, 5);
    on("blurred", () -> of(tanh(3), new RandomGaussianBlur().withSigma(between(0.5, 1)).withValueRange(between(-1, 1)), new Dense(3)),
        5, 6, 2);
    on("blurred, channels first", () -> of(new Dense(4), new RandomGaussianBlur().withFactor(between(0.5, 1)).withKernelSize(new Pair(3, 5))
        .withValueRange(between(-2, 2)).withDataFormat(FIRST).withSeed(3), new Dense(3)), 2, 5, 6);
    on("erased", () -> of(tanh(3), new RandomErasing(1).withScale(between(0.2, 0.6)).withValueRange(between(-1, 1)), new Dense(3)),
        5, 6, 2);
    on("erased, channels first", () -> of(new RandomErasing(between(0.5, 1)).withScale(between(0, 0.75)).withFillValue(Values.of(0.5))
        .withValueRange(between(0, 1)).withSeed(3).withDataFormat(FIRST), new Dense(3)), 2, 5, 6);
    on("erased in colors", () -> of(new RandomErasing().withFillValue(Values.of(0.25, 0.5, 0.75)).withScale(between(0.3, 0.9))
        .withValueRange(between(0, 1)), new Dense(3)), 5, 6, 3);
    on("spectral", () -> of(new SpectralNormalization(tanh(5)), new Dropout(0.2),
        new SpectralNormalization(new Dense(3)).withPowerIterations(3)), 4, 3);
    on("spectral images", () -> of(new SpectralNormalization(new Conv2D(3, new Pair(2)).withKernelRegularizer(new L2())), tanh(3),
        new SpectralNormalization(new Conv2D(2, new Pair(2)).withKernelConstraint(new UnitNorm())).withPowerIterations(2)), 4, 5, 2);
  }
}

package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kerava.config.Settings;
import kerava.ops.Tensor;
import kerava.random.Seed;
import kerava.tensor.DType;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * While a model trains what {@link RandomBrightness}, {@link RandomContrast}, {@link RandomSaturation} and {@link RandomHue} do, one after
 * the other, each with its factor; null: not that one. Otherwise y is x. Nothing before it is trained where saturation or hue change.
 * Shapes: x and y (batch, height, width, 3); Keras takes the last axis for the channels whatever {@code dataFormat} says, so that it must
 * be channels last here. {@code seed} null: drawn when the layer joins a model. Source: Keras
 * {@code layers/preprocessing/image_preprocessing/random_color_jitter.py}.
 */
public record RandomColorJitter(Between valueRange, @Nullable Factor brightnessFactor, @Nullable Factor contrastFactor,
    @Nullable Factor saturationFactor, @Nullable Factor hueFactor, @Nullable Seed seed, DataFormat dataFormat,
    LayerOptions options) implements ImageAugmentation, WithSeed<RandomColorJitter>, Configured<RandomColorJitter> {
  private static final String WHO = "RandomColorJitter";
  private static final List<String> CHANGES = List.of("RandomBrightness", "RandomContrast", "RandomSaturation", "RandomHue");

  /** What the layers have that it is made of, which count among those of their class. */
  private record Made(Map<String, LayerOptions> options) {}

  public RandomColorJitter {
    require(valueRange != null, inJava("take new Between(0, 255), for example"), "%s: the value range must not be null", WHO);
    require(dataFormat == DataFormat.CHANNELS_LAST,
        "%s: channels must be last, for Keras's takes them from there alone, got %s; move them there by a Permute before", WHO, dataFormat);
    require(options == null || options.dtype().computeDtype() == DType.FLOAT32,
        "%s: computes in float32 alone, got %s; leave the type out", WHO, options == null ? null : options.dtype());
    check("brightness_factor", brightnessFactor, -1);
    check("contrast_factor", contrastFactor, 0);
    check("saturation_factor", saturationFactor, -1);
    check("hue_factor", hueFactor, 0);
    Factor[] factors = {brightnessFactor, contrastFactor, saturationFactor, hueFactor};
    LayerOptions given = options == null ? LayerOptions.of(WHO) : options;
    Map<String, LayerOptions> made = new LinkedHashMap<>(given.memory() instanceof Made before ? before.options : Map.of());
    for (int i = 0; i < factors.length; i++) if (factors[i] != null) made.computeIfAbsent(CHANGES.get(i), LayerOptions::of);
    for (LayerOptions each : made.values())
      require(each.dtype().computeDtype() == DType.FLOAT32,
          "%s: all must compute in float32, but layers compute in %s by default; set that back",
          WHO, each.dtype());
    options = given.remembering(new Made(made));
  }

  /** Nothing changes. */
  public RandomColorJitter() {
    this(new Between(0, 255), null, null, null, null, Seed.drawn(), DataFormat.CHANNELS_LAST, LayerOptions.of(WHO));
  }

  public RandomColorJitter withValueRange(Between valueRange) { return Settings.with(this, "valueRange", valueRange); }

  public RandomColorJitter withBrightnessFactor(Factor factor) { return Settings.with(this, "brightnessFactor", factor); }

  public RandomColorJitter withContrastFactor(Factor factor) { return Settings.with(this, "contrastFactor", factor); }

  public RandomColorJitter withSaturationFactor(Factor factor) { return Settings.with(this, "saturationFactor", factor); }

  public RandomColorJitter withHueFactor(Factor factor) { return Settings.with(this, "hueFactor", factor); }

  private static void check(String what, Factor factor, double least) { if (factor != null) factor.check(WHO, what, least, 1); }

  /** Those of the four are drawn as well, though none of them draws. */
  @Override public List<Seed> generators() {
    List<Seed> seeds = new ArrayList<>(List.of(seed));
    if (seed.value() == null) for (int i = 0; i < changes().size(); i++) seeds.add(seed.companion(i));
    return seeds;
  }

  @Override public int draws(List<Shape> inputs) {
    return changes().stream().mapToInt(change -> change.draws(inputs)).sum();
  }

  @Override public Shape outputShape(Shape x) {
    if (saturationFactor != null || hueFactor != null) ColorAugmentation.checkChannels(this, x, dataFormat, 3);
    Images.check(this, x);
    return x;
  }

  private List<ImageAugmentation> changes() {
    Stream<ImageAugmentation> all =
        Stream.of(of(0, brightnessFactor, -1, RandomBrightness::new), of(1, contrastFactor, 0, RandomContrast::new),
            of(2, saturationFactor, -1, (f, r, by, d, o) -> new RandomSaturation(f, r, d, by, o)),
            of(3, hueFactor, 0, (f, r, by, d, o) -> new RandomHue(f, r, d, by, o)));
    return all.filter(Objects::nonNull).toList();
  }

  /** A layer's constructor. */
  private interface Making {
    ImageAugmentation of(Between factor, Between valueRange, Seed seed, DataFormat dataFormat, LayerOptions options);
  }

  private ImageAugmentation of(int place, Factor factor, double least, Making layer) {
    if (factor == null) return null;
    return layer.of(new Between(Math.max(factor.lower(), least), factor.upper()), valueRange, seed, dataFormat,
        ((Made) options.memory()).options.get(CHANGES.get(place)));
  }

  @Override public Tensor changed(Tensor images, Supplier<Tensor> seeds) {
    Tensor changed = images;
    for (ImageAugmentation each : changes()) changed = each.changed(changed, seeds);
    return changed;
  }
}

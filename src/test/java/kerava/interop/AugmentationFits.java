package kerava.interop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import kerava.interop.LayerFits.Case;
import kerava.layers.Between;
import kerava.layers.DataFormat;
import kerava.layers.Dense;
import kerava.layers.Dropout;
import kerava.layers.Layer;
import kerava.layers.RandomBrightness;
import kerava.layers.RandomContrast;
import kerava.layers.RandomFlip;
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
  }
}

package kerava.layers;

import java.util.ArrayList;
import java.util.List;
import kerava.config.Settings;
import kerava.initializers.Initializer;
import kerava.random.Seed;

/** A layer made anew of another's settings, as Keras makes one of its config: seeds without a number are other ones. */
final class Renewed {
  private Renewed() {}

  /** {@code layer} made anew under the name {@code name}. */
  static Layer of(Layer layer, String name) {
    LayerOptions options = LayerOptions.of(layer.className()).named(name);
    LayerOptions given = layer.options();
    if (given != null)
      options = options.withTrainable(given.trainable()).withDtype(given.dtype()).withActivityRegularizer(given.activityRegularizer());
    Record made = Settings.map((Record) layer, Renewed::setting);
    boolean forgotten = made instanceof SimpleRNN; // whose seed Keras's config does not have
    return ((Layer) (forgotten ? Settings.with(made, "seed", Seed.byDefault()) : made)).with(options);
  }

  private static Object setting(Object value) {
    if (value instanceof Seed seed && seed.value() == null) return Seed.byDefault();
    if (value instanceof Initializer initializer && isDrawn(initializer)) return of(initializer);
    if (value instanceof Layer layer) return of(layer, name(layer));
    return value instanceof Cells cells ? new Cells(cells.layers().stream().map(cell -> of(cell, name(cell))).toList()) : value;
  }

  /** The same rule with another seed, if it has one that is drawn. */
  static Initializer of(Initializer initializer) {
    return isDrawn(initializer) ? (Initializer) Settings.with((Record) initializer, "seed", Seed.byDefault()) : initializer;
  }

  private static boolean isDrawn(Initializer initializer) { return initializer.random() && initializer.seed().value() == null; }

  /** The seeds that Keras draws for {@code layer} itself, in order. */
  static List<Seed> seeds(Layer layer) {
    List<Seed> seeds = new ArrayList<>(layer.beginsWithGenerators() ? layer.generators() : List.of());
    for (Object value : Settings.of((Record) layer).values())
      if (value instanceof Initializer initializer && isDrawn(initializer)) seeds.add(initializer.seed());
    if (!layer.beginsWithGenerators()) seeds.addAll(layer.generators());
    layer.parts().values().forEach(part -> seeds.addAll(seeds(part)));
    return seeds;
  }

  /** The user's name of {@code layer}, or the one that is counted for it. */
  static String name(Layer layer) {
    if (layer.name() != null) return layer.name();
    LayerOptions options = layer.options() == null ? LayerOptions.of(layer.className()) : layer.options();
    return options.birth().claimed(layer).name();
  }
}

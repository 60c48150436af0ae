package kerava.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kerava.config.Settings;
import kerava.initializers.Initializer;
import kerava.layers.Layer;
import kerava.layers.Nested;
import kerava.random.RandomSeed;
import kerava.random.Seed;

/**
 * Draws the seeds of layers in the order in which Keras's constructors draw them: that of birth, but that what a layer makes by itself, an initializer by
 * default or a generator of noise, comes after all that it was given. One initializer object has one seed, wherever it is given.
 * Source: Keras {@code random/seed_generator.py}, {@code initializers/random_initializers.py}.
 */
final class SeedDraws {
  private record Wanted(Seed seed, long birth, Map<Seed, Integer> place) {}

  private final List<Wanted> wanted = new ArrayList<>();
  private final Map<Seed, Integer> given = new IdentityHashMap<>();
  private final Map<Layer, Map<Seed, Integer>> own = new IdentityHashMap<>();

  /** {@code known}: the seeds that initializers have already. */
  SeedDraws(List<Layer> layers, Map<Initializer, Integer> known) {
    known.forEach((initializer, seed) -> given.put(initializer.seed(), seed));
    layers.forEach(this::want);
    wanted.stream().sorted(Comparator.comparingLong(Wanted::birth))
        .forEach(w -> w.place().computeIfAbsent(w.seed(), SeedDraws::draw));
  }

  private static int draw(Seed seed) { return seed.value() != null ? seed.value() : RandomSeed.draw(); }

  /** What {@code seed} is in {@code layer}. */
  int of(Layer layer, Seed seed) { return own.get(layer).getOrDefault(seed, given.getOrDefault(seed, 0)); }

  private void want(Layer layer) {
    if (layer instanceof Nested nested) {
      nested.parts().forEach(part -> want(part.layer()));
      return;
    }
    List<Seed> seeds = initializers(layer).map(Initializer::seed).toList();
    List<Seed> made = Stream.concat(seeds.stream().filter(Seed::isDefault), layer.generators().stream()).toList();
    long last = Stream.concat(seeds.stream(), made.stream()).mapToLong(Seed::birth).max().orElse(0);
    seeds.stream().filter(seed -> !seed.isDefault()).forEach(seed -> wanted.add(new Wanted(seed, seed.birth(), given)));
    Map<Seed, Integer> place = own.computeIfAbsent(layer, unseen -> new IdentityHashMap<>());
    made.forEach(seed -> wanted.add(new Wanted(seed, last, place)));
  }

  /** The random initializers of {@code layer}, in the order of its settings. */
  static Stream<Initializer> initializers(Layer layer) {
    return Settings.of((Record) layer).values().stream().filter(Initializer.class::isInstance).map(Initializer.class::cast)
        .filter(Initializer::random);
  }
}

package kerava.network;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kerava.config.Settings;
import kerava.initializers.Initializer;
import kerava.layers.Layer;
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

  private SeedDraws(List<Layer> known, List<Layer> fresh) {
    for (Layer layer : known) LayerState.of(layer).seeds().forEach((initializer, seed) -> given.put(initializer.seed(), seed));
    fresh.forEach(this::want);
    wanted.stream().sorted(Comparator.comparingLong(Wanted::birth))
        .forEach(w -> w.place().computeIfAbsent(w.seed(), SeedDraws::draw));
  }

  /** Gives {@code joining} their seeds, and all that they are made of, but for what has them; {@code before} are in the model already. */
  static void join(Collection<? extends Layer> before, Collection<? extends Layer> joining) {
    Map<Layer, Boolean> all = new IdentityHashMap<>();
    List<Layer> known = new ArrayList<>(), fresh = new ArrayList<>();
    Stream.concat(before.stream(), joining.stream()).flatMap(SeedDraws::leaves).filter(layer -> all.put(layer, true) == null)
        .forEach(layer -> (LayerState.of(layer).isJoined() ? known : fresh).add(layer));
    SeedDraws draws = new SeedDraws(known, fresh);
    fresh.forEach(draws::give);
    joining.stream().flatMap(SeedDraws::leaves).map(LayerState::of).distinct().forEach(LayerState::used);
  }

  private static Stream<Layer> leaves(Layer layer) {
    return Stream.concat(Stream.of(layer), layer.parts().values().stream().flatMap(SeedDraws::leaves));
  }

  private static int draw(Seed seed) { return seed.value() != null ? seed.value() : RandomSeed.draw(); }

  private void give(Layer layer) {
    Map<Initializer, Integer> seeds = new IdentityHashMap<>();
    initializers(layer).forEach(initializer -> seeds.put(initializer, of(layer, initializer.seed())));
    LayerState.of(layer).join(seeds, layer.generators().stream().map(seed -> of(layer, seed)).toList());
  }

  /** What {@code seed} is in {@code layer}. */
  private int of(Layer layer, Seed seed) { return own.get(layer).getOrDefault(seed, given.getOrDefault(seed, 0)); }

  private void want(Layer layer) {
    List<Seed> seeds = initializers(layer).map(Initializer::seed).toList();
    List<Seed> made = Stream.concat(seeds.stream().filter(Seed::isDefault), layer.generators().stream()).toList();
    long last = Stream.concat(seeds.stream(), made.stream()).mapToLong(Seed::birth).max().orElse(0);
    seeds.stream().filter(seed -> !seed.isDefault()).forEach(seed -> wanted.add(new Wanted(seed, seed.birth(), given)));
    Map<Seed, Integer> place = own.computeIfAbsent(layer, unseen -> new IdentityHashMap<>());
    made.forEach(seed -> wanted.add(new Wanted(seed, last, place)));
  }

  /** The random initializers of {@code layer}, in the order of its settings. */
  private static Stream<Initializer> initializers(Layer layer) {
    if (!(layer instanceof Record record)) return Stream.of();
    return Settings.of(record).values().stream().filter(Initializer.class::isInstance).map(Initializer.class::cast)
        .filter(Initializer::random);
  }
}

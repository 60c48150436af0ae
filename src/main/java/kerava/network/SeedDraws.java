package kerava.network;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import kerava.config.Settings;
import kerava.initializers.Initializer;
import kerava.layers.Layer;
import kerava.random.Rules;
import kerava.random.Seed;
import kerava.random.Session;

/**
 * Has seeds drawn for layers in the order in which Keras's constructors draw them: that of birth, but that what a layer makes by itself, an initializer by
 * default or a generator of noise, comes after all that it was given. One initializer object has one seed, wherever it is given.
 * Source: Keras {@code random/seed_generator.py}, {@code initializers/random_initializers.py}.
 */
final class SeedDraws {
  private SeedDraws() {}

  /** Layers join a model, and all that they are made of. */
  static void join(Collection<? extends Layer> layers) {
    Session session = Session.current();
    List<Layer> all = layers.stream().flatMap(SeedDraws::leaves).toList();
    for (Layer layer : all) if (!LayerState.of(layer).isJoined()) want(layer, session);
    all.stream().map(LayerState::of).distinct().forEach(LayerState::used);
  }

  private static Stream<Layer> leaves(Layer layer) {
    return Stream.concat(Stream.of(layer), layer.parts().values().stream().flatMap(SeedDraws::leaves));
  }

  private static void want(Layer layer, Session session) {
    LayerState state = LayerState.of(layer);
    state.join(session, layer.generators());
    if (session.rules() == Rules.KERAS_2) wantByKeras2(layer, session, state);
    else wantByKeras3(layer, session, state);
  }

  /** When its weights are made; noise has no seed of its own. Source: tf_keras {@code backend.py} RandomGenerator. */
  private static void wantByKeras2(Layer layer, Session session, LayerState state) {
    initializers(layer).map(Initializer::seed).filter(seed -> seed.value() == null).forEach(seed -> {
      if (seed.isDefault()) session.want(Seed.now(), number -> state.drawn(seed, number));
      else seed.want(session, Seed.now());
    });
  }

  private static void wantByKeras3(Layer layer, Session session, LayerState state) {
    List<Seed> seeds = initializers(layer).map(Initializer::seed).toList();
    List<Seed> defaults = seeds.stream().filter(Seed::isDefault).toList(), generators = layer.generators();
    boolean first = layer.beginsWithGenerators();
    List<Seed> made = Stream.of(first ? generators : defaults, first ? defaults : generators).flatMap(List::stream).toList();
    long last = Stream.concat(seeds.stream(), made.stream()).mapToLong(Seed::birth).max().orElse(0);
    seeds.stream().filter(seed -> !seed.isDefault()).forEach(seed -> seed.want(session));
    made.stream().filter(seed -> seed.value() == null).forEach(seed -> session.want(last, number -> state.drawn(seed, number)));
  }

  /** The random initializers of {@code layer}, in the order of its settings, then those that it makes by itself. */
  private static Stream<Initializer> initializers(Layer layer) {
    if (!(layer instanceof Record record)) return Stream.of();
    Stream<Initializer> given = Settings.of(record).values().stream().filter(Initializer.class::isInstance).map(Initializer.class::cast);
    return Stream.concat(given, layer.ownInitializers().stream()).filter(Initializer::random);
  }
}

package kerava.network;

import java.util.Collection;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import kerava.config.Settings;
import kerava.initializers.Initializer;
import kerava.layers.Layer;
import kerava.random.Rules;
import kerava.random.Seed;
import kerava.random.Session;

/**
 * Has seeds drawn for layers in the order in which Keras's constructors draw them: that of birth, but that what a layer makes by itself, an
 * initializer by default or a generator of noise, comes after all that it was given. One initializer object has one seed, wherever it is
 * given. Source: Keras {@code random/seed_generator.py}, {@code initializers/random_initializers.py}.
 */
final class SeedDraws {
  private SeedDraws() {}

  /** A layer, and when it is made, if another one makes it as that is built; else null. */
  private record Joining(Layer layer, Long made) {
    Stream<Joining> whole(ToLongFunction<Layer> building) {
      Long parts = made == null && layer.makesPartsWhenBuilt() ? (Long) building.applyAsLong(layer) : made;
      return Stream.concat(Stream.of(this), layer.parts().values().stream().flatMap(part -> new Joining(part, parts).whole(building)));
    }
  }

  /** Layers join a model, and all that they are made of. {@code building}: the birth of a seed that would be made as a layer is built. */
  static void join(Collection<? extends Layer> layers, ToLongFunction<Layer> building) {
    Session session = Session.current();
    List<Joining> all = layers.stream().flatMap(layer -> new Joining(layer, null).whole(building)).toList();
    for (Joining each : all) if (!LayerState.of(each.layer).isJoined()) want(each, session);
    all.stream().map(each -> LayerState.of(each.layer)).distinct().forEach(LayerState::used);
  }

  private static void want(Joining joining, Session session) {
    Layer layer = joining.layer;
    LayerState state = LayerState.of(layer);
    state.join(session, layer.generators());
    if (session.rules() == Rules.KERAS_2) wantByKeras2(layer, session, state);
    else wantByKeras3(joining, session, state);
  }

  /** When its weights are made; noise has no seed of its own. Source: tf_keras {@code backend.py} RandomGenerator. */
  private static void wantByKeras2(Layer layer, Session session, LayerState state) {
    initializers(layer).map(Initializer::seed).filter(seed -> seed.value() == null).forEach(seed -> {
      if (seed.isDefault()) session.want(Seed.now(), number -> state.drawn(seed, number));
      else seed.want(session, Seed.now());
    });
  }

  private static void wantByKeras3(Joining joining, Session session, LayerState state) {
    Layer layer = joining.layer;
    List<Seed> seeds = initializers(layer).map(Initializer::seed).toList();
    List<Seed> defaults = seeds.stream().filter(Seed::isDefault).toList(), generators = layer.generators();
    boolean first = layer.beginsWithGenerators();
    List<Seed> made = Stream.of(first ? generators : defaults, first ? defaults : generators).flatMap(List::stream).toList();
    long born = Stream.concat(seeds.stream(), made.stream()).mapToLong(Seed::birth).max().orElse(0);
    long last = joining.made == null ? born : joining.made;
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

package kerava.network;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kerava.FormatException;
import kerava.config.Names;
import kerava.initializers.Initializer;
import kerava.layers.Layer;
import kerava.layers.Nested;
import kerava.layers.Nested.Part;

/**
 * A layer that has joined a model: its name, and the seeds drawn for it. One initializer object in several layers of a model has one seed, so
 * equal shapes get equal values, as in Keras. One that is not trainable keeps its weights, and a normalization its moving statistics.
 */
public record Member(String name, Layer layer, Map<Initializer, Integer> seeds, List<Integer> generatorSeeds, boolean trainable) {

  /** Name, layer and whether it is trainable. */
  public Part part() { return new Part(name, layer, trainable); }

  /** As {@code part}, with the same seeds. */
  Member with(Part part) { return new Member(part.name(), part.layer(), seeds, generatorSeeds, part.trainable()); }

  /** Names {@code joining} and gives it its seeds out of {@code draws}. */
  static Member join(Part joining, SeedDraws draws) {
    Part part = named(joining);
    Map<Initializer, Integer> seeds = new IdentityHashMap<>();
    List<Integer> generatorSeeds = new ArrayList<>();
    leaves(part.layer()).forEach(layer -> {
      SeedDraws.initializers(layer).forEach(initializer -> seeds.put(initializer, draws.of(layer, initializer.seed())));
      layer.generators().forEach(seed -> generatorSeeds.add(draws.of(layer, seed)));
    });
    return new Member(part.name(), part.layer(), seeds, generatorSeeds, part.trainable());
  }

  private static Stream<Layer> leaves(Layer layer) {
    return layer instanceof Nested nested ? nested.parts().stream().flatMap(part -> leaves(part.layer())) : Stream.of(layer);
  }

  /** With a name, and names for all inside it, which Keras constructs before it. */
  static Part named(Part part) {
    Layer layer = part.layer() instanceof Nested nested ? nested.with(Member::named) : part.layer();
    String name = part.name() != null ? part.name() : LayerNames.next(layer.className());
    requireName("a layer", name);
    return new Part(name, layer, part.trainable());
  }

  /** Refuses a {@code name} for {@code what} that someone might make a path of. */
  static void requireName(String what, String name) {
    String rule = Names.broken(name);
    require(rule == null, "%s called '%s': %s; choose another name", what, FormatException.printable(name), rule);
  }

  /** {@code part} with the layer at {@code path} trainable or not, and as in Keras all inside that with it. */
  static Part withTrainable(Part part, String path, boolean trainable) {
    if (path.equals(part.name())) return withTrainable(part, trainable);
    if (!path.startsWith(part.name() + "/") || !(part.layer() instanceof Nested nested)) return part;
    String inside = path.substring(part.name().length() + 1);
    return new Part(part.name(), nested.with(each -> withTrainable(each, inside, trainable)), part.trainable());
  }

  private static Part withTrainable(Part part, boolean trainable) {
    Layer layer = part.layer() instanceof Nested nested ? nested.with(each -> withTrainable(each, trainable)) : part.layer();
    return new Part(part.name(), layer, trainable);
  }

  /** The name of the part, and those of all inside it, each after the names of what it is in. */
  static Stream<String> paths(Part part) {
    Stream<String> inside = part.layer() instanceof Nested nested
        ? nested.parts().stream().flatMap(Member::paths).map(path -> part.name() + "/" + path)
        : Stream.of();
    return Stream.concat(Stream.of(part.name()), inside);
  }
}

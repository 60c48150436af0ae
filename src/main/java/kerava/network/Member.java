package kerava.network;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kerava.config.Settings;
import kerava.initializers.Initializer;
import kerava.layers.Layer;
import kerava.random.RandomSeed;

/**
 * A layer that has joined a model: its name, and the seeds drawn for it. One initializer object in several layers of a model has one seed, so
 * equal shapes get equal values, as in Keras. One that is not trainable keeps its weights, and a normalization its moving statistics.
 */
public record Member(String name, Layer layer, Map<Initializer, Integer> seeds, List<Integer> generatorSeeds, boolean trainable) {

  Member withTrainable(boolean trainable) { return Settings.with(this, "trainable", trainable); }

  /** Names {@code layer} and draws its seeds, in the order of its settings; {@code known} holds the seeds of the model's other initializers. */
  static Member join(Layer layer, Map<Initializer, Integer> known) {
    String name = layer.name() != null ? layer.name() : LayerNames.next(layer.className());
    Map<Initializer, Integer> seeds = new IdentityHashMap<>();
    for (Object setting : Settings.of((Record) layer).values()) {
      if (setting instanceof Initializer i && i.random())
        seeds.put(i, known.computeIfAbsent(i, unseen -> i.seed() != null ? i.seed() : RandomSeed.draw()));
    }
    List<Integer> generatorSeeds = new ArrayList<>();
    for (Optional<Integer> seed : layer.generators()) generatorSeeds.add(seed.orElseGet(RandomSeed::draw));
    return new Member(name, layer, seeds, generatorSeeds, true);
  }
}

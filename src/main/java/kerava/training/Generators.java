package kerava.training;

import java.util.ArrayList;
import java.util.List;
import kerava.config.Warnings;
import kerava.layers.Layer;
import kerava.network.Built;
import kerava.network.BuiltLayer;
import kerava.network.LayerState;

/** The generators of a model's noise layers: for each layer the seed of the one that draws, and how often it has drawn. */
final class Generators {
  private Generators() {}

  static List<Long> of(Built model) {
    List<Long> all = new ArrayList<>();
    for (Layer layer : noisy(model)) {
      all.add((long) LayerState.generatorSeed(layer));
      all.add(LayerState.draws(layer));
    }
    return all;
  }

  /** The generators go on from {@code wanted}; seeds stay, with a warning if they are others. */
  static void set(Built model, List<Long> wanted) {
    List<Layer> layers = noisy(model);
    List<Long> now = of(model);
    boolean others = now.size() != wanted.size();
    for (int i = 0; i < Math.min(now.size(), wanted.size()); i += 2) {
      others |= !now.get(i).equals(wanted.get(i));
      LayerState.drawn(layers.get(i / 2), wanted.get(i + 1) - now.get(i + 1));
    }
    if (others)
      Warnings.warn(
          "fit: goes on from a model whose noise layers have other seeds, so its noise is another; set the same seed before both are made");
  }

  private static List<Layer> noisy(Built model) {
    return model.whole().all().map(BuiltLayer::layer).filter(Layer::isNoisy).distinct().filter(layer -> !layer.generators().isEmpty())
        .toList();
  }
}

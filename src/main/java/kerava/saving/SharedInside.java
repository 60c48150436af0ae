package kerava.saving;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import kerava.config.Warnings;
import kerava.layers.Input;
import kerava.layers.Layer;
import kerava.network.LayerState;
import kerava.network.Network;

/**
 * Layers that models inside of one another share, or layers made of layers. Keras's files have no way to say so: each model in them has
 * layers of its own.
 */
final class SharedInside {
  private final Map<Layer, Layer> homes = new IdentityHashMap<>();
  private final Set<Layer> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<String> shared = new TreeSet<>();

  private SharedInside() {}

  /** Says of a file that has been written what it does not keep. */
  static void warn(String file, Network network) {
    SharedInside found = new SharedInside();
    found.look(network);
    if (!found.shared.isEmpty())
      Warnings.warn(
          "%s: the layers %s stand in several models or layers inside of one another; a file of Keras's holds one for each, which have the same weights "
              + "and train apart once it is loaded",
          file, found.shared);
  }

  private void look(Layer owner) {
    if (!seen.add(owner)) return;
    for (Layer part : owner.parts().values()) {
      if (!(part instanceof Input) && homes.putIfAbsent(part, owner) != null) shared.add(LayerState.name(part));
      look(part);
    }
  }
}

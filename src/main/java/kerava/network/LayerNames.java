package kerava.network;

import java.util.HashSet;
import java.util.Set;
import kerava.FormatException;
import kerava.KeravaException;
import kerava.config.Names;
import kerava.layers.Layer;
import kerava.random.Session;

/** The names of layers and models. Source: Keras {@code utils/naming.py}. */
public final class LayerNames {
  private LayerNames() {}

  /** Counting starts anew, as after {@code keras.utils.clear_session()}. */
  public static void clear() { Session.current().clearCounts(); }

  /** That the model and its layers have names, the layers each one of its own. */
  static void check(Network network) {
    checked("a model", network.modelName());
    Set<String> names = new HashSet<>();
    for (Layer layer : network.layers()) {
      String name = checked("a layer", LayerState.name(layer));
      KeravaException.require(names.add(name), "%s '%s': two layers are named '%s'; every layer needs a name of its own",
          network.className(),
          network.modelName(), name);
    }
  }

  /** {@code name}, if it is one that nobody can make a path of; {@code what} it names. */
  private static String checked(String what, String name) {
    String rule = Names.broken(name);
    KeravaException.require(rule == null, "%s called '%s': %s; choose another name", what, FormatException.printable(name), rule);
    return name;
  }
}

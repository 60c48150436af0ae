package kerava.network;

import kerava.config.Names;
import kerava.random.Session;

/** The numbers of unnamed layers and models, counted through a {@link Session}: dense, dense_1, ..., sequential, sequential_1. Source: Keras {@code utils/naming.py}. */
public final class LayerNames {
  private LayerNames() {}

  /** The next name for a thing of class {@code className}. */
  public static String next(String className) {
    String name = Names.snakeCase(className);
    int count = Session.current().count(name);
    return count == 1 ? name : name + "_" + (count - 1);
  }

  /** Counting starts anew, as after {@code keras.utils.clear_session()}. */
  public static void clear() { Session.current().clearCounts(); }
}

package kerava.network;

import java.util.HashMap;
import java.util.Map;
import kerava.config.Names;

/** The program-wide numbers of unnamed layers and models: dense, dense_1, ..., sequential, sequential_1. Source: Keras {@code utils/naming.py}. */
public final class LayerNames {
  private static final Map<String, Integer> COUNTS = new HashMap<>();

  private LayerNames() {}

  /** The next name for a thing of class {@code className}. */
  public static synchronized String next(String className) {
    String name = Names.snakeCase(className);
    int count = COUNTS.merge(name, 1, Integer::sum);
    return count == 1 ? name : name + "_" + (count - 1);
  }

  /** Counting starts anew, as after {@code keras.utils.clear_session()}. */
  public static synchronized void clear() { COUNTS.clear(); }
}

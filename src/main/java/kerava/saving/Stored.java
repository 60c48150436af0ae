package kerava.saving;

import java.util.HashMap;
import java.util.Map;
import kerava.saving.hdf5.Hdf5Group;

/** How many numbers a file has for each layer, whatever the layer is; {@code weights} null: the file has none. */
record Stored(Hdf5Group weights, boolean byName, int optimizerVariables) {
  /** Counts layers of a class, which tells the groups of .keras apart. */
  final class Counter {
    private final Map<String, Integer> counts = new HashMap<>();

    /** The numbers of the next layer; null if they are not known. */
    Long next(String name, String className) {
      if (weights == null || name == null || className == null) return null;
      String path = byName ? name : "layers/" + WeightsByClass.path(className, counts);
      return weights.hasGroup(path) ? Long.valueOf(elements(weights.group(path))) : byName ? null : Long.valueOf(0);
    }
  }

  static long elements(Hdf5Group group) {
    long sum = 0;
    for (String name : group.names())
      sum = Math.addExact(sum, group.hasGroup(name) ? elements(group.group(name)) : group.dataset(name).shape().elements());
    return sum;
  }

  /** How many datasets there are in and below {@code path}. */
  static int datasets(Hdf5Group root, String path) {
    if (!root.hasGroup(path)) return 0;
    Hdf5Group group = root.group(path);
    return group.names().stream().mapToInt(name -> group.hasGroup(name) ? datasets(group, name) : 1).sum();
  }

  /** The layer's own name, if its variables say it. */
  static String name(Hdf5Group layer, String otherwise) {
    boolean said = layer.hasGroup("vars") && layer.group("vars").attributes().has("name");
    return said ? layer.group("vars").attributes().string("name") : otherwise;
  }
}

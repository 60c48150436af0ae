package kerava.tensor;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What goes into a model or is asked of it, for each of its inputs or outputs: {@link Samples} for a model that has one; several in order,
 * {@link #of}; or by name, {@link #named}.
 */
public interface Columns {
  /** One column for each of {@code names}, in their order; refuses others. {@code who} asks, {@code what} they are: for messages. */
  List<Samples> inOrder(String who, String what, List<String> names);

  /** How many there are. */
  int size();

  /** The names by which they go; null: they go in order. */
  default @Nullable List<String> names() { return null; }

  /** In the order of the model's inputs or outputs. */
  static Columns of(Samples... columns) {
    List<Samples> all = List.copyOf(Arrays.asList(columns));
    return new Columns() {
      @Override public List<Samples> inOrder(String who, String what, List<String> names) {
        require(all.size() == names.size(), "%s: %s must have %d columns, one for each of %s, got %d", who, what, names.size(), names,
            all.size());
        return all;
      }

      @Override public int size() { return all.size(); }
    };
  }

  /** By the names of the model's inputs or outputs. */
  static Columns named(Map<String, ? extends Samples> columns) {
    Map<String, Samples> all = new LinkedHashMap<>(columns);
    return new Columns() {
      @Override public List<Samples> inOrder(String who, String what, List<String> names) {
        for (String name : all.keySet())
          require(names.contains(name), "%s: %s has a column '%s', but the model has %s; leave it out or rename it", who, what, name,
              names);
        List<Samples> ordered = new ArrayList<>();
        for (String name : names) {
          require(all.containsKey(name), "%s: %s has no column '%s'; it must have one for each of %s", who, what, name, names);
          ordered.add(all.get(name));
        }
        return ordered;
      }

      @Override public List<String> names() { return List.copyOf(all.keySet()); }

      @Override public int size() { return all.size(); }
    };
  }
}

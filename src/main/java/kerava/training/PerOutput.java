package kerava.training;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A compile setting for a model's outputs: one for all of them, one for each in order, or by name, null for an output without. As in Keras,
 * where it may be one thing, a list or a dict.
 *
 * @param all null unless it is one for all
 * @param listed null unless it is one for each
 * @param named null unless it is by name
 */
public record PerOutput<T>(@Nullable T all, @Nullable List<T> listed, @Nullable Map<String, T> named) {
  public PerOutput {
    if (listed != null) listed = Collections.unmodifiableList(new ArrayList<>(listed));
    if (named != null) named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
  }

  public static <T> PerOutput<T> all(T all) { return new PerOutput<>(all, null, null); }

  public static <T> PerOutput<T> listed(List<T> listed) { return new PerOutput<>(null, listed, null); }

  public static <T> PerOutput<T> named(Map<String, T> named) { return new PerOutput<>(null, null, named); }

  /** By name, with {@code value} for {@code output}. */
  PerOutput<T> with(String output, T value) {
    Map<String, T> more = named == null ? new LinkedHashMap<>() : new LinkedHashMap<>(named);
    more.put(output, value);
    return named(more);
  }

  /** All values that there are. */
  public List<T> values() {
    List<T> values = new ArrayList<>();
    if (all != null) values.add(all);
    if (listed != null) values.addAll(listed);
    if (named != null) values.addAll(named.values());
    values.removeIf(value -> value == null);
    return values;
  }

  /** The value for each of {@code outputs}, null for those without; {@code what} it is, for messages. */
  List<T> of(String what, List<String> outputs) {
    if (named != null) {
      for (String name : named.keySet())
        require(outputs.contains(name), "compile: %s is given for an output '%s', but the model has %s; name one of these", what, name,
            outputs);
      return outputs.stream().map(named::get).collect(java.util.stream.Collectors.toCollection(ArrayList::new));
    }
    if (listed == null) return Collections.nCopies(outputs.size(), all);
    require(listed.size() == outputs.size(), "compile: %s must be one for each of the outputs %s, got %d", what, outputs, listed.size());
    return listed;
  }
}

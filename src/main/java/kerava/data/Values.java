package kerava.data;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kerava.tensor.Columns;
import kerava.tensor.NDArray;
import kerava.tensor.Samples;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link Element} has for the inputs of a model, or for its outputs, or as their weights: an array for each, in order or by name.
 *
 * @param names null: they go in order
 */
public record Values(@Nullable List<String> names, List<NDArray> arrays) {
  public Values {
    arrays = List.copyOf(arrays);
    names = names == null ? null : List.copyOf(names);
    require(!arrays.isEmpty(), "Values: there must be an array, got none");
    require(names == null || names.size() == arrays.size(), "Values: each array must have a name, got %s for %d", names, arrays.size());
  }

  /** In the order of the model's inputs or outputs. */
  public static Values of(NDArray... arrays) { return new Values(null, Arrays.asList(arrays)); }

  /** By the names of the model's inputs or outputs. */
  public static Values named(Map<String, NDArray> arrays) {
    return new Values(List.copyOf(arrays.keySet()), List.copyOf(arrays.values()));
  }

  /** The only array. */
  public NDArray array() {
    require(arrays.size() == 1, inJava("choose one of arrays(), or by get(name)"), "Values: there are %d arrays%s, not one", arrays.size(),
        names == null ? "" : ", " + names);
    return arrays.get(0);
  }

  /** The array called {@code name}. */
  public NDArray get(String name) {
    require(names != null && names.contains(name), "Values: no array is called '%s'; there %s", name,
        names == null ? "are no names" : "are " + names);
    return arrays.get(names.indexOf(name));
  }

  /** The same with what {@code change} makes of each array. */
  public Values map(UnaryOperator<NDArray> change) { return new Values(names, arrays.stream().map(change).toList()); }

  /** Of batches: as samples, the first axis of each array being theirs. */
  public Columns columns() {
    if (names == null) return arrays.size() == 1 ? arrays.get(0) : Columns.of(arrays.toArray(Samples[]::new));
    Map<String, Samples> named = new LinkedHashMap<>();
    for (int i = 0; i < arrays.size(); i++) named.put(names.get(i), arrays.get(i));
    return Columns.named(named);
  }

  /** Of many like the first: each array of one, joined with the same of the others along a new first axis. */
  static Values stacked(List<Values> all) {
    List<NDArray> stacked = new ArrayList<>();
    for (int i = 0; i < all.get(0).arrays.size(); i++) {
      int column = i;
      stacked.add(Rows.stacked(all.stream().map(values -> values.arrays.get(column)).toList()));
    }
    return new Values(all.get(0).names, stacked);
  }

  /** Types and shapes, {@code float32 (28, 28)}, without the first axis if {@code batched}. */
  String layout(boolean batched) {
    return IntStream.range(0, arrays.size()).mapToObj(i -> {
      NDArray array = arrays.get(i);
      Object shape = !batched ? array.shape() : array.shape().rank() == 0 ? "no samples" : array.sampleShape();
      return (names == null ? "" : names.get(i) + " ") + array.dtype() + " " + shape;
    }).collect(Collectors.joining(", "));
  }

  /** Whether {@code others} have the same names, types and shapes, but for the first axis if {@code batched}. */
  boolean isLike(Values others, boolean batched) {
    if (arrays.size() != others.arrays.size() || !Objects.equals(names, others.names)) return false;
    for (int i = 0; i < arrays.size(); i++) {
      NDArray one = arrays.get(i), other = others.arrays.get(i);
      if (one.dtype() != other.dtype() || one.shape().rank() != other.shape().rank()) return false;
      for (int axis = batched ? 1 : 0; axis < one.shape().rank(); axis++)
        if (one.shape().size(axis) != other.shape().size(axis)) return false;
    }
    return true;
  }
}

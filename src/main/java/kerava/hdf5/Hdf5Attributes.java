package kerava.hdf5;

import static kerava.FormatException.refuseUnless;
import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kerava.FormatException;

/**
 * The named values of a group or dataset. A value is a String, Long, Double, Float, Boolean, or a list of one of these (of any rank,
 * flat).
 */
public final class Hdf5Attributes {
  /** Stands in place of a value that cannot be read, and is thrown when it is asked for. */
  record Unreadable(String why) {}

  private final String where;
  private final Map<String, Object> values = new LinkedHashMap<>();

  Hdf5Attributes(String where) { this.where = where; }

  public Set<String> names() { return values.keySet(); }

  public boolean has(String name) { return values.containsKey(name); }

  /** The value of {@code name}; refuses if there is none, or none that can be read. */
  public Object get(String name) {
    Object value = values.get(name);
    refuseUnless(value != null, "%s: needs an attribute %s, got %s; is it a Keras file?", where, name, values.keySet());
    if (value instanceof Unreadable unreadable) throw new FormatException(unreadable.why());
    return value;
  }

  public String string(String name) { return typed(name, String.class, "a string"); }

  public long integer(String name) { return typed(name, Long.class, "an integer"); }

  /** Also of an integer or a float32. */
  public double real(String name) { return typed(name, Number.class, "a number").doubleValue(); }

  /**
   * A list of strings, also one that Keras has split because it is larger than 64 KB: {@code name} if there is one, else {@code name0},
   * {@code name1} and so on, joined.
   */
  public List<String> strings(String name) {
    if (has(name) || !has(name + 0)) return list(name);
    List<String> joined = new ArrayList<>();
    for (int i = 0; has(name + i); i++) joined.addAll(list(name + i));
    return joined;
  }

  private List<String> list(String name) {
    List<String> strings = new ArrayList<>();
    for (Object value : typed(name, List.class, "a list of strings")) {
      refuseUnless(value instanceof String, "%s: attribute %s must be a list of strings, got %s in it", where, name, value);
      strings.add((String) value);
    }
    return strings;
  }

  private <T> T typed(String name, Class<T> type, String what) {
    Object value = get(name);
    refuseUnless(type.isInstance(value), "%s: attribute %s must be %s, got %s %s; is it a Keras file?", where, name, what,
        value.getClass().getSimpleName(), value);
    return type.cast(value);
  }

  /** Sets {@code name}, to be written: a String, a list of Strings, a Long, Double or Float. */
  public Hdf5Attributes put(String name, Object value) {
    boolean strings = value instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
    require(strings || value instanceof String || value instanceof Long || value instanceof Double || value instanceof Float,
        "%s: attribute %s must be a String, Long, Double, Float or list of Strings, got %s", where, name, value);
    require(!String.valueOf(value).contains("\0"), "%s: attribute %s must not hold NUL, which ends a text in HDF5; take it out", where,
        name);
    Hdf5Names.require(where, name);
    values.put(name, value);
    return this;
  }

  /** A value as it was read, an {@link Unreadable} included. */
  void read(String name, Object value) {
    Object earlier = values.put(name, value);
    refuseUnless(earlier == null, "%s: attribute %s must be there once, got it twice; the file is damaged", where, name);
  }

  Map<String, Object> values() { return values; }
}

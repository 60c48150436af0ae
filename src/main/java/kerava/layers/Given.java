package kerava.layers;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import kerava.config.Numbers;
import kerava.ops.Tensor;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;

/**
 * What an operation called {@code name} is given: the arguments of its call, each tensor as what is known of it (its shape, its type, or
 * itself), and its settings.
 */
record Given(String name, List<Object> arguments, Map<String, Object> settings) {

  /** {@code arguments} with the tensors that are {@code known}, in order, and arrays as {@code ofArray}. */
  static Given of(Operation operation, List<?> known, Function<NDArray, Object> ofArray) {
    List<Object> rest = new ArrayList<>(known);
    List<Object> filled = new ArrayList<>();
    for (Object each : operation.arguments()) filled.add(filled(each, rest, ofArray));
    return new Given(operation.className(), filled, operation.settings());
  }

  private static Object filled(Object argument, List<Object> rest, Function<NDArray, Object> ofArray) {
    if (argument == Operation.TENSOR) return rest.remove(0);
    if (argument instanceof NDArray array) return ofArray.apply(array);
    if (!(argument instanceof List<?> list)) return argument;
    List<Object> filled = new ArrayList<>();
    for (Object each : list) filled.add(filled(each, rest, ofArray));
    return filled;
  }

  Object at(int index) { return arguments.get(index); }

  Tensor x() { return (Tensor) at(0); }

  @SuppressWarnings("unchecked") // the form of the operation has been checked
  <T> List<T> list() { return (List<T>) at(0); }

  Shape shape() { return shape(at(0)); }

  Shape shape(Object argument) { return argument instanceof Shape shape ? shape : Shape.of(); }

  DType type() { return (DType) at(0); }

  boolean flag(String key) {
    require(settings.get(key) instanceof Boolean, "%s: %s must be true or false, got %s", name, key, settings.get(key));
    return (Boolean) settings.get(key);
  }

  Number number(String key) {
    require(settings.get(key) instanceof Number, "%s: %s must be a number, got %s", name, key, settings.get(key));
    return (Number) settings.get(key);
  }

  int integer(String key) {
    require(settings.get(key) instanceof Integer, "%s: %s must be a whole number, got %s", name, key, settings.get(key));
    return (Integer) settings.get(key);
  }

  /** A number or a list of them; of null none. */
  int[] integers(String key) {
    Object given = settings.get(key);
    boolean fits =
        given == null || given instanceof Integer || given instanceof List<?> list && list.stream().allMatch(Integer.class::isInstance);
    require(fits, "%s: %s must be a whole number, or a list of them, got %s", name, key, given);
    return given == null ? new int[0] : Numbers.list(given).stream().mapToInt(Integer::intValue).toArray();
  }

  /** The axes that {@code key} names, of {@code rank}, counted from the end if negative, no two the same one; none where it is null. */
  int[] axes(String key, int rank) {
    int[] axes = integers(key);
    boolean fits = IntStream.of(axes).allMatch(axis -> axis >= -rank && axis < rank)
        && IntStream.of(axes).map(axis -> Math.floorMod(axis, rank)).distinct().count() == axes.length;
    require(fits && (settings.get(key) == null || axes.length > 0), "%s: %s must be of the axes -%d .. %d, each once, got %s", name, key,
        rank,
        rank - 1, settings.get(key));
    return axes;
  }

  /** The one axis that {@code key} names, of {@code rank}. */
  int axis(String key, int rank) {
    int axis = integer(key);
    require(axis >= -rank && axis < rank, "%s: %s must be one of the axes -%d .. %d, got %d", name, key, rank, rank - 1, axis);
    return axis;
  }

  DType dtype(String key) {
    DType type = settings.get(key) instanceof String text ? DType.byName(text) : null;
    require(type != null && type != DType.STRING && type != DType.INT8 && type != DType.INT16, "%s: %s is not supported for %s", name,
        settings.get(key), key);
    return type;
  }
}

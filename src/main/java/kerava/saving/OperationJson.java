package kerava.saving;

import static kerava.KeravaException.require;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kerava.KeravaException;
import kerava.layers.LayerOptions;
import kerava.layers.Operation;
import kerava.layers.Operator;
import kerava.network.LayerState;
import kerava.ops.Slice;
import kerava.saving.References.Reference;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;

/**
 * Operations of {@code keras.ops} as JSON, among the layers of a model: {@code {"module": "keras.src.ops.numpy", "class_name": "Add",
 * "config": {"name": "add"}}}, with all arguments of the call where a layer has the tensors alone. Source: Keras
 * {@code saving/serialization_lib.py}, {@code ops/operation.py}.
 */
final class OperationJson {
  private static final String SLICE = "__slice__", ELLIPSIS = "__ellipsis__", NUMPY = "__numpy__", CONSTANT = "__tensor__";
  private static final Set<String> KEYS = Set.of("module", "class_name", "config", "registered_name");

  private final References references;
  private final Problems problems;

  OperationJson(References references) {
    this.references = references;
    problems = references.problems();
  }

  /** Whether {@code object} is an operation; where it does not say its module, it is what has no settings of a layer. */
  static boolean is(Map<String, Object> object, Dialect dialect) {
    if (object.get("module") instanceof String module) return module.startsWith(Operator.MODULES);
    boolean named = object.get("class_name") instanceof String name && Operator.byName(name) != null;
    return dialect == Dialect.KERAS_3 && named && object.get("config") instanceof Map<?, ?> config && !config.containsKey("trainable");
  }

  /**
   * The operation that {@code object} is, with its {@code nodes}, the tensors of each of which go into {@code uses}; null with a problem.
   */
  Operation read(Map<String, Object> object, Object nodes, String where, List<List<Reference>> uses) {
    Operator operator = operator(object, where);
    if (!(nodes instanceof List<?> list) || list.isEmpty()) {
      problems.add(where, "inbound_nodes must be a list of a use or more, got %s", Problems.told(nodes));
      return null;
    }
    if (!(object.get("config") instanceof Map<?, ?> config)) {
      problems.add(where + ", config", "must be an object of settings, got %s", Problems.told(object.get("config")));
      return null;
    }
    if (operator == null) return null;
    Map<String, Object> settings = new LinkedHashMap<>();
    config.forEach((key, value) -> settings.put((String) key, value));
    Object name = settings.remove("name");
    List<Object> arguments = null;
    int before = problems.count();
    for (Object node : list) {
      List<Reference> tensors = new ArrayList<>();
      List<Object> read = arguments(operator, node, where, tensors);
      uses.add(tensors);
      if (arguments != null && !arguments.equals(read)) problems.add(where, "must have the same arguments in each use, beside its tensors");
      arguments = read;
    }
    return problems.count() > before ? null : operation(operator, settings, arguments, (String) name, where);
  }

  private Operation operation(Operator operator, Map<String, Object> settings, List<Object> arguments, String name, String where) {
    try {
      return new Operation(operator, settings, arguments, LayerOptions.of(operator.className()).named(name));
    } catch (KeravaException e) {
      problems.add(where, "%s", e.plain());
      return null;
    }
  }

  private Operator operator(Map<String, Object> object, String where) {
    for (String key : object.keySet()) if (!KEYS.contains(key)) problems.add(where, "the key %s is not known", Problems.told(key));
    Object className = object.get("class_name"), module = object.get("module"), registered = object.get("registered_name");
    Operator operator = className instanceof String name ? Operator.byName(name) : null;
    boolean own =
        operator != null && (module == null || module.equals(operator.module())) && (registered == null || registered.equals(className));
    if (own) return operator;
    problems.add(where, "the operation %s of %s is not supported; supported are %s", Problems.told(className), Problems.told(module),
        names());
    return null;
  }

  private static String names() {
    List<String> names = new ArrayList<>();
    for (Operator each : Operator.values()) names.add(each.className());
    return String.join(", ", names);
  }

  private List<Object> arguments(Operator operator, Object node, String where, List<Reference> into) {
    List<Object> arguments = new ArrayList<>();
    boolean whole = node instanceof Map<?, ?> given && given.get("args") instanceof List
        && (given.get("kwargs") == null || given.get("kwargs") instanceof Map<?, ?> kwargs && kwargs.isEmpty());
    if (!whole) {
      problems.add(where, "a use must have args, and no kwargs: arguments of operations by name are not supported, got %s",
          Problems.told(node));
      return arguments;
    }
    for (Object each : (List<?>) ((Map<?, ?>) node).get("args"))
      arguments.add(operator == Operator.GET_ITEM && !arguments.isEmpty() ? key(each, where) : argument(each, where, into));
    return arguments;
  }

  private Object argument(Object json, String where, List<Reference> into) {
    if (json instanceof List<?> list) {
      List<Object> all = new ArrayList<>();
      for (Object each : list) all.add(argument(each, where, into));
      return all;
    }
    if (References.isTensor(json)) {
      into.add(references.tensor(json, where));
      return Operation.TENSOR;
    }
    if (json instanceof Integer || json instanceof Double) return json;
    Map<?, ?> object = json instanceof Map<?, ?> map ? map : Map.of();
    if (object.get("config") instanceof Map<?, ?> config && Set.of(NUMPY, CONSTANT).contains(String.valueOf(object.get("class_name"))))
      return array(config, where);
    return wrong(json, where);
  }

  private Object wrong(Object json, String where) {
    problems.add(where, "the argument %s is not supported", Problems.told(json));
    return null;
  }

  private Object key(Object json, String where) {
    if (!(json instanceof List<?> list)) return json instanceof Integer ? json : wrong(json, where);
    List<Object> slices = new ArrayList<>();
    for (Object each : list) slices.add(slice(each, where));
    return slices;
  }

  private Object slice(Object json, String where) {
    if (json == null) return Slice.newAxis();
    if (json instanceof Integer place) return Slice.at(place);
    Map<?, ?> object = json instanceof Map<?, ?> map ? map : Map.of();
    if (ELLIPSIS.equals(object.get("class_name"))) return Slice.ellipsis();
    boolean slice = SLICE.equals(object.get("class_name")) && object.get("config") instanceof Map<?, ?> config
        && config.values().stream().allMatch(each -> each == null || each instanceof Integer)
        && !Integer.valueOf(0).equals(config.get("step"));
    if (!slice) return wrong(json, where);
    Map<?, ?> config = (Map<?, ?>) object.get("config");
    return new Slice((Integer) config.get("start"), (Integer) config.get("stop"),
        config.get("step") == null ? 1 : (Integer) config.get("step"));
  }

  /** An array of numbers, in lists. */
  private Object array(Map<?, ?> config, String where) {
    DType type = config.get("dtype") instanceof String text ? DType.byName(text) : null;
    List<Integer> sizes = new ArrayList<>();
    for (Object at = config.get("value"); at instanceof List<?> list; at = list.isEmpty() ? null : list.get(0)) sizes.add(list.size());
    if (type == null || !(type == DType.FLOAT32 || type == DType.FLOAT64 || type == DType.INT32 || type == DType.INT64
        || type == DType.UINT8 || type == DType.BOOL))
      return wrong(config, where);
    Shape shape = new Shape(sizes);
    List<Object> numbers = new ArrayList<>();
    if (!collected(config.get("value"), shape, 0, type, numbers)) return wrong(config, where);
    Object values = type.array(numbers.size());
    for (int i = 0; i < numbers.size(); i++) put(values, i, type, numbers.get(i));
    return NDArray.of(shape, type, values);
  }

  private static boolean collected(Object json, Shape shape, int axis, DType type, List<Object> into) {
    if (axis == shape.rank()) {
      into.add(json);
      return type == DType.BOOL
          ? json instanceof Boolean
          : json instanceof Number number && (type.isFloating() || !(json instanceof Double) && type.holds(number.longValue()));
    }
    return json instanceof List<?> list && list.size() == shape.size(axis)
        && list.stream().allMatch(each -> collected(each, shape, axis + 1, type, into));
  }

  private static void put(Object values, int index, DType type, Object number) {
    switch (type) {
      case FLOAT32 -> Array.setFloat(values, index, ((Number) number).floatValue());
      case FLOAT64 -> Array.setDouble(values, index, ((Number) number).doubleValue());
      case INT32 -> Array.setInt(values, index, ((Number) number).intValue());
      case INT64 -> Array.setLong(values, index, ((Number) number).longValue());
      case BOOL -> Array.setBoolean(values, index, (Boolean) number);
      default -> Array.setByte(values, index, ((Number) number).byteValue());
    }
  }

  static Map<String, Object> object(Operation operation, ObjectWriter writer) {
    String name = LayerState.name(operation);
    require(writer.dialect() == Dialect.KERAS_3,
        "save: Keras 2 has no operations of keras.ops, got '%s' (%s); save for Keras 3, or take a layer instead", name,
        operation.className());
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("name", name);
    config.putAll(operation.settings());
    Map<String, Object> object = writer.object(operation.operator().module(), operation.className(), config);
    if (writer.modules()) object.put("registered_name", operation.className());
    return object;
  }

  /** A use of {@code operation} on {@code tensors}. */
  static Map<String, Object> node(Operation operation, List<Object> tensors) {
    Iterator<Object> rest = tensors.iterator();
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("args", written(operation.arguments(), rest));
    node.put("kwargs", Map.of());
    return node;
  }

  private static Object written(Object argument, Iterator<Object> rest) {
    if (argument == Operation.TENSOR) return rest.next();
    if (argument instanceof Slice slice) return written(slice);
    if (argument instanceof NDArray array) return written(array);
    if (!(argument instanceof List<?> list)) return argument;
    List<Object> all = new ArrayList<>();
    for (Object each : list) all.add(written(each, rest));
    return all;
  }

  private static Object written(Slice slice) {
    if (slice.isNewAxis() || slice.place() != null) return slice.place();
    Map<String, Object> config = new LinkedHashMap<>();
    if (!slice.isEllipsis()) {
      config.put("start", slice.begin());
      config.put("stop", slice.end());
      config.put("step", slice.step() == 1 ? null : (Object) slice.step());
    }
    return object(slice.isEllipsis() ? ELLIPSIS : SLICE, config);
  }

  private static Object written(NDArray array) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("value", nested(array, 0, new int[1]));
    config.put(DTypes.KEY, array.dtype().toString());
    return object(NUMPY, config);
  }

  private static Map<String, Object> object(String className, Map<String, Object> config) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("class_name", className);
    object.put("config", config);
    return object;
  }

  private static Object nested(NDArray array, int axis, int[] next) {
    if (axis == array.shape().rank()) {
      Object number = Array.get(array.array(), next[0]++);
      if (number instanceof Float value) return (double) value;
      return array.dtype() == DType.UINT8 ? (Object) ((Byte) number & 0xFF) : number;
    }
    List<Object> all = new ArrayList<>();
    for (int i = 0; i < array.shape().size(axis); i++) all.add(nested(array, axis + 1, next));
    return all;
  }
}

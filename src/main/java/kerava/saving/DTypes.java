package kerava.saving;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kerava.KeravaException;
import kerava.layers.DTypePolicy;
import kerava.layers.HashedCrossing;
import kerava.layers.Hashing;
import kerava.layers.Layer;
import kerava.layers.OutputMode;
import kerava.tensor.DType;

/**
 * The key {@code dtype} of layers and models: a name, or {@code {"class_name": "DTypePolicy", "config": {"name": ...}}}, {@code Policy} in
 * Keras 2. Source: Keras {@code dtype_policies/__init__.py}, tf_keras {@code mixed_precision/policy.py}.
 */
final class DTypes {
  static final String KEY = "dtype";
  private static final String KERAS_3 = "DTypePolicy", KERAS_2 = "Policy";

  /** The type of layers that hash and put out the numbers themselves, whose policy says nothing else. */
  static final String NUMBERS = DType.INT64.toString();

  private DTypes() {}

  static boolean ofNumbers(Layer layer) {
    return layer instanceof Hashing hashing && hashing.outputMode() == OutputMode.INT
        || layer instanceof HashedCrossing crossing && crossing.outputMode() == OutputMode.INT;
  }

  /** Whether the config of a layer of class {@code className} says the type of the numbers that it puts out. */
  static boolean ofNumbers(Object className, Map<String, Object> config) {
    return ("Hashing".equals(className) || "HashedCrossing".equals(className)) && NUMBERS.equals(name(config.get(KEY)));
  }

  /** A policy in any of its spellings as its name; anything else as it is told. */
  static String name(Object value) {
    boolean policy = value instanceof Map<?, ?> object && Set.of(KERAS_3, KERAS_2).contains(String.valueOf(object.get("class_name")));
    return policy && ((Map<?, ?>) value).get("config") instanceof Map<?, ?> config && config.size() == 1
        ? String.valueOf(config.get("name"))
        : String.valueOf(value);
  }

  /** That of {@code config}, or, if it has none, the session's; with a problem where it is none that is supported. */
  static DTypePolicy read(Map<String, Object> config, Problems problems, String where) {
    Object value = config.get(KEY);
    if (value == null) return DTypePolicy.current();
    try {
      return DTypePolicy.byName(name(value));
    } catch (KeravaException e) {
      problems.with(value).add(where, "dtype must be %s, got %s: not supported yet",
          Stream.of(DTypePolicy.values()).map(DTypePolicy::toString).collect(Collectors.joining(" or ")), Problems.told(value));
      return DTypePolicy.current();
    }
  }

  /**
   * Whether {@code layers} begin with an Input that Keras itself puts before a first layer that computes in 16 bits, whose data are cast to
   * these at once: a chain without an Input means the same.
   */
  static boolean beginWithCast(List<?> layers) {
    if (layers.size() < 2 || !(config(layers.get(0)).get(KEY) instanceof String type)) return false;
    return "InputLayer".equals(((Map<?, ?>) layers.get(0)).get("class_name")) && type.endsWith("float16")
        && Set.of(type, "mixed_" + type).contains(name(config(layers.get(1)).get(KEY)));
  }

  private static Map<?, ?> config(Object layer) {
    return layer instanceof Map<?, ?> object && object.get("config") instanceof Map<?, ?> config ? config : Map.of();
  }

  /** As Keras 3 writes it; for Keras 2 the name, which both take. */
  static Object written(DTypePolicy policy, ObjectWriter writer) {
    if (policy == DTypePolicy.FLOAT32 || writer.dialect() == Dialect.KERAS_2) return policy.toString();
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("module", "keras");
    object.put("class_name", KERAS_3);
    object.put("config", Map.of("name", policy.toString()));
    object.put("registered_name", null);
    return object;
  }
}

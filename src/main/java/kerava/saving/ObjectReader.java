package kerava.saving;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import kerava.KeravaException;
import kerava.activations.ActivationFunction;
import kerava.activations.Activations;
import kerava.config.Family;
import kerava.config.Limits;
import kerava.config.Settings;
import kerava.constraints.Constraint;
import kerava.layers.Cells;
import kerava.layers.Layer;
import kerava.layers.LayerOptions;
import kerava.optimizers.Optimizer;
import kerava.optimizers.OptimizerMap;
import kerava.optimizers.OptimizerOptions;
import kerava.optimizers.schedules.Rate;
import kerava.optimizers.schedules.Schedule;
import kerava.regularizers.Regularizer;
import kerava.training.UnsupportedSetting;

/**
 * The one place that makes records of what Keras writes: {@code {"module", "class_name", "config", "registered_name"}}, or a name alone.
 * Names are looked up in the closed list of a family and among the classes that the caller passed, and nowhere else; whatever a record
 * cannot hold becomes a problem that names its place.
 */
final class ObjectReader {
  private static final Set<String> KEYS = Set.of("module", "class_name", "config", "registered_name", "build_config", "shared_object_id",
      "__passive_serialization__");
  /**
   * Members that are no class of Keras: Input is its InputLayer, read elsewhere, and its class Accuracy is another metric than the name
   * "accuracy".
   */
  private static final Set<String> OTHERS = Set.of("Input", "Accuracy");

  private final Problems problems;
  private final Dialect dialect;
  private final Limits limits;
  private final Custom custom;
  private final SettingValues values;
  private final BiFunction<Object, String, Layer> layers;

  ObjectReader(Problems problems, Dialect dialect, Limits limits, Custom custom) { this(problems, dialect, limits, custom, null); }

  private ObjectReader(Problems problems, Dialect dialect, Limits limits, Custom custom, BiFunction<Object, String, Layer> layers) {
    this.custom = custom;
    this.limits = limits;
    this.problems = problems;
    this.dialect = dialect;
    this.layers = layers;
    values = new SettingValues(problems, limits);
  }

  /** This, which reads layers in the configs of layers by {@code newLayers}. */
  ObjectReader reading(BiFunction<Object, String, Layer> newLayers) {
    return new ObjectReader(problems, dialect, limits, custom, newLayers);
  }

  /** This for settings of {@code kind}, which the model is read without where they are not supported. */
  ObjectReader aside(UnsupportedSetting.Kind kind) { return new ObjectReader(problems.aside(kind), dialect, limits, custom, layers); }

  Problems problems() { return problems; }

  Dialect dialect() { return dialect; }

  Limits limits() { return limits; }

  SettingValues values() { return values; }

  /** The member of {@code family} that {@code json} describes, or null, with a problem added. */
  <T> T read(Class<T> family, Object json, String where) {
    if (json instanceof String name) return named(family, name, json, where);
    Map<String, Object> object = object(json, where);
    if (object == null) return null;
    checkKeys(object, Set.of(), where);
    String className = className(object, where);
    if (className == null) return null;
    Class<? extends T> own = custom(family, object);
    if (own != null) return build(family, own, config(object, where), where);
    if (className.equals("function") && object.get("config") instanceof String name) return named(family, name, json, where);
    Class<? extends T> member = member(family, className);
    if (member == null) return unknown(family, className, json, where);
    if (!known(family, object, className, where)) return null;
    return build(family, member, config(object, where), where);
  }

  private Map<String, Object> config(Map<String, Object> object, String where) {
    return object(object.getOrDefault("config", Map.of()), where + ", config");
  }

  /** The class that the caller passed for {@code object}; null: none. In older layouts its name stands for the class's. */
  private <T> Class<? extends T> custom(Class<T> family, Map<?, ?> object) {
    Class<? extends T> found = custom.find(family, object.get("registered_name"));
    if (found == null) found = custom.find(family, object.get("class_name"));
    return found != null ? found : Custom.ofKeras(family, object.get("module"), object.get("class_name"));
  }

  /** Adds a problem for each key of {@code object} that neither objects of Keras have nor {@code more} names. */
  void checkKeys(Map<String, Object> object, Set<String> more, String where) {
    for (String key : object.keySet())
      if (!KEYS.contains(key) && !more.contains(key)) problems.add(where, "the key %s is not known", Problems.told(key));
  }

  /** The class name of {@code object}, without the package under which tf.keras files its own optimizers; null with a problem. */
  String className(Map<String, Object> object, String where) {
    if (!(object.get("class_name") instanceof String name)) {
      problems.add(where, "class_name must be a string, got %s", Problems.told(object.get("class_name")));
      return null;
    }
    return (String) plain(name);
  }

  /** {@code json} as an object; null with a problem. */
  Map<String, Object> object(Object json, String where) {
    if (json instanceof Map<?, ?> map) return Json.object(map);
    problems.with(json).add(where, "must be an object, got %s", Problems.told(json));
    return null;
  }

  private <T> T named(Class<T> family, String name, Object json, String where) {
    try {
      T named = Family.byName(family, name);
      return isOther(named.getClass(), where) ? null : named;
    } catch (KeravaException e) {
      return unknown(family, name, json, where);
    }
  }

  /** Whether Keras 2 has another optimizer, or none, under the name of {@code member}: a problem then. */
  private boolean isOther(Class<?> member, String where) {
    boolean optimizer = Keras2Optimizers.OTHERS.contains(member), other = optimizer || Keras2Layers.isOther(member);
    if (dialect != Dialect.KERAS_2 || !other) return false;
    problems.add(where,
        optimizer
            ? "%s has another formula in Keras 2: not supported yet"
            : "%s of Keras 2 is another one than Keras 3's, and not supported",
        member.getSimpleName());
    return true;
  }

  private <T> T unknown(Class<T> family, String name, Object json, String where) {
    if (Custom.isRegistered(json)) problems.with(json).addOwnClass(where, name);
    else
      problems.with(json).add(where, Origin.CODE.contains(name)
          ? "class %s is refused, for it runs code out of the file; supported are %s"
          : "class %s is not supported; supported are %s", Problems.told(name), String.join(", ", members(family).keySet()));
    return null;
  }

  private static <T> Map<String, Class<? extends T>> members(Class<T> family) {
    Map<String, Class<? extends T>> members = Family.members(family);
    members.keySet().removeAll(OTHERS);
    return members;
  }

  /** As Keras has it, optimizers' names may be in any case. */
  private <T> Class<? extends T> member(Class<T> family, String className) {
    if (family == Layer.class) return Family.exported(members(family), className);
    if (family != Optimizer.class) return members(family).get(className);
    return members(family).entrySet().stream().filter(each -> each.getKey().equalsIgnoreCase(className)).map(Map.Entry::getValue)
        .findFirst().orElse(null);
  }

  /** Whether the object is Keras's own, not a class of the same name from elsewhere. */
  <T> boolean known(Class<T> family, Map<String, Object> object, String className, String where) {
    Object module = object.get("module"), registered = object.get("registered_name");
    boolean own = Origin.isOwn(module, family);
    if (own && (registered == null || plain(registered).equals(className))) return true;
    problems.strict().add(where, "%s of %s must be %s, got %s: custom classes are not supported unless the caller passes them",
        own ? "registered_name" : "module",
        className,
        own ? "null" : Origin.module(family), Problems.told(own ? registered : module));
    return false;
  }

  /** A class name without the package under which tf.keras files its own optimizers. */
  private Object plain(Object name) {
    return dialect == Dialect.KERAS_2 && name instanceof String text ? text.replaceFirst("^" + Keras2Optimizers.PACKAGE, "") : name;
  }

  /** {@code config} null: it is a problem already. */
  private <T> T build(Class<T> family, Class<? extends T> member, Map<String, Object> config, String where) {
    if (config == null || isOther(member, where)) return null;
    int before = problems.count();
    Map<String, Class<?>> types = Settings.types(member);
    types.values().remove(LayerOptions.class);
    boolean options = types.values().remove(OptimizerOptions.class);
    if (options) types.putAll(OptimizerOptions.typesInFiles());
    if (options && dialect == Dialect.KERAS_2) types.keySet().removeAll(Keras2Optimizers.OTHER_OPTIONS);
    Map<String, Object> settings = new HashMap<>();
    config.forEach((given, value) -> {
      String key = IgnorableKeys.current(family, member.getSimpleName(), given);
      if (!types.containsKey(key)) IgnorableKeys.check(family, member.getSimpleName(), key, value, problems, where);
      else if (settings.containsKey(key)) problems.add(where, "%s is given twice", key);
      else settings.put(key, value(types.get(key), key, options ? Keras2Optimizers.current(key, value) : value, where + ", " + key));
    });
    for (String key : Settings.required(member)) if (!settings.containsKey(key)) problems.add(where, "%s must be given", key);
    if (problems.count() > before) return null;
    try {
      return options ? optimizer(member, settings) : Settings.build(member, settings);
    } catch (KeravaException e) {
      problems.add(where, "%s", e.plain());
      return null;
    }
  }

  /** One with options, among whose settings are those of its options. */
  private static <T> T optimizer(Class<T> member, Map<String, Object> settings) {
    T byDefault = Settings.build(member, settings);
    OptimizerOptions options = Settings.with(((Optimizer) byDefault).options(), settings);
    return Settings.with(byDefault, Map.of("options", options));
  }

  /** {@code value} as a setting of {@code type}; anything, with a problem, if it is none. */
  private Object value(Class<?> type, String key, Object value, String where) {
    if (type == Rate.class && value instanceof Map<?, ?> map && map.containsKey("class_name")) return read(Schedule.class, value, where);
    if (type == ActivationFunction.class || type == Activations.class) return activation(value, where);
    if (type == Layer.class && layers != null) return value == null ? null : layers.apply(value, where);
    if (type == Cells.class && layers != null) return cells(value, where);
    if (type == Optimizer.class) return read(Optimizer.class, value, where);
    if (type == OptimizerMap.class) return optimizers(value, where);
    if (values.holds(type)) return values.read(type, key, value, where);
    boolean none = value == null && (type == Regularizer.class || type == Constraint.class);
    return none ? null : (isObject(value) ? aside(type) : this).read(type, value, where);
  }

  private Object cells(Object value, String where) {
    if (!(value instanceof List<?> list)) return values.wrong(where, "a list of cells", value);
    Limits.check(problems.file(), where, list.size(), limits.elements());
    List<Layer> cells = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) cells.add(layers.apply(list.get(i), where + "[" + i + "]"));
    return cells.contains(null) ? null : new Cells(cells);
  }

  /** Null with a problem. */
  private OptimizerMap optimizers(Object value, String where) {
    Map<String, Object> object = object(value, where);
    if (object == null) return null;
    checkKeys(object, Set.of(), where);
    String className = OptimizerMap.class.getSimpleName();
    if (!className.equals(className(object, where)) || !known(Optimizer.class, object, className, where)) {
      problems.add(where, "must be an %s, got %s", className, Problems.told(object.get("class_name")));
      return null;
    }
    Map<String, Object> config = config(object, where);
    Map<String, Object> byKey = config == null ? null : object(config.get("optimizer_map"), where + ", optimizer_map");
    if (byKey == null) return null;
    for (String key : config.keySet())
      if (!Settings.types(OptimizerMap.class).containsKey(key)) problems.add(where, "the key %s is not known", Problems.told(key));
    Limits.check(problems.file(), "optimizers", byKey.size(), limits.layers());
    Map<String, Optimizer> read = new LinkedHashMap<>();
    byKey.forEach((key, one) -> read.put(key, read(Optimizer.class, one, where + ", " + Problems.told(key))));
    Optimizer otherwise = read(Optimizer.class, config.get("default_optimizer"), where + ", default_optimizer");
    if (otherwise == null || read.containsValue(null)) return null;
    try {
      return new OptimizerMap(otherwise, read);
    } catch (KeravaException e) {
      problems.add(where, "%s", e.plain());
      return null;
    }
  }

  /** Whether {@code value} is how Keras writes an object, of whatever class: its name, or an object with class_name. */
  static boolean isObject(Object value) {
    return value instanceof String || value instanceof Map<?, ?> object && object.get("class_name") instanceof String;
  }

  /** A model predicts without its layers' regularizers and constraints. */
  private ObjectReader aside(Class<?> type) {
    if (type == Regularizer.class) return aside(UnsupportedSetting.Kind.REGULARIZER);
    return type == Constraint.class ? aside(UnsupportedSetting.Kind.CONSTRAINT) : this;
  }

  private Object activation(Object value, String where) {
    if (value instanceof Map<?, ?> object && custom(ActivationFunction.class, object) != null)
      return read(ActivationFunction.class, value, where);
    if (Custom.isRegistered(value))
      return unknown(ActivationFunction.class, String.valueOf(((Map<?, ?>) value).get("class_name")), value, where);
    Object name = value instanceof Map<?, ?> function && "function".equals(function.get("class_name")) ? function.get("config") : value;
    if (name == null) return Activations.LINEAR;
    if (!(name instanceof String text)) return values.wrong(where, "the name of an activation", value);
    ActivationFunction older = dialect == Dialect.KERAS_2 ? Keras2Activations.other(text) : null;
    if (older != null) return older;
    try {
      return Activations.byName(text);
    } catch (KeravaException e) {
      problems.add(where, "%s", Problems.told(text) + " is not supported; supported are " + String.join(", ", Activations.names()));
      return null;
    }
  }
}

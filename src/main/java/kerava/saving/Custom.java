package kerava.saving;

import static kerava.KeravaException.require;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kerava.activations.ActivationFunction;
import kerava.applications.CustomScaleLayer;
import kerava.applications.LayerScale;
import kerava.config.Family;
import kerava.config.Registered;
import kerava.constraints.Constraint;
import kerava.initializers.Initializer;
import kerava.layers.Layer;
import kerava.losses.Loss;
import kerava.metrics.Metric;
import kerava.optimizers.Optimizer;
import kerava.optimizers.OptimizerMap;
import kerava.optimizers.schedules.Schedule;
import kerava.regularizers.Regularizer;

/**
 * Classes of the user's own that a file may name: {@code Model.load(file, Custom.of(MyLayer.class))}. A file gets no class but Kerava's own
 * and these. Each is a record, whose components are its settings, and a layer, loss, metric, optimizer, initializer, regularizer,
 * constraint, schedule or activation. Source: Keras {@code saving/object_registration.py}.
 */
public final class Custom {
  public static final Custom NONE = new Custom(Map.of());
  private static final List<Class<?>> FAMILIES =
      List.of(Layer.class, Loss.class, Metric.class, Optimizer.class, Initializer.class, Regularizer.class,
          Constraint.class, Schedule.class, ActivationFunction.class);
  /** Keras's own classes outside of its families. */
  private static final Custom KERAS = of(CustomScaleLayer.class, LayerScale.class);

  private final Map<String, Class<?>> classes;

  private Custom(Map<String, Class<?>> classes) { this.classes = classes; }

  public static Custom of(Class<?>... classes) {
    Map<String, Class<?>> named = new LinkedHashMap<>();
    for (Class<?> each : classes) {
      require(each.isRecord() && FAMILIES.stream().anyMatch(family -> family.isAssignableFrom(each)),
          "Custom: a class must be a record and a Layer, Loss, Metric, Optimizer, Initializer, Regularizer, Constraint, Schedule or ActivationFunction, got %s",
          each.getName());
      require(named.put(registeredName(each), each) == null, "Custom: two classes are called %s; name one otherwise by @Registered",
          registeredName(each));
    }
    return new Custom(named);
  }

  /** The name under which files know {@code type}. */
  static String registeredName(Class<?> type) {
    Registered given = type.getAnnotation(Registered.class);
    return given != null ? given.value() : "Custom>" + type.getSimpleName();
  }

  /** Whether {@code value} is of one of the families, but no layer. */
  static boolean isMember(Object value) { return FAMILIES.stream().anyMatch(family -> family != Layer.class && family.isInstance(value)); }

  /** Whether {@code type} is of the user's own. */
  static boolean isCustom(Class<?> type) {
    return type != OptimizerMap.class && FAMILIES.stream().filter(family -> family.isAssignableFrom(type))
        .noneMatch(family -> family == ActivationFunction.class
            ? type.isEnum() || type.isAnonymousClass()
            : Family.members(family).containsValue(type));
  }

  /**
   * Whether {@code json} describes an object of somebody's own class: Keras writes a name for it, in older layouts {@code package>name}.
   */
  static boolean isRegistered(Object json) {
    return json instanceof Map<?, ?> object && !"function".equals(object.get("class_name"))
        && (object.get("registered_name") instanceof String || object.get("class_name") instanceof String name && name.contains(">"));
  }

  /** The module in which Python finds {@code type} by itself; null: in none. */
  static String module(Class<?> type) {
    Registered given = type.getAnnotation(Registered.class);
    return given == null || given.module().isEmpty() ? null : given.module();
  }

  /** Keras's own class of {@code family} that lies in {@code module}, outside of its families; null: none. */
  static <T> Class<? extends T> ofKeras(Class<T> family, Object module, Object name) {
    Class<? extends T> found = KERAS.find(family, name);
    return found != null && module(found).equals(module) ? found : null;
  }

  /** The class of {@code family} that a file calls {@code name}; null: it has none that the caller passed. */
  <T> Class<? extends T> find(Class<T> family, Object name) {
    Class<?> found = name == null ? null : classes.get(name);
    return found != null && family.isAssignableFrom(found) ? found.asSubclass(family) : null;
  }
}

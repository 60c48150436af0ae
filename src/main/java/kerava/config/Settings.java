package kerava.config;

import static kerava.KeravaException.require;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A record read as what it is: named settings. Each setting is spelled once, as a component; its name in a Keras config is the component's
 * in snake_case. This is the one place that looks at records by reflection.
 */
public final class Settings {
  private Settings() {}

  /** The settings of {@code record} in the order of its components, under Keras's names. */
  public static Map<String, Object> of(Record record) {
    Map<String, Object> settings = new LinkedHashMap<>();
    for (RecordComponent component : record.getClass().getRecordComponents())
      settings.put(Names.settingKey(component.getName()), read(record, component));
    return settings;
  }

  /** A copy of {@code record} whose component {@code name} is {@code value}, checked by the record's own constructor. */
  public static <R extends Record> R with(R record, String name, Object value) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    require(Arrays.stream(components).anyMatch(c -> c.getName().equals(name)), "%s has no setting %s", record.getClass().getSimpleName(),
        name);
    Object[] values = Arrays.stream(components).map(c -> c.getName().equals(name) ? value : read(record, c)).toArray();
    return create(canonical(record), values);
  }

  /** A copy of {@code record} of whose settings {@code change} makes other ones. */
  public static <R extends Record> R map(R record, java.util.function.UnaryOperator<Object> change) {
    return create(canonical(record), of(record).values().stream().map(change).toArray());
  }

  /** The types of the settings of {@code type}, in order, under Keras's names. */
  public static Map<String, Class<?>> types(Class<?> type) {
    Map<String, Class<?>> types = new LinkedHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) types.put(Names.settingKey(component.getName()), component.getType());
    return types;
  }

  /** The settings that {@code type} has no default for: the parameters of its shortest constructor that takes its first components. */
  public static List<String> required(Class<?> type) {
    return List.copyOf(types(type).keySet()).subList(0, shortest(type).getParameterCount());
  }

  /** The record of class {@code type} with the settings {@code named}, under Keras's names, and defaults for the others. */
  public static <R> R build(Class<R> type, Map<String, Object> named) {
    List<String> required = required(type);
    for (String key : required) require(named.containsKey(key), "%s: %s must be given", type.getSimpleName(), key);
    return with(create(shortest(type), required.stream().map(named::get).toArray()), named);
  }

  /** A copy of {@code record} with the settings {@code named}, under Keras's names, and its own for the others. */
  public static <R> R with(R record, Map<String, Object> named) {
    Object[] values = of((Record) record).entrySet().stream()
        .map(setting -> named.containsKey(setting.getKey()) ? named.get(setting.getKey()) : setting.getValue()).toArray();
    return create(canonical(record), values);
  }

  @SuppressWarnings("unchecked") // a constructor of R's class makes an R
  private static <R> Constructor<R> canonical(R record) {
    try {
      return (Constructor<R>) record.getClass().getDeclaredConstructor(componentTypes(record.getClass()));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("unchecked") // the constructors of type make an R
  private static <R> Constructor<R> shortest(Class<R> type) {
    Class<?>[] components = componentTypes(type);
    return (Constructor<R>) Arrays.stream(type.getDeclaredConstructors())
        .filter(c -> Arrays.equals(c.getParameterTypes(), Arrays.copyOf(components, Math.min(c.getParameterCount(), components.length))))
        .min(Comparator.comparing(Constructor::getParameterCount)).orElseThrow();
  }

  private static Class<?>[] componentTypes(Class<?> type) {
    return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType).toArray(Class[]::new);
  }

  private static <R> R create(Constructor<R> constructor, Object[] values) {
    try {
      constructor.trySetAccessible();
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object read(Record record, RecordComponent component) {
    try {
      Method accessor = component.getAccessor();
      accessor.trySetAccessible(); // the record may be one that its package keeps to itself
      return accessor.invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}

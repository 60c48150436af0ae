package kerava.config;

import static kerava.KeravaException.require;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A record read as what it is: named settings. Each setting is spelled once, as a component; its name in a Keras config is the component's in
 * snake_case. This is the one place that looks at records by reflection.
 */
public final class Settings {
  private Settings() {}

  /** The settings of {@code record} in the order of its components, under Keras's names. */
  public static Map<String, Object> of(Record record) {
    Map<String, Object> settings = new LinkedHashMap<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) settings.put(Names.snakeCase(component.getName()), read(record, component));
    return settings;
  }

  /** A copy of {@code record} whose component {@code name} is {@code value}, checked by the record's own constructor. */
  public static <R extends Record> R with(R record, String name, Object value) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    require(Arrays.stream(components).anyMatch(c -> c.getName().equals(name)), "%s has no setting %s", record.getClass().getSimpleName(), name);
    Object[] values = Arrays.stream(components).map(c -> c.getName().equals(name) ? value : read(record, c)).toArray();
    try {
      @SuppressWarnings("unchecked") // the canonical constructor of R
      Constructor<R> constructor =
          (Constructor<R>) record.getClass().getDeclaredConstructor(Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new));
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object read(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}

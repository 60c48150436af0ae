package kerava.callbacks;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kerava.config.Names;
import kerava.training.Callback;

/** A callback as a golden names it: its class, and its settings under Keras's names. */
public final class Written {
  private Written() {}

  /** {@code folder}: stands before the name of its file, if it has one. */
  public static Callback of(String name, JsonNode settings, String folder) {
    Callback callback = switch (name) {
      case "EarlyStopping" -> new EarlyStopping();
      case "ReduceLROnPlateau" -> new ReduceLROnPlateau();
      case "ModelCheckpoint" -> new ModelCheckpoint(folder + settings.get("filepath").asText());
      case "SwapEMAWeights" -> new SwapEMAWeights();
      case "TerminateOnNaN" -> new TerminateOnNaN();
      case "CSVLogger" -> new CSVLogger(Path.of(folder + "log.csv"));
      case "LearningRateScheduler" -> new LearningRateScheduler((epoch, rate) -> epoch == 0 ? rate : rate * 0.7);
      default -> throw new IllegalArgumentException(name);
    };
    for (Map.Entry<String, JsonNode> setting : settings.properties())
      if (!setting.getKey().equals("filepath")) set(callback, setting.getKey(), setting.getValue());
    return callback;
  }

  /** The methods that set something, by Keras's names. */
  static List<String> settings(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods()).filter(method -> method.getReturnType() == type && method.getParameterCount() == 1)
        .map(method -> key(method)).sorted().toList();
  }

  private static String key(Method method) { return Names.settingKey(method.getName()).replaceFirst("^with_", ""); }

  private static void set(Callback callback, String name, JsonNode value) {
    for (Method method : callback.getClass().getMethods()) {
      if (method.getReturnType() != callback.getClass() || !key(method).equals(name)) continue;
      try {
        method.invoke(callback, value(method.getParameterTypes()[0], value));
        return;
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(name, e);
      }
    }
    throw new IllegalArgumentException(name);
  }

  private static Object value(Class<?> type, JsonNode value) {
    if (type == int.class) return value.asInt();
    if (type == double.class) return value.asDouble();
    if (type == boolean.class) return value.asBoolean();
    if (type == char.class) return value.asText().charAt(0);
    return type == Mode.class ? Mode.valueOf(value.asText().toUpperCase(Locale.ROOT)) : value.asText();
  }
}

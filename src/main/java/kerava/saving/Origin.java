package kerava.saving;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import kerava.initializers.Initializer;
import kerava.network.Network;
import kerava.optimizers.Optimizer;
import kerava.optimizers.schedules.Schedule;

/**
 * Where an object in a file says that its class comes from. Nothing is ever looked up there: names are looked up in sealed families. But a
 * class that comes from elsewhere is another one than Keras's of the same name, and what names Python's own functions is an attack.
 */
final class Origin {
  /** Classes that run code out of the file. */
  static final Set<String> CODE = Set.of("Lambda", "TorchModuleWrapper", "TFSMLayer", "FlaxLayer", "JaxLayer", "__lambda__");
  /** Keras has been a package of its own, a part of TensorFlow, and both; classes lie in its inner packages too. */
  private static final Pattern KERAS = Pattern.compile("(tensorflow\\.(python\\.)?|tf_)?keras(\\.\\w+)*");
  /** Where TensorFlow has the initializers that Keras 2 made its own, {@code tf.constant_initializer} of EfficientNetV2 among them. */
  private static final String TENSORFLOW_INITIALIZERS = "tensorflow.python.ops.init_ops_v2";
  private static final Set<String> OPTIMIZERS = Set.of("optimizers", "optimizer_v2", "optimizer_experimental"),
      MODELS = Set.of("models", "engine");

  private Origin() {}

  /** What a module of Keras's own {@code family} is called today. */
  static String module(Class<?> family) { return family.getPackageName().replaceFirst("^kerava", "keras"); }

  /** Whether {@code module}, which may be null, is one that Keras has had classes of {@code family} in. */
  static boolean isOwn(Object module, Class<?> family) {
    if (module == null || module.equals("keras") || family == Initializer.class && module.equals(TENSORFLOW_INITIALIZERS)) return true;
    Set<String> words = family == Optimizer.class || family == Schedule.class
        ? OPTIMIZERS
        : family == Network.class ? MODELS : Set.of(module(family).replaceFirst("^keras\\.", ""));
    return module instanceof String text && KERAS.matcher(text).matches() && List.of(text.split("\\.")).stream().anyMatch(words::contains);
  }

  /**
   * Whether {@code value}, or anything in it, runs code or comes from elsewhere than Keras; functions come from nowhere, they are names.
   */
  static boolean isForeign(Object value) {
    if (value instanceof List<?> list) return list.stream().anyMatch(Origin::isForeign);
    if (!(value instanceof Map<?, ?> object)) return false;
    Object module = object.get("module"), className = object.get("class_name");
    boolean function = "builtins".equals(module) && "function".equals(className);
    boolean own = module == null || function || module instanceof String text && KERAS.matcher(text).matches();
    return !own || className instanceof String name && CODE.contains(name) || object.values().stream().anyMatch(Origin::isForeign);
  }
}

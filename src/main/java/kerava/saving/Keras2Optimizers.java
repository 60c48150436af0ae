package kerava.saving;

import java.util.Map;
import kerava.config.Family;
import kerava.config.Warnings;
import kerava.optimizers.Adagrad;
import kerava.optimizers.Optimizer;
import kerava.optimizers.RMSprop;

/**
 * The optimizers of Keras 2 in .h5: those that TensorFlow has had since 2.11, which compute as Keras 3's, and the older ones, of which all of
 * TensorFlow 2 has the files. Source: tf_keras {@code optimizers/__init__.py} deserialize, {@code optimizers/legacy}.
 */
final class Keras2Optimizers {
  /** tf.keras files its newer optimizers as if they were the user's own. */
  static final String PACKAGE = "Custom>";
  static final String IS_LEGACY = "is_legacy_optimizer";
  private static final double ALIKE = 1e-6;

  private Keras2Optimizers() {}

  /**
   * Whether the older optimizer of the name divides by another root: by {@code sqrt(v) + epsilon} instead of {@code sqrt(v + epsilon)}. RMSprop with
   * momentum runs in a kernel that has it inside; Adagrad's roots begin so large that epsilon is lost beside them.
   */
  static boolean legacyDiffers(Optimizer optimizer) {
    return optimizer instanceof RMSprop rmsprop && rmsprop.momentum() == 0
        || optimizer instanceof Adagrad adagrad && adagrad.epsilon() > ALIKE * Math.sqrt(adagrad.initialAccumulatorValue());
  }

  /** Whether an .h5 with these compile settings means an older one. */
  static boolean legacy(Map<String, Object> training) {
    return !(training.get("optimizer_config") instanceof Map<?, ?> object && object.get("config") instanceof Map<?, ?> config
        && Boolean.FALSE.equals(config.get(IS_LEGACY)));
  }

  /** Warns if {@code optimizer} trains on otherwise than it did in Keras 2. */
  static void loaded(String file, Map<String, Object> training, Optimizer optimizer) {
    if (!legacy(training) || !legacyDiffers(optimizer)) return;
    Warnings
        .warn("%s: %s is TensorFlow's older one, which divides by sqrt(v) + epsilon, so it trains on otherwise here, by sqrt(v + epsilon); "
            + "compile it with the square of its epsilon to come near", file, name(optimizer));
  }

  /** Warns if Keras 3 makes another optimizer of what Keras 2 is to read. */
  static void saved(String file, Snapshot model) {
    Optimizer optimizer = model.settings().optimizer();
    boolean asNamed = optimizer.equals(Family.byName(Optimizer.class, name(optimizer))) && model.learningRate() == null;
    if (!legacyDiffers(optimizer) || asNamed) return;
    Warnings.warn("%s: Keras 2 takes %s from it, but Keras 3 leaves the settings of that aside and takes its defaults; save another "
        + "file for Keras 3", file, name(optimizer));
  }

  private static String name(Optimizer optimizer) { return optimizer.getClass().getSimpleName(); }
}

package kerava.saving;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kerava.KeravaException;
import kerava.config.Family;
import kerava.config.Warnings;
import kerava.hdf5.Hdf5Dataset;
import kerava.optimizers.Adafactor;
import kerava.optimizers.Adagrad;
import kerava.optimizers.Adam;
import kerava.optimizers.Ftrl;
import kerava.optimizers.Lamb;
import kerava.optimizers.Lion;
import kerava.optimizers.LossScaleOptimizer;
import kerava.optimizers.MultiOptimizer;
import kerava.optimizers.Muon;
import kerava.optimizers.Nadam;
import kerava.optimizers.Optimizer;
import kerava.optimizers.RMSprop;
import kerava.optimizers.ScheduleFreeAdamW;
import kerava.tensor.Shape;

/**
 * The optimizers of Keras 2 in .h5: those that TensorFlow has had since 2.11, which compute as Keras 3's, and the older ones, of which all
 * of TensorFlow 2 has the files. Source: tf_keras {@code optimizers/__init__.py} deserialize, {@code optimizers/legacy}.
 */
final class Keras2Optimizers {
  /** tf.keras files its newer optimizers as if they were the user's own. */
  static final String PACKAGE = "Custom>";
  static final String IS_LEGACY = "is_legacy_optimizer";
  private static final double ALIKE = 1e-6;

  private Keras2Optimizers() {}

  /**
   * Whether the older optimizer of the name divides by another root: by {@code sqrt(v) + epsilon} instead of {@code sqrt(v + epsilon)}.
   * RMSprop with momentum runs in a kernel that has it inside; Adagrad's roots begin so large that epsilon is lost beside them.
   */
  static boolean legacyDiffers(Optimizer optimizer) {
    return optimizer instanceof RMSprop rmsprop && rmsprop.momentum() == 0
        || optimizer instanceof Adagrad adagrad && adagrad.epsilon() > ALIKE * Math.sqrt(adagrad.initialAccumulatorValue());
  }

  /**
   * Those that Keras 2 does not have, or has with another formula: Nadam's older form warms its momentum more slowly, and its newer one too
   * often in a graph.
   */
  static final Set<Class<? extends Optimizer>> OTHERS =
      Set.of(Nadam.class, Lamb.class, MultiOptimizer.class, Muon.class, ScheduleFreeAdamW.class);

  /** Options that Keras 2 does not have, or with another meaning: its averages begin otherwise. */
  static final Set<String> OTHER_OPTIONS = Set.of("use_ema", "ema_momentum", "ema_overwrite_frequency", "gradient_accumulation_steps");

  /** Refuses what files of Keras 2 cannot say. */
  static void check(Optimizer optimizer) {
    KeravaException.InJava cure = inJava("save for Dialect.KERAS_3, or compile it without");
    require(optimizer.options().lossScaleFactor() == null, cure, "save: Keras 2 has no optimizer with a loss_scale_factor");
    require(!optimizer.options().useEma() && optimizer.options().gradientAccumulationSteps() == null, cure,
        "save: Keras 2 averages weights otherwise, and accumulates no gradients; the optimizer has use_ema or gradient_accumulation_steps");
    require(!OTHERS.contains(optimizer.getClass()), inJava("save for Dialect.KERAS_3, or compile it with another"),
        "save: Keras 2 has no %s, or another one", name(optimizer));
    require(!(optimizer instanceof LossScaleOptimizer), inJava("save for Dialect.KERAS_3, or compile it with its innerOptimizer"),
        "save: Keras 2 has another LossScaleOptimizer");
  }

  /** How many slots an older optimizer keeps weight by weight. */
  static int together(Optimizer optimizer) { return optimizer instanceof Ftrl ? optimizer.slotsTogether() : 0; }

  /** Whether files of Keras 2 have the newer one, as the older does not divide alike or there is none. */
  static boolean modern(Optimizer optimizer) {
    return legacyDiffers(optimizer) || optimizer instanceof Adafactor || optimizer instanceof Lion
        || optimizer.options().weightDecay() != null;
  }

  /** The first of the newer optimizers say false where their weights do not decay. */
  static Object current(String key, Object value) { return key.equals("weight_decay") && Boolean.FALSE.equals(value) ? null : value; }

  /** Whether a file of Keras 2 with these compile settings means an older one: that is what it does unless it says otherwise. */
  static boolean legacy(Object compile) {
    Map<?, ?> settings = compile instanceof Map<?, ?> map ? map : Map.of();
    Object named = settings.containsKey("optimizer_config") ? settings.get("optimizer_config") : settings.get("optimizer");
    if (!(named instanceof Map<?, ?> object)) return true;
    String module = object.get("module") instanceof String text ? text : "";
    if (module.contains("experimental")) return false;
    boolean older = module.contains("legacy") || module.contains("optimizer_v2");
    return older || !(object.get("config") instanceof Map<?, ?> config && Boolean.FALSE.equals(config.get(IS_LEGACY)));
  }

  /** Warns if {@code optimizer} trains on otherwise than it did in Keras 2. */
  static void loaded(String file, Object compile, Optimizer optimizer) {
    if (!legacy(compile) || !legacyDiffers(optimizer)) return;
    Warnings
        .warn("%s: %s is TensorFlow's older one, which divides by sqrt(v) + epsilon, so it trains on otherwise here, by sqrt(v + epsilon); "
            + "compile it with the square of its epsilon to come near", file, name(optimizer));
  }

  /**
   * The variables of an older optimizer as its later releases have them, of which it has {@code expected} for so many weights: those of
   * Keras before 2.3 lack the iterations of RMSprop and Adagrad, and keep Adam's largest v where it is not asked for. Source: tf_keras
   * {@code optimizers/legacy}, set_weights.
   */
  static List<Hdf5Dataset> current(List<Hdf5Dataset> datasets, Optimizer optimizer, int expected, int weights) {
    int count = datasets.size();
    if (optimizer instanceof Adam && count > expected && count == 3 * weights + 1) return datasets.subList(0, expected);
    if (!(optimizer instanceof RMSprop || optimizer instanceof Adagrad) || count != expected - 1) return datasets;
    List<Hdf5Dataset> counted = new ArrayList<>(List.of(Hdf5Dataset.of(Shape.of(), 0L)));
    counted.addAll(datasets);
    return counted;
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

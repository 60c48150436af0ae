package kerava.saving;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import kerava.KeravaException;
import kerava.activations.ActivationFunction;
import kerava.config.Numbers;
import kerava.config.Settings;
import kerava.initializers.Initializer;
import kerava.layers.Bidirectional;
import kerava.layers.CallForm;
import kerava.layers.Cells;
import kerava.layers.DataFormat;
import kerava.layers.Layer;
import kerava.layers.LayerOptions;
import kerava.layers.LeakyReLU;
import kerava.layers.WithAttention;
import kerava.layers.ZeroPadding1D;
import kerava.losses.Loss;
import kerava.optimizers.Optimizer;
import kerava.optimizers.OptimizerOptions;
import kerava.optimizers.schedules.FixedRate;
import kerava.random.Seed;
import kerava.tensor.Shape;

/**
 * Records as Keras writes them; the inverse of {@link ObjectReader}. Keys that older readers of the generation do not know are left out.
 */
enum ObjectWriter {
  /** As in .keras and {@code to_json} of Keras 3: every object says its module. */
  MODERN(Dialect.KERAS_3, true),
  /** As in .h5 of Keras 3: layers, loss, metrics and optimizer do not say it, the objects in their configs do. */
  MODERN_H5(Dialect.KERAS_3, false),
  /** As tf.keras writes: no object says it, and some settings have their older names. */
  LEGACY(Dialect.KERAS_2, false);

  private final Dialect dialect;
  private final boolean modules;

  ObjectWriter(Dialect dialect, boolean modules) {
    this.dialect = dialect;
    this.modules = modules;
  }

  Dialect dialect() { return dialect; }

  boolean modules() { return modules; }

  /** How layers in the config of a layer are written. */
  ObjectWriter ofParts() { return dialect == Dialect.KERAS_3 ? MODERN : this; }

  /** A layer, loss, metric, optimizer or model. */
  Map<String, Object> object(String module, String className, Map<String, Object> config) {
    return object(modules, module, className, config);
  }

  private static Map<String, Object> object(boolean withModule, String module, String className, Map<String, Object> config) {
    Map<String, Object> object = new LinkedHashMap<>();
    if (withModule) object.put("module", module);
    object.put("class_name", className);
    object.put("config", config);
    if (withModule) object.put("registered_name", null);
    return object;
  }

  /** The settings of {@code record} as a config. */
  Map<String, Object> config(Record record) {
    if (dialect == Dialect.KERAS_2) Keras2Layers.check(record);
    if (dialect == Dialect.KERAS_2 && record instanceof Optimizer optimizer) Keras2Optimizers.check(optimizer);
    if (dialect == Dialect.KERAS_2 && record instanceof Loss loss) Keras2Losses.check(loss);
    Map<String, Object> config = new LinkedHashMap<>();
    Settings.of(record).forEach((key, value) -> {
      if (value instanceof OptimizerOptions options) config.putAll(options(options));
      else if (!(value instanceof LayerOptions) && !isLeftOut(record, key)) config.put(key(record, key), value(value));
    });
    return config;
  }

  /** Older optimizers of Keras 2 do not know all of them. */
  private Map<String, Object> options(OptimizerOptions options) {
    Map<String, Object> config = options.inFiles();
    if (dialect == Dialect.KERAS_2) config.values().removeIf(Objects::isNull);
    if (dialect == Dialect.KERAS_2) config.keySet().removeAll(Keras2Optimizers.OTHER_OPTIONS);
    return config;
  }

  /** What is no setting of Keras's constructor: an argument of its call, or in Keras 2 the seed of some layers. */
  private boolean isLeftOut(Record record, String key) {
    if (record instanceof Loss && dialect == Dialect.KERAS_2 && !Custom.isCustom(record.getClass()))
      return Keras2Losses.isLeftOut(key, Settings.of(record).get(key));
    if (!(record instanceof Layer layer)) return false;
    Object value = Settings.of(record).get(key);
    if (value instanceof Layer || value instanceof Cells) return true;
    if (dialect == Dialect.KERAS_2 && record instanceof ZeroPadding1D padding && key.equals("data_format")) return isNotTold(padding);
    if (dialect == Dialect.KERAS_2 && Keras2Layers.isLeftOut(layer, key)) return true;
    return layer.callArguments().containsKey(key) || dialect == Dialect.KERAS_2 && isSeedless(layer) && key.equals("seed");
  }

  private static boolean isNotTold(ZeroPadding1D padding) {
    KeravaException.require(padding.dataFormat() == DataFormat.CHANNELS_LAST,
        "save: Keras 2 pads sequences with channels last alone, got ZeroPadding1D of channels first; save for Keras 3");
    return true;
  }

  /** Whether Keras 2 has no seed of such a layer. */
  static boolean isSeedless(Layer layer) {
    return layer.callForm() == CallForm.SEQUENCE || layer.callForm() == CallForm.CELL || layer instanceof WithAttention<?>;
  }

  private String key(Record record, String key) {
    return dialect == Dialect.KERAS_2 && record instanceof LeakyReLU && key.equals("negative_slope") ? "alpha" : key;
  }

  /** A setting as JSON: constants by Keras's lower-case name, records (initializers and the like) as objects of their own. */
  Object value(Object value) {
    String named = value instanceof ActivationFunction activation ? Keras2Activations.name(activation, dialect) : null;
    if (named != null) return named;
    if (value == Bidirectional.MergeMode.NONE) return null;
    if (value instanceof Enum<?> constant) return constant.name().toLowerCase(Locale.ROOT);
    if (value instanceof Shape shape) return shape.nullable();
    if (value instanceof Numbers numbers) return numbers.plain();
    if (value instanceof Seed seed) return seed.value();
    if (value instanceof FixedRate rate) return rate.value();
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> written = new LinkedHashMap<>();
      map.forEach((key, each) -> written.put(key, value(each)));
      return written;
    }
    if (!(value instanceof Record) && !Custom.isMember(value)) return value;
    Record given = record(value);
    Record record = dialect == Dialect.KERAS_2 && given instanceof Initializer initializer ? (Record) initializer.general() : given;
    return object(dialect == Dialect.KERAS_3, record);
  }

  /** A member of a family as what a file holds of it, its settings. */
  static Record record(Object member) {
    if (member instanceof Record record) return record;
    throw new KeravaException(String.format("save: %s cannot be written to a file, for it is no record of settings", member),
        KeravaException.inJava("write a record that makes it of its components, and load the file with Custom.of(...)"));
  }

  /** A layer, loss, metric, optimizer, or what is in one. */
  Map<String, Object> object(Record record, Map<String, Object> config) { return object(modules, record, config); }

  private Map<String, Object> object(boolean withModule, Record record) { return object(withModule, record, config(record)); }

  private static Map<String, Object> object(boolean withModule, Record record, Map<String, Object> config) {
    if (!Custom.isCustom(record.getClass())) return object(withModule, module(record), name(withModule, record), config);
    String registered = Custom.registeredName(record.getClass());
    Map<String, Object> object =
        object(withModule, Custom.module(record.getClass()), withModule ? record.getClass().getSimpleName() : registered, config);
    if (withModule) object.put("registered_name", registered);
    return object;
  }

  /** As Keras exports the class where the module is told, else the class's own. */
  private static String name(boolean withModule, Record record) {
    return record instanceof Layer layer ? withModule ? layer.exportedName() : layer.className() : record.getClass().getSimpleName();
  }

  static String module(Record record) { return record.getClass().getPackageName().replaceFirst("^kerava", "keras"); }
}

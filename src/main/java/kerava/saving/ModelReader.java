package kerava.saving;

import static kerava.KeravaException.inJava;

import java.util.List;
import java.util.Map;
import kerava.FormatException;
import kerava.KeravaException;
import kerava.config.Limits;
import kerava.layers.Layer;
import kerava.network.Built;
import kerava.network.Network;
import kerava.tensor.Shape;
import kerava.training.CompileSettings;

/** Makes a model of its JSON, of either generation; what Kerava does not have becomes a problem. */
final class ModelReader {
  private final Object version;
  private final Map<String, Object> model;
  private final Problems problems;
  private final ObjectReader objects;
  private final Limits limits;
  private NetworkReader.Read read = NetworkReader.NONE;

  /** @param version of Keras as the file says it, or null */
  ModelReader(String file, Object version, Map<String, Object> model, LoadOptions options) {
    this.version = version;
    this.model = model;
    limits = options.limits();
    problems = new Problems(version == null ? file : file + " (Keras " + Problems.told(version).replace("'", "") + ")");
    objects = new ObjectReader(problems, Dialect.of(version instanceof String text ? text : null, model.containsKey("module")), limits,
        options.custom());
  }

  /** Null if the file does not say it. */
  String version() { return version instanceof String text ? text : null; }

  Problems problems() { return problems; }

  ObjectReader objects() { return objects; }

  /** The shape of a sample as the file says it, once {@link #architecture} has read it; or null. */
  Shape sample() { return read.sample(); }

  /** The layers that {@link #architecture} has made, null for those that are not supported. */
  List<Layer> read() { return read.layers(); }

  String className() { return model.get("class_name") instanceof String name ? name : null; }

  /** The layers as they stand in the JSON. */
  List<?> layers() { return NetworkReader.layers(model); }

  /** The model without weights; with problems it may be null, or lack what they name. */
  Snapshot architecture() {
    String className = objects.className(model, "the model");
    if (className == null) return null;
    if (isKeras1())
      throw new FormatException(
          problems.file() + ": must be a model of Keras 2 or 3, got one of Keras 1; open it in Keras 2.0 to 2.3, which "
              + "still reads it, and save it again");
    if (!NetworkReader.isNetwork(className)) {
      problems.add("the model", "class %s is not supported; supported are Sequential and Functional", Problems.told(className));
      return null;
    }
    read = new NetworkReader(objects, limits).read(model, "");
    Snapshot model = problems.count() > 0 ? null : joined();
    if (model != null && model.built() != null) Limits.check(problems.file(), "parameters", model.built().parameters(), limits.elements());
    return model;
  }

  /** The model with its compile settings as the file has them, null: none; what predicting does not need is left aside. */
  Snapshot compiled(Object compile) {
    Snapshot model = architecture();
    int before = problems.count();
    CompileSettings settings =
        compile == null ? null : CompileConfig.read(compile, model == null ? null : model.network().outputNames(), objects);
    boolean settingsAlone = problems.count() > before;
    if (settingsAlone) problems.add("compile", "the model can be loaded without its compile settings");
    if (settingsAlone) problems.refuseAny(inJava("new LoadOptions().withCompile(false) leaves them aside"));
    problems.refuseAny();
    if (compile == null) return model;
    CompileConfig.warn(compile, settings, problems);
    if (settings != null && settings.optimizer() != null && objects.dialect() == Dialect.KERAS_2)
      Keras2Optimizers.loaded(problems.file(), compile, settings.optimizer());
    return model.compiled(settings, problems.leftAside());
  }

  /** It called the units of a layer output_dim. */
  private boolean isKeras1() {
    boolean said = version instanceof String text && text.startsWith("1.");
    return said || version == null && layers().stream().anyMatch(layer -> layer instanceof Map<?, ?> object
        && object.get("config") instanceof Map<?, ?> config && config.containsKey("output_dim") && config.containsKey("init"));
  }

  private Snapshot joined() {
    try {
      Network network = read.network().get();
      if (objects.dialect() == Dialect.KERAS_3) network.read(model.containsKey("module"));
      List<Shape> samples = network.inputShapes() != null || sample() == null ? network.inputShapes() : List.of(sample());
      Built built = samples == null || read.layers().isEmpty() ? null : network.build(samples);
      return new Snapshot(network, built, null, null, null, problems.leftAside());
    } catch (KeravaException e) {
      problems.add("", "%s", e.plain());
    } catch (ArithmeticException e) {
      problems.add("", "the sizes of the layers are too large");
    }
    return null;
  }
}

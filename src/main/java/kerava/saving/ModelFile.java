package kerava.saving;

import static kerava.FormatException.refuseUnless;
import static kerava.KeravaException.require;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import kerava.FormatException;
import kerava.KeravaException;
import kerava.config.Limits;
import kerava.config.Warnings;
import kerava.files.FileKind;
import kerava.files.SafeFile;
import kerava.files.Source;
import kerava.files.Utf8;
import kerava.optimizers.OptimizerState;
import kerava.saving.hdf5.Hdf5File;
import kerava.saving.hdf5.Hdf5Group;

/**
 * Model files of Keras. What is read is told by its content; what is written, by the end of its name: {@code .keras}, {@code .h5} and {@code .hdf5}, and
 * for weights alone {@code .weights.h5}, or {@code .h5} as Keras 2 has it.
 */
public final class ModelFile {
  private static final String MODEL = "a model's file (.keras, .h5, .json)", WEIGHTS = "a file of weights (.weights.h5, .h5, .keras)";

  private ModelFile() {}

  /** As {@link #read(Path, boolean, Limits)}, compile settings included. */
  public static Snapshot read(Path file, Limits limits) { return read(file, true, limits); }

  /** The whole model in {@code file}; of a .json the architecture alone. {@code compile} false: without its compile settings, which are not looked at. */
  public static Snapshot read(Path file, boolean compile, Limits limits) {
    return guarded(file, () -> {
      String name = file.toString();
      FileKind kind = kind(file, limits);
      return switch (kind) {
        case ZIP -> KerasArchive.read(file, limits, archive -> archive(archive, compile, name, limits));
        case HDF5 -> hdf5(file, limits, root -> hdf5(root, compile, name, limits));
        case JSON -> ArchitectureJson.read(text(file, limits), name, limits);
        default -> throw kind.refusal(name, MODEL);
      };
    });
  }

  /** What {@code reading} makes of an HDF5 file, which is open as long as that takes. */
  private static <T> T hdf5(Path file, Limits limits, Function<Hdf5Group, T> reading) {
    try (Source source = Source.open(file, limits)) {
      return reading.apply(Hdf5File.read(source, file.toString(), limits));
    }
  }

  private static Snapshot archive(KerasArchive archive, boolean compile, String file, Limits limits) {
    Map<String, Object> config = archive.config();
    ModelReader reader = new ModelReader(file, archive.version(), config, limits);
    Snapshot model = compiled(reader, compile ? compileConfig(config) : null);
    if (model.built() == null) return model;
    Hdf5Group root = archive.weights();
    Weights weights = WeightsByClass.find(root, model.built(), file);
    OptimizerState state = model.settings() == null
        ? null
        : WeightsByClass.readOptimizer(root, model.settings().optimizer(), model.built(), file);
    return model.with(weights.floats(model.built()), state);
  }

  /** Null if the model was not compiled. */
  private static Object compileConfig(Map<String, Object> config) {
    Object compile = config.get("compile_config");
    return compile instanceof Map<?, ?> settings && settings.isEmpty() ? null : compile;
  }

  private static Snapshot hdf5(Hdf5Group root, boolean compile, String file, Limits limits) {
    refuseUnless(!holdsWeights(root) || WholeH5.is(root),
        "%s: must be %s, got weights alone; open the model that they are of, and take its weights from this file",
        file, MODEL);
    if (!WholeH5.is(root)) throw kind(root).refusal(file, MODEL);
    Map<String, Object> training = compile ? WholeH5.training(root, file, limits) : null;
    ModelReader reader = WholeH5.reader(root, file, limits);
    Snapshot model = compiled(reader, training);
    boolean old = model.settings() != null && reader.objects().dialect() == Dialect.KERAS_2;
    if (old) Keras2Optimizers.loaded(file, training, model.settings().optimizer());
    Hdf5Group group = WholeH5.weights(root);
    if (model.built() == null || group == null) return model;
    Weights weights = WeightsByName.find(group, model.built(), file);
    OptimizerState state = model.settings() == null ? null : WholeH5.optimizer(root, training, model, file);
    return model.with(weights.floats(model.built()), state);
  }

  private static boolean holdsWeights(Hdf5Group root) { return WeightsByName.is(root) || WeightsByClass.is(root); }

  /** Of a file that holds neither a model nor weights. */
  private static FileKind kind(Hdf5Group root) {
    Set<String> names = new HashSet<>(root.names());
    names.addAll(root.attributes().names());
    return FileKind.of(FileKind.Form.HDF5, names);
  }

  private static Snapshot compiled(ModelReader reader, Object settings) {
    Snapshot model = reader.architecture();
    Map<String, Object> config = settings == null ? null : reader.objects().object(settings, "compile");
    var compiled = config == null ? null : CompileConfig.read(config, reader.objects());
    if (config != null && compiled == null) reader.problems().add("compile", "load(file, false) leaves the compile settings aside");
    reader.problems().refuseAny();
    return model.with(compiled);
  }

  /** What {@code file} holds, and all in it that is not supported; refuses only what is damaged or no file of Keras. */
  public static Description inspect(Path file, Limits limits) {
    return guarded(file, () -> {
      String name = file.toString();
      FileKind kind = kind(file, limits);
      return switch (kind) {
        case ZIP -> KerasArchive.read(file, limits, archive -> inspect(archive, name, limits));
        case HDF5 -> hdf5(file, limits, root -> inspect(root, name, limits));
        case JSON -> inspect(ArchitectureJson.parse(text(file, limits), name, limits), name, limits);
        default -> throw kind.refusal(name, MODEL);
      };
    });
  }

  private static Description inspect(Map<String, Object> model, String file, Limits limits) {
    String version = model.get("keras_version") instanceof String text ? text : null;
    return new Inspection("json", new ModelReader(file, version, model, limits), compileConfig(model), null, null).describe(version);
  }

  private static Description inspect(KerasArchive archive, String file, Limits limits) {
    Map<String, Object> config = archive.config();
    Hdf5Group root = archive.weights();
    return new Inspection("keras", new ModelReader(file, archive.version(), config, limits), compileConfig(config), root,
        WeightsByClass.optimizer(root)).describe(archive.version());
  }

  private static Description inspect(Hdf5Group root, String file, Limits limits) {
    if (WholeH5.is(root))
      return new Inspection("h5", WholeH5.reader(root, file, limits), WholeH5.training(root, file, limits),
          WholeH5.weights(root), WholeH5.optimizerGroup(root)).describe(WholeH5.version(root));
    if (!holdsWeights(root)) throw kind(root).refusal(file, MODEL);
    return new Inspection("weights.h5", null, null, root, WeightsByClass.optimizer(root)).describe(WholeH5.version(root));
  }

  /** Weights of a model like {@code model}, and the optimizer's state if it is compiled and the file has one that fits; in any format. */
  public static Snapshot readWeights(Path file, Snapshot model, Limits limits) {
    return guarded(file, () -> {
      String name = file.toString();
      FileKind kind = kind(file, limits);
      return switch (kind) {
        case ZIP -> KerasArchive.read(file, limits, archive -> byClass(archive.weights(), model, name));
        case HDF5 -> hdf5(file, limits, root -> weights(root, model, name));
        case JSON -> throw kind.refusal(name, WEIGHTS, "give the file that the weights were saved to");
        default -> throw kind.refusal(name, WEIGHTS);
      };
    });
  }

  private static Snapshot weights(Hdf5Group root, Snapshot model, String file) {
    Hdf5Group byName = WeightsByName.is(root) ? root : WholeH5.weights(root);
    refuseUnless(byName == null || !WeightsByClass.isBeside(root, byName),
        "%s: must hold weights in one layout, got those of an .h5 (layer_names) and of a .weights.h5 (layers, vars); save them again",
        file);
    if (byName != null) return model.with(WeightsByName.find(byName, model.built(), file).floats(model.built()), null);
    if (!WeightsByClass.is(root)) throw kind(root).refusal(file, WEIGHTS);
    return byClass(root, model, file);
  }

  private static Snapshot byClass(Hdf5Group root, Snapshot model, String file) {
    Weights weights = WeightsByClass.find(root, model.built(), file);
    return model.with(weights.floats(model.built()), model.settings() == null ? null : fitting(root, model, file));
  }

  /** As in Keras, the state of another optimizer is left aside, with a warning. */
  private static OptimizerState fitting(Hdf5Group root, Snapshot model, String file) {
    try {
      return WeightsByClass.readOptimizer(root, model.settings().optimizer(), model.built(), file);
    } catch (FormatException another) {
      Warnings
          .warn("loadWeights: the optimizer's state is left aside, so the training begins it afresh (%s); compile with the optimizer that "
              + "the file was written with to go on from it", another.getMessage());
      return null;
    }
  }

  /** Writes the whole model; an old file stays whole if it fails. {@code dialect}: for whom an .h5 is. */
  public static void write(Path file, Snapshot model, Dialect dialect) {
    String name = file.toString();
    require(!name.endsWith(".weights.h5"), "%s: ends as a file of weights alone; call saveWeights, or name it .keras or .h5", file);
    require(model.built() != null && model.weights() != null, "%s: '%s' has no weights yet; begin it with Input(...), or fit it first",
        file,
        model.network().name());
    if (name.endsWith(".keras")) {
      require(dialect == Dialect.KERAS_3, "%s: .keras is a format of Keras 3; save as .h5 for Keras 2", file);
      SafeFile.write(file, KerasArchive.write(model, name));
    } else {
      require(isH5(name), "%s: a model's file must end in .keras or .h5; rename it", file);
      Hdf5Group root = WholeH5.write(model, dialect, name);
      SafeFile.write(file, out -> Hdf5File.write(root, out));
      boolean begun = model.optimizerState() != null && model.optimizerState().iterations() > 0;
      if (model.settings() != null && dialect == Dialect.KERAS_2) Keras2Optimizers.saved(name, model);
      if (begun && dialect == Dialect.KERAS_3)
        Warnings.warn("%s: holds no optimizer's state, for Keras 3 cannot take it from .h5, so a training that goes on from it begins that "
            + "afresh; save as .keras to keep it", file);
    }
  }

  /** Writes weights alone: {@code .weights.h5} as Keras 3, with the optimizer's state; else {@code .h5} as Keras 2. */
  public static void writeWeights(Path file, Snapshot model) {
    String name = file.toString();
    require(isH5(name), "%s: a file of weights must end in .weights.h5, or in .h5 for Keras 2; rename it", file);
    Hdf5Group root = name.endsWith(".weights.h5") ? WeightsByClass.write(model, name) : Hdf5Group.root(name);
    if (!name.endsWith(".weights.h5")) WeightsByName.write(root, model, Dialect.KERAS_2);
    SafeFile.write(file, out -> Hdf5File.write(root, out));
  }

  /** Writes {@code text} as UTF-8, as safely as a model. */
  public static void writeText(Path file, String text) { SafeFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8))); }

  private static boolean isH5(String name) { return name.endsWith(".h5") || name.endsWith(".hdf5"); }

  private interface Reading<T> {
    T get() throws IOException;
  }

  /** Nothing but KeravaException may come out, whatever the file holds. */
  private static <T> T guarded(Path file, Reading<T> reading) {
    try {
      return reading.get();
    } catch (IOException e) {
      throw new KeravaException(file + ": cannot be read (" + e + "); check that it may be read", e);
    } catch (ArithmeticException | ClassCastException | IndexOutOfBoundsException | StackOverflowError | OutOfMemoryError e) {
      throw new FormatException(file + ": damaged, or too large (" + e + "); save the model again", e);
    }
  }

  private static FileKind kind(Path file, Limits limits) throws IOException {
    require(Files.exists(file), "%s: no such file; check the path", file);
    if (Files.isDirectory(file)) throw FileKind.ofFolder(file).refusal(file.toString(), MODEL);
    require(Files.isRegularFile(file), "%s: must be a file, got a device or a pipe; check the path", file);
    return FileKind.of(file, limits);
  }

  private static String text(Path file, Limits limits) throws IOException {
    Limits.check(file.toString(), "bytes of JSON", Files.size(file), limits.jsonBytes());
    return Utf8.decode(Files.readAllBytes(file), file.toString());
  }
}

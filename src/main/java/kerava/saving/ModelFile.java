package kerava.saving;

import static kerava.FormatException.refuseUnless;
import static kerava.KeravaException.inJava;
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
import kerava.files.FileKind;
import kerava.files.SafeFile;
import kerava.files.Source;
import kerava.files.Utf8;
import kerava.optimizers.OptimizerState;
import kerava.saving.Weights.Misfits;
import kerava.saving.hdf5.Hdf5File;
import kerava.saving.hdf5.Hdf5Group;
import kerava.training.CompileSettings;

/**
 * Model files of Keras. What is read is told by its content; what is written, by the end of its name: {@code .keras}, {@code .h5} and {@code .hdf5}, and
 * for weights alone {@code .weights.h5}, or {@code .h5} as Keras 2 has it.
 */
public final class ModelFile {
  private static final String MODEL = "a model's file (.keras, .h5, .json)", WEIGHTS = "a file of weights (.weights.h5, .h5, .keras)";
  private static final String AFRESH = "so the training begins it afresh", KEPT = "so it stays as it is in the model";

  private ModelFile() {}

  /** As {@link #read(Path, boolean, Limits)}, compile settings included. */
  public static Snapshot read(Path file, Limits limits) { return read(file, true, limits); }

  /** The whole model in {@code file}; of a .json the architecture alone. {@code compile} false: without its compile settings, which are not looked at. */
  public static Snapshot read(Path file, boolean compile, Limits limits) {
    return read(file, new LoadOptions().withCompile(compile).withLimits(limits));
  }

  /** The whole model in {@code file}; of a .json the architecture alone. */
  public static Snapshot read(Path file, LoadOptions options) {
    Limits limits = options.limits();
    return guarded(file, () -> {
      String name = file.toString();
      FileKind kind = kind(file, limits);
      return switch (kind) {
        case ZIP -> KerasArchive.read(file, limits, archive -> archive(archive, name, options));
        case HDF5 -> hdf5(file, limits, root -> hdf5(root, name, options));
        case JSON -> ArchitectureJson.read(text(file, limits), name, options);
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

  private static Snapshot archive(KerasArchive archive, String file, LoadOptions options) {
    Map<String, Object> config = archive.config();
    ModelReader reader = new ModelReader(file, archive.version(), config, options);
    Object settings = options.compile() ? compileConfig(config) : null;
    Snapshot model = compiled(reader, settings);
    if (model.built() == null) return model;
    Hdf5Group root = archive.weights();
    Weights weights = WeightsByClass.find(root, model.built(), new Weights(file, Misfits.REFUSED));
    OptimizerState state = model.trains() ? WeightsByClass.wholeOptimizer(root, model).orWarn(file, AFRESH) : null;
    return model.with(weights.floats(model.built()), state);
  }

  /** Null if the model was not compiled. */
  private static Object compileConfig(Map<String, Object> config) {
    Object compile = config.get("compile_config");
    return compile instanceof Map<?, ?> settings && settings.isEmpty() ? null : compile;
  }

  private static Snapshot hdf5(Hdf5Group root, String file, LoadOptions options) {
    refuseUnless(!holdsWeights(root) || WholeH5.is(root),
        "%s: must be %s, got weights alone; open the model that they are of, and take its weights from this file", file, MODEL);
    if (!WholeH5.is(root)) throw kind(root).refusal(file, MODEL);
    Map<String, Object> training = options.compile() ? WholeH5.training(root, file, options.limits()) : null;
    Snapshot model = compiled(WholeH5.reader(root, file, options), training);
    Hdf5Group group = WholeH5.weights(root);
    if (model.built() == null || group == null) return model;
    Weights weights = WeightsByName.find(group, model.built(), new Weights(file, Misfits.REFUSED));
    OptimizerState state = model.trains() ? WholeH5.optimizer(root, training, model).orWarn(file, AFRESH) : null;
    return model.with(weights.floats(model.built()), state);
  }

  private static boolean holdsWeights(Hdf5Group root) { return WeightsByName.is(root) || WeightsByClass.is(root); }

  /** Of a file that holds neither a model nor weights. */
  private static FileKind kind(Hdf5Group root) {
    Set<String> names = new HashSet<>(root.names());
    names.addAll(root.attributes().names());
    return FileKind.of(FileKind.Form.HDF5, names);
  }

  private static Snapshot compiled(ModelReader reader, Object compile) {
    Snapshot model = reader.architecture();
    Problems problems = reader.problems();
    int before = problems.count();
    CompileSettings settings =
        compile == null ? null : CompileConfig.read(compile, model == null ? null : model.network().outputNames(), reader.objects());
    boolean settingsAlone = problems.count() > before;
    if (settingsAlone) problems.add("compile", "the model can be loaded without its compile settings");
    problems.refuseAny(settingsAlone ? inJava("load(file, false) leaves them aside") : null);
    if (compile == null) return model;
    CompileConfig.warn(compile, settings, problems);
    if (settings != null && settings.optimizer() != null && reader.objects().dialect() == Dialect.KERAS_2)
      Keras2Optimizers.loaded(problems.file(), compile, settings.optimizer());
    return model.compiled(settings, problems.leftAside());
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
    return new Inspection("json", new ModelReader(file, version, model, new LoadOptions().withLimits(limits)), compileConfig(model), null,
        null, null).describe(version);
  }

  private static Description inspect(KerasArchive archive, String file, Limits limits) {
    Map<String, Object> config = archive.config();
    Hdf5Group root = archive.weights();
    return new Inspection("keras", new ModelReader(file, archive.version(), config, new LoadOptions().withLimits(limits)),
        compileConfig(config), root,
        WeightsByClass.optimizer(root), model -> WeightsByClass.wholeOptimizer(root, model)).describe(archive.version());
  }

  private static Description inspect(Hdf5Group root, String file, Limits limits) {
    if (WholeH5.is(root)) {
      Map<String, Object> training = WholeH5.training(root, file, limits);
      return new Inspection("h5", WholeH5.reader(root, file, new LoadOptions().withLimits(limits)), training, WholeH5.weights(root),
          WholeH5.optimizerGroup(root),
          model -> WholeH5.optimizer(root, training, model)).describe(WholeH5.version(root));
    }
    if (!holdsWeights(root)) throw kind(root).refusal(file, MODEL);
    return new Inspection("weights.h5", null, null, root, WeightsByClass.optimizer(root), null).describe(WholeH5.version(root));
  }

  /** As {@link #readWeights(Path, Snapshot, LoadWeightsOptions)}, all weights and no others. */
  public static Snapshot readWeights(Path file, Snapshot model, Limits limits) {
    return readWeights(file, model, new LoadWeightsOptions().limits(limits));
  }

  /**
   * Weights of a model like {@code model}, and the optimizer's state if it is compiled and the file has one that fits; in any format. Where {@code options}
   * let weights be missing, the model's own are taken, which must be known then.
   */
  public static Snapshot readWeights(Path file, Snapshot model, LoadWeightsOptions options) {
    Limits limits = options.limits();
    return guarded(file, () -> {
      String name = file.toString();
      FileKind kind = kind(file, limits);
      return switch (kind) {
        case ZIP -> KerasArchive.read(file, limits, archive -> byClass(archive.weights(), model, name, options));
        case HDF5 -> hdf5(file, limits, root -> weights(root, model, name, options));
        case JSON -> throw kind.refusal(name, WEIGHTS, "give the file that the weights were saved to");
        default -> throw kind.refusal(name, WEIGHTS);
      };
    });
  }

  private static Snapshot weights(Hdf5Group root, Snapshot model, String file, LoadWeightsOptions options) {
    Hdf5Group group = WeightsByName.is(root) ? root : WholeH5.weights(root);
    refuseUnless(group == null || !WeightsByClass.isBeside(root, group),
        "%s: must hold weights in one layout, got those of an .h5 (layer_names) and of a .weights.h5 (layers, vars); save them again",
        file);
    if (group == null) {
      if (!WeightsByClass.is(root)) throw kind(root).refusal(file, WEIGHTS);
      return byClass(root, model, file, options);
    }
    boolean skip = options.skipMismatch();
    Weights weights = options.byName()
        ? WeightsByName.findByName(group, model.built(), new Weights(file, skip ? Misfits.SKIPPED : Misfits.REFUSED))
        : WeightsByName.find(group, model.built(), new Weights(file, skip ? Misfits.SKIPPED_ONE_BY_ONE : Misfits.REFUSED));
    return model.with(weights.floats(model.built(), model.weights()), null);
  }

  private static Snapshot byClass(Hdf5Group root, Snapshot model, String file, LoadWeightsOptions options) {
    require(!options.byName(),
        "%s: has weights by the classes of its layers, so they cannot be loaded by name; only those of .h5 in Keras 2's "
            + "layout can",
        file);
    Weights weights = new Weights(file, options.skipMismatch() ? Misfits.SKIPPED_WITH_THE_REST : Misfits.REFUSED);
    WeightsByClass.find(root, model.built(), weights);
    return model.with(weights.floats(model.built(), model.weights()),
        model.trains() ? WeightsByClass.readOptimizer(root, model).orWarn(file, KEPT) : null);
  }

  /** Writes the whole model; an old file stays whole if it fails. {@code dialect}: for whom an .h5 is. */
  public static void write(Path file, Snapshot whole, Dialect dialect) {
    String name = file.toString();
    require(!name.endsWith(".weights.h5"), inJava("or call saveWeights"), "%s: ends as a file of weights alone; name it .keras or .h5",
        file);
    require(whole.built() != null && whole.weights() != null, inJava("begin it with Input(...), or fit it first"),
        "%s: '%s' has no weights yet, for it has no Input and has seen no data", file, whole.network().modelName());
    Snapshot model = whole.trains() ? whole : whole.uncompiled();
    if (name.endsWith(".keras")) {
      require(dialect == Dialect.KERAS_3, "%s: .keras is a format of Keras 3; save as .h5 for Keras 2", file);
      SafeFile.write(file, KerasArchive.write(model, name));
    } else {
      require(isH5(name), "%s: a model's file must end in .keras or .h5; rename it", file);
      Hdf5Group root = WholeH5.write(model, dialect, name);
      SafeFile.write(file, out -> Hdf5File.write(root, out));
      WholeH5.warn(model, dialect, name);
    }
    Snapshot.warnOfLoss(name, whole.unsupported());
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

package kerava.saving;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Function;
import kerava.config.Limits;
import kerava.files.Content;
import kerava.files.SafeFile;

/**
 * Models in files, arrays of bytes and streams. What is read is told by its content; what is written, by a {@link ModelFormat}, or by the
 * end of a file's name: {@code .keras}, {@code .h5} and {@code .hdf5}, and for weights alone {@code .weights.h5}, or {@code .h5} as Keras 2
 * has it.
 */
public final class ModelFile {
  private static final String TO_BYTES = "toBytes", WEIGHTS_TO_BYTES = "weightsToBytes";

  private ModelFile() {}

  /** As {@link #read(Path, boolean, Limits)}, compile settings included. */
  public static Snapshot read(Path file, Limits limits) { return read(file, true, limits); }

  /**
   * The whole model in {@code file}; of a .json without weights. {@code compile} false: without its compile settings, which are not looked
   * at.
   */
  public static Snapshot read(Path file, boolean compile, Limits limits) {
    return read(ModelSource.of(file), new LoadOptions().withCompile(compile).withLimits(limits));
  }

  /** As {@link #read(ModelSource, LoadOptions)}. */
  public static Snapshot read(Path file, LoadOptions options) { return read(ModelSource.of(file), options); }

  /** The whole model in {@code source}; of JSON the architecture alone. */
  public static Snapshot read(ModelSource source, LoadOptions options) {
    return source.read(options.limits(), ModelFormat.MODEL, (codec, bytes) -> codec.read(bytes, source.name(), options));
  }

  /** As {@link #inspect(ModelSource, Limits)}. */
  public static Description inspect(Path file, Limits limits) { return inspect(ModelSource.of(file), limits); }

  /** What {@code source} holds, and all in it that is not supported; refuses only what is damaged or nothing of Keras's. */
  public static Description inspect(ModelSource source, Limits limits) {
    LoadOptions options = new LoadOptions().withLimits(limits);
    return source.read(limits, ModelFormat.MODEL, (codec, bytes) -> codec.inspect(bytes, source.name(), options));
  }

  /** As {@link #readWeights(ModelSource, Snapshot, LoadWeightsOptions)}, all weights and no others. */
  public static Snapshot readWeights(Path file, Snapshot model, Limits limits) {
    return readWeights(file, model, new LoadWeightsOptions().withLimits(limits));
  }

  /** As {@link #readWeights(ModelSource, Snapshot, LoadWeightsOptions)}. */
  public static Snapshot readWeights(Path file, Snapshot model, LoadWeightsOptions options) {
    return readWeights(ModelSource.of(file), model, options);
  }

  /**
   * Weights of a model like {@code model}, and the optimizer's state if it is compiled and {@code source} has one that fits; in any format.
   * Where {@code options} let weights be missing, the model's own are taken, which must be known then.
   */
  public static Snapshot readWeights(ModelSource source, Snapshot model, LoadWeightsOptions options) {
    return source.read(options.limits(), ModelFormat.WEIGHTS, (codec, bytes) -> codec.readWeights(bytes, source.name(), model, options));
  }

  /** Writes the whole model; an old file stays whole if it fails. {@code dialect}: for whom an .h5 is. */
  public static void write(Path file, Snapshot whole, Dialect dialect) {
    String name = name("save", file);
    write(whole, ModelFormat.ofName(name), dialect, name, content -> {
      SafeFile.write(file, content);
      return null;
    });
  }

  /** Writes the whole model to {@code out}, which is flushed and left open; what is refused is so before the first byte. */
  public static void write(OutputStream out, Snapshot whole, ModelFormat format, Dialect dialect) {
    write(whole, format, dialect, ModelSource.STREAM, content -> sent(content, out));
  }

  /** The whole model as bytes. */
  public static byte[] bytes(Snapshot whole, ModelFormat format, Dialect dialect) {
    return write(whole, format, dialect, TO_BYTES, content -> content.bytes(TO_BYTES));
  }

  private static <T> T write(Snapshot whole, ModelFormat format, Dialect dialect, String name, Function<Content, T> writing) {
    require(format != null && dialect != null, inJava("take ModelFormat.KERAS and Dialect.KERAS_3"),
        "%s: the format and the dialect must not be null", name);
    require(whole.built() != null && whole.weights() != null, inJava("begin it with Input(...), or fit it first"),
        "%s: '%s' has no weights yet, for it has no Input and has seen no data", name, whole.network().modelName());
    Snapshot model = whole.trains() ? whole : whole.uncompiled();
    T written = writing.apply(format.codec().write(model, dialect, name));
    format.codec().warn(model, dialect, name);
    SharedInside.warn(name, whole.network());
    Snapshot.warnOfLoss(name, whole.unsupported());
    CompileConfig.warnOfLoss(name, model.settings());
    return written;
  }

  /** Writes weights alone: {@code .weights.h5} as Keras 3, with the optimizer's state; else {@code .h5} as Keras 2. */
  public static void writeWeights(Path file, Snapshot model) {
    String name = name("saveWeights", file);
    require(ModelFormat.isH5(name), "%s: a file of weights must end in .weights.h5, or in .h5 for Keras 2; rename it", file);
    Dialect dialect = name.endsWith(".weights.h5") ? Dialect.KERAS_3 : Dialect.KERAS_2;
    SafeFile.write(file, Hdf5Codec.writeWeights(model, dialect, name));
  }

  private static String name(String who, Path file) {
    require(file != null, "%s: the file must be a path, got null; name one", who);
    return file.toString();
  }

  /** Writes weights alone to {@code out}, which is flushed and left open: as the .weights.h5 of Keras 3, or as the .h5 of Keras 2. */
  public static void writeWeights(OutputStream out, Snapshot model, Dialect dialect) {
    sent(Hdf5Codec.writeWeights(model, dialect, ModelSource.STREAM), out);
  }

  /** The weights alone as bytes. */
  public static byte[] weightBytes(Snapshot model, Dialect dialect) {
    return Hdf5Codec.writeWeights(model, dialect, WEIGHTS_TO_BYTES).bytes(WEIGHTS_TO_BYTES);
  }

  private static Void sent(Content content, OutputStream out) {
    require(out != null, "%s: must be a stream, got null; give one to write to", ModelSource.STREAM);
    content.sendTo(out, ModelSource.STREAM);
    return null;
  }

  /** Writes {@code text} as UTF-8, as safely as a model. */
  public static void writeText(Path file, String text) { SafeFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8))); }
}

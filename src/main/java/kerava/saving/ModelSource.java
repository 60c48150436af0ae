package kerava.saving;

import static kerava.KeravaException.require;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiFunction;
import java.util.function.Function;
import kerava.FormatException;
import kerava.KeravaException;
import kerava.config.Limits;
import kerava.files.FileKind;
import kerava.files.Source;

/**
 * Where the bytes of a model or of weights come from: a file, an array or a stream. What they are is told by the bytes alone, and all three
 * are read in the same way, under the same limits; nothing is put on the disk.
 */
public final class ModelSource {
  static final String STREAM = "the given stream", BYTES = "the given bytes";

  private final String name;
  private final Path file;
  private final Function<Limits, Source> opening;

  /** @param file null: it is none */
  private ModelSource(String name, Path file, Function<Limits, Source> opening) {
    this.name = name;
    this.file = file;
    this.opening = opening;
  }

  /** A file, which is read where it lies. */
  public static ModelSource of(Path file) {
    require(file != null, "the given file: must be a path, got null; name a file");
    return new ModelSource(file.toString(), file, limits -> Source.open(file, limits));
  }

  /** {@code bytes} are not copied, and must not change while they are read. */
  public static ModelSource of(byte[] bytes) {
    require(bytes != null, "%s: must be an array, got null; give what was read or saved", BYTES);
    return new ModelSource(BYTES, null, limits -> {
      Limits.check(BYTES, "bytes of the file", bytes.length, limits.fileBytes());
      return Source.of(bytes);
    });
  }

  /** {@code in} is read to its end, or to the limit on a file's size; it is not closed, and serves once. */
  public static ModelSource of(InputStream in) {
    require(in != null, "%s: must be a stream, got null, as Java gives for a resource that is not there; check the resource's name",
        STREAM);
    return new ModelSource(STREAM, null, limits -> Source.read(in, STREAM, limits));
  }

  /** What messages call it. */
  String name() { return name; }

  /** What {@code reading} makes of the bytes, which must be {@code needed}; nothing but KeravaException comes out, whatever they are. */
  <T> T read(Limits limits, String needed, BiFunction<Codec, Source, T> reading) {
    try {
      if (file != null) checkFile(needed);
      try (Source source = opening.apply(limits)) {
        FileKind kind = FileKind.of(source, file == null ? "" : String.valueOf(file.getFileName()));
        ModelFormat format = ModelFormat.of(kind);
        if (format == null) throw kind.refusal(name, needed);
        return reading.apply(format.codec(), source);
      }
    } catch (IOException e) {
      throw new KeravaException(name + ": cannot be read (" + e + "); check that it may be read", e);
    } catch (ArithmeticException | ClassCastException | IndexOutOfBoundsException | StackOverflowError | OutOfMemoryError e) {
      throw new FormatException(name + ": damaged, or too large (" + e + "); save the model again", e);
    }
  }

  private void checkFile(String needed) throws IOException {
    require(Files.exists(file), "%s: no such file; check the path", file);
    if (Files.isDirectory(file)) throw FileKind.ofFolder(file).refusal(name, needed);
    require(Files.isRegularFile(file), "%s: must be a file, got a device or a pipe; check the path, or give a stream of it", file);
  }
}

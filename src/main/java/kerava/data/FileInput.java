package kerava.data;

import static kerava.KeravaException.require;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import kerava.KeravaException;
import kerava.config.Limits;

/** Opens data files, and says the same for every format when one is missing, a folder, unreadable or too large. Links are followed. */
final class FileInput {
  private FileInput() {}

  interface Reader<T> {
    /** @param size of the file, in bytes */
    T read(InputStream in, long size) throws IOException;
  }

  static <T> T read(Path file, Limits limits, Reader<T> reader) {
    long size = size(file);
    Limits.check(file.toString(), "bytes of the file", size, limits.fileBytes());
    try (InputStream in = Files.newInputStream(file)) {
      return reader.read(in, size);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** The size of {@code file}, which must be there and be a file. */
  static long size(Path file) {
    require(file != null, "the given file: must be a path, got null; name a file");
    require(Files.exists(file), "%s: no such file; check the path", file);
    require(Files.isRegularFile(file), "%s: cannot be read (%s); give a file", file,
        Files.isDirectory(file) ? "it is a folder" : "it is a device or a pipe");
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  static KeravaException unreadable(Path file, IOException e) {
    return new KeravaException(file + ": cannot be read (" + e + "); check that it may be read", e);
  }

  /** The path that a user's {@code name} stands for. */
  static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new KeravaException(name + ": no path of a file (" + e.getReason() + "); check it", e);
    }
  }
}

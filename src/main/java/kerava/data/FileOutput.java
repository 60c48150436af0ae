package kerava.data;

import static kerava.KeravaException.require;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import kerava.KeravaException;

/** Writes a file beside its place and moves it there once it is whole, so that a failed write leaves the old file as it was. */
final class FileOutput {
  private FileOutput() {}

  interface Writer {
    void write(OutputStream out) throws IOException;
  }

  static void write(Path file, Writer writer) {
    require(!Files.isDirectory(file), "%s: cannot be written, it is a folder; give a file's name", file);
    Path folder = file.toAbsolutePath().getParent();
    require(folder != null && Files.isDirectory(folder), "%s: cannot be written, there is no folder %s; make it first", file, folder);
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) fill(file, writer, StandardOpenOption.WRITE); // a pipe or device
      else replace(Files.exists(file) ? file.toRealPath() : file.toAbsolutePath(), writer);
    } catch (IOException e) {
      throw new KeravaException(file + ": cannot be written (" + e + "); check the folder's rights and space", e);
    }
  }

  private static void replace(Path file, Writer writer) throws IOException {
    Path beside = file.resolveSibling("." + UUID.randomUUID() + ".part");
    try {
      fill(beside, writer, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private static void fill(Path file, Writer writer, StandardOpenOption... options) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file, options), 1 << 16)) {
      writer.write(out);
    }
  }
}

package kerava.saving;

import static kerava.KeravaException.require;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.UnaryOperator;
import kerava.KeravaException;

/**
 * Puts bytes in the place of a file so that nothing is lost: written beside it, forced to the disk, read back and compared, then moved over it at once.
 * Whatever fails before leaves the old file as it was.
 */
final class SafeFile {
  private static final int BUFFER = 1 << 16;

  private SafeFile() {}

  static void write(Path file, byte[] bytes) { write(file, bytes, UnaryOperator.identity()); }

  /** @param medium stands between the writing and the disk, for tests of a failing one */
  static void write(Path file, byte[] bytes, UnaryOperator<OutputStream> medium) {
    require(!Files.isDirectory(file), "%s: cannot be saved, it is a folder; give a file's name", file);
    require(!Files.exists(file) || Files.isRegularFile(file), "%s: cannot be saved, it is a device or a pipe; give a file's name", file);
    Path folder = file.toAbsolutePath().getParent();
    require(folder != null && Files.isDirectory(folder), "%s: cannot be saved, there is no folder %s; make it first", file, folder);
    try {
      Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
      Path beside = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
      try {
        fill(beside, bytes, medium);
        compare(beside, bytes);
        keepRights(target, beside);
        Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(beside);
      }
      force(target.getParent());
    } catch (IOException e) {
      throw new KeravaException(file + ": cannot be saved (" + e + "); check the folder's rights and space", e);
    }
  }

  private static void fill(Path beside, byte[] bytes, UnaryOperator<OutputStream> medium) throws IOException {
    try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      try (OutputStream out = medium.apply(Channels.newOutputStream(channel))) {
        for (int from = 0; from < bytes.length; from += BUFFER) out.write(bytes, from, Math.min(BUFFER, bytes.length - from));
        out.flush();
        channel.force(true);
      }
    }
  }

  /** The new file may be read and written by whom the old one might. */
  private static void keepRights(Path old, Path beside) throws IOException {
    if (!Files.exists(old) || !Files.getFileStore(old).supportsFileAttributeView(PosixFileAttributeView.class)) return;
    Files.setPosixFilePermissions(beside, Files.getPosixFilePermissions(old));
  }

  private static void compare(Path beside, byte[] bytes) throws IOException {
    try (InputStream in = Files.newInputStream(beside)) {
      for (int from = 0; from < bytes.length; from += BUFFER) {
        byte[] got = in.readNBytes(Math.min(BUFFER, bytes.length - from));
        if (!Arrays.equals(got, 0, got.length, bytes, from, Math.min(from + BUFFER, bytes.length)))
          throw new IOException("what was written reads back otherwise near byte " + from);
      }
      if (in.read() >= 0) throw new IOException("what was written reads back longer than " + bytes.length + " bytes");
    }
  }

  /** Makes the move last; systems on which a folder cannot be opened, as Windows, see to that themselves. */
  static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (java.nio.file.AccessDeniedException e) {
      return;
    }
  }
}

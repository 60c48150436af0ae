package kerava.files;

import static kerava.KeravaException.require;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import kerava.KeravaException;

/**
 * Puts content in the place of a file so that nothing is lost: written beside it, forced to the disk and at the same time read back and
 * compared, then moved over it at once. Whatever fails before leaves the old file as it was.
 */
public final class SafeFile {
  private static final int BUFFER = 1 << 16;

  private SafeFile() {}

  /** What stands between the writing and the disk; tests make it fail. */
  interface Medium {
    OutputStream over(OutputStream file);

    default void force(FileChannel channel) throws IOException { channel.force(true); }
  }

  public static void write(Path file, Content content) { write(file, content, out -> out); }

  /** As {@link #write(Path, Content)}; but what is a pipe or a device is written to as it stands. */
  public static void writeOrSend(Path file, Content content) {
    if (!Files.exists(file) || Files.isDirectory(file) || Files.isRegularFile(file)) write(file, content);
    else try {
      send(file, content);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  static void write(Path file, Content content, Medium medium) {
    require(file != null, "save: the file must be a path, got null; name one");
    require(!Files.isDirectory(file), "%s: cannot be saved, it is a folder; give a file's name", file);
    require(!Files.exists(file) || Files.isRegularFile(file), "%s: cannot be saved, it is a device or a pipe; give a file's name", file);
    Path folder = file.toAbsolutePath().getParent();
    require(folder != null && Files.isDirectory(folder), "%s: cannot be saved, there is no folder %s; make it first", file, folder);
    try {
      Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
      Path beside = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
      try {
        Files.createFile(beside);
        fill(beside, content, medium);
        keepRights(target, beside);
        Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(beside);
      }
      force(target.getParent());
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static KeravaException failed(Path file, IOException e) {
    return new KeravaException(file + ": cannot be saved (" + e + "); check the folder's rights and space", e);
  }

  private static void send(Path device, Content content) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(device, StandardOpenOption.WRITE), BUFFER)) {
      content.writeTo(out);
    }
  }

  /** Forcing takes the disk and comparing the processor, so they go on at once. */
  private static void fill(Path beside, Content content, Medium medium) throws IOException {
    try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE);
        OutputStream out = medium.over(Channels.newOutputStream(channel))) {
      OutputStream buffered = new BufferedOutputStream(out, BUFFER);
      content.writeTo(buffered);
      buffered.flush();
      CompletableFuture<Void> forced = CompletableFuture.runAsync(() -> force(medium, channel));
      compare(beside, content);
      forced.join();
    } catch (CompletionException e) {
      throw new IOException("forcing it to the disk failed", e.getCause());
    }
  }

  private static void force(Medium medium, FileChannel channel) {
    try {
      medium.force(channel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The new file may be read and written by whom the old one might. */
  private static void keepRights(Path old, Path beside) throws IOException {
    if (!Files.exists(old) || !Files.getFileStore(old).supportsFileAttributeView(PosixFileAttributeView.class)) return;
    Files.setPosixFilePermissions(beside, Files.getPosixFilePermissions(old));
  }

  private static void compare(Path beside, Content content) throws IOException {
    try (InputStream in = Files.newInputStream(beside)) {
      Comparison comparison = new Comparison(in, BUFFER);
      OutputStream buffered = new BufferedOutputStream(comparison, BUFFER);
      content.writeTo(buffered);
      buffered.flush();
      comparison.end();
    }
  }

  /** Makes the move last; systems on which a folder cannot be opened, as Windows, see to that themselves. */
  public static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (java.nio.file.AccessDeniedException e) {
      return;
    }
  }
}

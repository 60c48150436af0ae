package kerava.files;

import static kerava.FormatException.refuseUnless;
import static kerava.KeravaException.require;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import kerava.KeravaException;
import kerava.config.Limits;

/**
 * Bytes that stay where they are until they are asked for, at any place and in any order. Whoever asks checks against {@link #size} before.
 */
public interface Source extends Closeable {
  long size();

  /** Some bytes, by themselves: for many small parts. */
  ByteBuffer part(long at, int length);

  /** Fills what remains of {@code into}: for large parts, with no second copy of them. */
  void read(long at, ByteBuffer into);

  @Override void close();

  /** Some of it as a source by itself, which is open as long as this is. */
  default Source slice(long at, long length) { return new SourcePart(this, at, length); }

  /** The array is kept, not copied, and the parts are views of it. */
  static Source of(byte[] bytes) { return new ArraySource(ByteBuffer.wrap(bytes).asReadOnlyBuffer()); }

  /** All that {@code in} still gives, up to the limit on a file's size; it is not closed. */
  static Source read(InputStream in, String name, Limits limits) {
    int most = (int) Math.min(limits.fileBytes(), Limits.LONGEST_ARRAY);
    try {
      byte[] bytes = in.readNBytes(most);
      refuseUnless(bytes.length < most || in.read() < 0,
          "%s: too much for the limits: bytes of the file, got more than the limit %d; if the file is genuine, raise the limit, or load it "
              + "from the disk",
          name, most);
      return of(bytes);
    } catch (IOException e) {
      throw new KeravaException(name + ": cannot be read (" + e + "); check where it comes from", e);
    }
  }

  static Source open(Path file, Limits limits) {
    try {
      require(!Files.isDirectory(file), "%s: must be a file, got a folder; check the path", file);
      Limits.check(file.toString(), "bytes of the file", Files.size(file), limits.fileBytes());
      FileChannel channel = FileChannel.open(file);
      return new WindowedSource(file.toString(), channel.size(), channel::read, channel);
    } catch (NoSuchFileException e) {
      throw new KeravaException(file + ": no such file; check the path", e);
    } catch (IOException e) {
      throw new KeravaException(file + ": cannot be read (" + e + "); check that it is a file and may be read", e);
    }
  }
}

package kerava.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/** Takes what a file should hold, and fails where it holds something else. */
final class Comparison extends OutputStream {
  private final InputStream file;
  private final byte[] held;
  private long at;

  Comparison(InputStream file, int buffer) {
    this.file = file;
    held = new byte[buffer];
  }

  @Override public void write(int b) throws IOException { write(new byte[] {(byte) b}, 0, 1); }

  @Override public void write(byte[] bytes, int from, int length) throws IOException {
    for (int done = 0; done < length; done += held.length) {
      int count = Math.min(held.length, length - done), begin = from + done;
      int read = file.readNBytes(held, 0, count);
      if (!Arrays.equals(held, 0, read, bytes, begin, begin + count))
        throw new IOException("what was written reads back otherwise near byte " + at);
      at += count;
    }
  }

  /** All that it should hold has been given. */
  void end() throws IOException {
    if (file.read() >= 0) throw new IOException("what was written reads back longer than " + at + " bytes");
  }
}

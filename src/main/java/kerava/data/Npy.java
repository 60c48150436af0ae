package kerava.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import kerava.FormatException;
import kerava.config.Limits;
import kerava.files.SafeFile;
import kerava.tensor.NDArray;

/**
 * NumPy's .npy files, {@code numpy.load} and {@code numpy.save}. Read: versions 1 to 3, C and Fortran order, both byte orders, bool, int
 * and uint of 8 to 64 bits, float16, float32 and float64, and strings, of Unicode or of bytes that are UTF-8. An array is of the file's
 * type; float16 and uint64 become float32, as {@code astype("float32")} does, uint16 int32 and uint32 int64. Refused by name: pickled
 * objects, structured arrays, complex numbers, dates, long doubles. Refused: a size that is not what the header asks for. Source: NumPy
 * {@code lib/_format_impl.py}.
 */
public final class Npy {
  private Npy() {}

  public static NDArray read(Path file) { return read(file, Limits.DEFAULT); }

  /** All of {@code file}, shape as there; {@link FormatException} for what is damaged, hostile, not supported, or above the limits. */
  public static NDArray read(Path file, Limits limits) {
    return FileInput.read(file, limits, (in, size) -> read(in, file.toString(), size, limits));
  }

  /** The samples along the first axis, read from {@code file} one by one when they are asked for: for data larger than memory. */
  public static NpySamples open(Path file) { return open(file, Limits.DEFAULT); }

  /** As {@link #open(Path)}; the limits hold for one sample, for the file is never read as a whole. */
  public static NpySamples open(Path file, Limits limits) {
    return new NpySamples(file, limits);
  }

  /**
   * Version 1.0, of the array's type, little-endian, row-major, byte for byte as {@code numpy.save}; an old file stays whole if this fails.
   */
  public static void write(Path file, NDArray array) {
    SafeFile.writeOrSend(file, out -> write(out, array));
  }

  /** @param size how many bytes {@code in} should give */
  static NDArray read(InputStream in, String where, long size, Limits limits) throws IOException {
    try {
      NpyHeader header = NpyHeader.read(in, where).within(where, limits);
      header.checkSize(where, size);
      NDArray array = header.array(in, where);
      FormatException.refuseUnless(in.read() < 0, "%s: bytes follow the last element; fetch the file again", where);
      return array;
    } catch (EOFException e) {
      throw new FormatException(where + ": truncated: the file ends too early; fetch the file again", e);
    }
  }

  static void write(OutputStream out, NDArray array) throws IOException {
    NpyType type = NpyType.of(array.dtype());
    if (array.array() instanceof String[] strings) {
      write(out, array, strings);
      return;
    }
    out.write(NpyHeader.write(array.shape(), type.descr()));
    ByteBuffer bytes = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    int elements = Array.getLength(array.array());
    for (int i = 0; i < elements; i++) {
      type.put(array.array(), i, bytes);
      if (bytes.hasRemaining()) continue;
      out.write(bytes.array());
      bytes.clear();
    }
    out.write(bytes.array(), 0, bytes.position());
  }

  private static void write(OutputStream out, NDArray array, String[] strings) throws IOException {
    int longest = NpyText.longest(strings);
    out.write(NpyHeader.write(array.shape(), NpyType.TEXT.descr() + longest));
    ByteBuffer bytes = ByteBuffer.allocate(NpyText.width(NpyType.TEXT, "U" + longest)).order(ByteOrder.LITTLE_ENDIAN);
    for (String each : strings) {
      bytes.clear();
      NpyText.put(each, longest, bytes);
      out.write(bytes.array());
    }
  }
}

package kerava.data;

import static kerava.KeravaException.require;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import kerava.KeravaException;

/**
 * An IDX file of unsigned bytes, the format of MNIST: {@code dims} are the sizes of the axes, outermost first, and {@code values} the
 * elements in that order, 0 to 255 as Java's signed bytes.  The file, gzipped or not: two zero bytes, the element type, the number of axes,
 * each axis's size as a big-endian int, the elements.
 */
public record Idx(int[] dims, byte[] values) {
  /** What {@link #read(Path)} takes at most: 1 GiB of elements. */
  public static final long LIMIT = 1L << 30;

  private static final int UNSIGNED_BYTE = 0x08;
  private static final Map<Integer, String> OTHER_TYPES =
      Map.of(0x09, "signed byte", 0x0B, "int16", 0x0C, "int32", 0x0D, "float32", 0x0E, "float64");

  public static Idx read(Path file) { return read(file, LIMIT); }

  /** @param limit most bytes of elements to accept, so that no header can ask for all memory */
  public static Idx read(Path file, long limit) {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString(), limit);
    } catch (NoSuchFileException e) {
      throw new KeravaException(file + ": no such file; check the path", e);
    } catch (IOException e) {
      throw new KeravaException(file + ": cannot be read (" + e + "); check that it is a file and may be read", e);
    }
  }

  /**
   * Reads {@code in} to its end, in one pass, without closing it.
   *
   * @param name the file's name, for messages; one that ends in {@code .gz} must be gzipped, any other may be
   * @param limit as in {@link #read(Path, long)}
   */
  public static Idx read(InputStream in, String name, long limit) {
    long[] declared = {-1};
    try {
      InputStream plain = gunzipped(new BufferedInputStream(in, 1 << 16), name);
      return decode(new DataInputStream(plain), name, limit, declared);
    } catch (EOFException e) {
      String where = declared[0] < 0 ? "within the header" : "before the " + declared[0] + " elements that its header declares";
      throw new KeravaException(name + ": truncated: the file ends " + where + "; fetch the file again", e);
    } catch (ZipException e) {
      throw new KeravaException(name + ": damaged gzip data (" + e.getMessage() + "); fetch the file again", e);
    } catch (IOException e) {
      throw new KeravaException(name + ": cannot be read (" + e + "); fetch the file again", e);
    }
  }

  private static InputStream gunzipped(BufferedInputStream in, String name) throws IOException {
    in.mark(2);
    int first = in.read(), second = in.read();
    in.reset();
    boolean gzip = first == 0x1F && second == 0x8B;
    require(gzip || first < 0 || !name.endsWith(".gz"), "%s: a .gz file must begin with the bytes 1f 8b, got %02x %02x; "
        + "if it is already unpacked, take .gz off its name", name, first & 0xFF, second & 0xFF);
    return gzip ? new GZIPInputStream(in, 1 << 16) : in;
  }

  private static Idx decode(DataInputStream in, String name, long limit, long[] declared) throws IOException {
    int magic = in.readInt();
    require(magic >>> 16 == 0 && (magic & 0xFF) > 0,
        "%s: an IDX file begins with two zero bytes, a type and a number of axes, got %08x; is it another format?", name, magic);
    int type = magic >> 8;
    require(type == UNSIGNED_BYTE,
        "%s: elements must be unsigned bytes (type 08), got type %02x (%s); convert the file to unsigned bytes or to .npy",
        name, type, OTHER_TYPES.getOrDefault(type, "unknown"));
    int[] dims = new int[magic & 0xFF];
    long size = 1;
    for (int i = 0; i < dims.length; i++) {
      dims[i] = in.readInt();
      require(dims[i] >= 0, "%s: axis %d must be shorter than 2^31, got %d; the header is damaged", name, i,
          Integer.toUnsignedLong(dims[i]));
      long most = Math.min(limit, Integer.MAX_VALUE - 8);
      require(size == 0 || dims[i] <= most / size, "%s: at most %d bytes of elements are read, its header declares more (axis %d is %d); "
          + "raise the limit if the file is genuine", name, most, i, dims[i]);
      size *= dims[i];
    }
    declared[0] = size;
    byte[] values = new byte[(int) size];
    in.readFully(values);
    require(in.read() < 0, "%s: the file must end after the %d elements that its header declares, got more bytes; fetch the file again",
        name, size);
    return new Idx(dims, values);
  }
}

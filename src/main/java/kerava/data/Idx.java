package kerava.data;

import static kerava.FormatException.refuseUnless;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import kerava.FormatException;
import kerava.config.Limits;
import kerava.files.Inflated;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;

/**
 * An IDX file of unsigned bytes, the format of MNIST: {@code dims} are the sizes of the axes, outermost first, and {@code values} the
 * elements in that order, 0 to 255 as Java's signed bytes.  The file, gzipped or not: two zero bytes, the element type, the number of axes,
 * each axis's size as a big-endian int, the elements.
 */
public record Idx(int[] dims, byte[] values) {
  private static final int UNSIGNED_BYTE = 0x08;
  private static final Map<Integer, String> OTHER_TYPES =
      Map.of(0x09, "signed byte", 0x0B, "int16", 0x0C, "int32", 0x0D, "float32", 0x0E, "float64");

  public static Idx read(Path file) { return read(file, Limits.DEFAULT); }

  public static Idx read(Path file, Limits limits) {
    return FileInput.read(file, limits, (in, size) -> read(in, file.toString(), limits));
  }

  /**
   * Reads {@code in} to its end, in one pass, without closing it.
   *
   * @param name the file's name, for messages; one that ends in {@code .gz} must be gzipped, any other may be
   */
  public static Idx read(InputStream in, String name, Limits limits) {
    long[] declared = {-1};
    try {
      return decode(new DataInputStream(plain(in, name, limits)), name, limits, declared);
    } catch (EOFException e) {
      String where = declared[0] < 0 ? "within the header" : "before the " + declared[0] + " elements that its header declares";
      throw new FormatException(name + ": truncated: the file ends " + where + "; fetch the file again", e);
    } catch (ZipException e) {
      throw new FormatException(name + ": damaged gzip data (" + e.getMessage() + "); fetch the file again", e);
    } catch (IOException e) {
      throw new FormatException(name + ": cannot be read (" + e + "); fetch the file again", e);
    }
  }

  private static InputStream plain(InputStream raw, String name, Limits limits) throws IOException {
    Counted counted = new Counted(raw);
    BufferedInputStream in = new BufferedInputStream(counted, 1 << 16);
    in.mark(2);
    int first = in.read(), second = in.read();
    in.reset();
    boolean gzip = first == 0x1F && second == 0x8B;
    refuseUnless(gzip || first < 0 || !name.endsWith(".gz"), "%s: a .gz file must begin with the bytes 1f 8b, got %02x %02x; "
        + "if it is already unpacked, take .gz off its name", name, first & 0xFF, second & 0xFF);
    return gzip ? new Inflated(new GZIPInputStream(in, 1 << 16), counted::count, name, limits) : in;
  }

  private static Idx decode(DataInputStream in, String name, Limits limits, long[] declared) throws IOException {
    int magic = in.readInt();
    refuseUnless(magic >>> 16 == 0 && (magic & 0xFF) > 0,
        "%s: an IDX file begins with two zero bytes, a type and a number of axes, got %08x; is it another format?", name, magic);
    int type = magic >> 8;
    refuseUnless(type == UNSIGNED_BYTE,
        "%s: elements must be unsigned bytes (type 08), got type %02x (%s); convert the file to unsigned bytes or to .npy",
        name, type, OTHER_TYPES.getOrDefault(type, "unknown"));
    int[] dims = new int[magic & 0xFF];
    long size = readSizes(in, name, limits, dims);
    declared[0] = size;
    byte[] values = in.readNBytes((int) size); // grows with what there is, whatever the header says
    if (values.length < size) throw new EOFException();
    refuseUnless(in.read() < 0,
        "%s: the file must end after the %d elements that its header declares, got more bytes; fetch the file again",
        name, size);
    return new Idx(dims, values);
  }

  /** Fills {@code dims}, and gives their product; what would not fit is refused before anything is allocated. */
  private static long readSizes(DataInputStream in, String name, Limits limits, int[] dims) throws IOException {
    long most = Math.min(limits.elements(), Limits.LONGEST_ARRAY), size = 1, sizeIfNotEmpty = 1;
    for (int i = 0; i < dims.length; i++) {
      dims[i] = in.readInt();
      refuseUnless(dims[i] >= 0, "%s: axis %d must be shorter than 2^31, got %d; the header is damaged", name, i,
          Integer.toUnsignedLong(dims[i]));
      size *= dims[i];
      Limits.check(name, "elements up to axis " + i, size, most);
      sizeIfNotEmpty *= Math.max(1, dims[i]);
      refuseUnless(sizeIfNotEmpty <= Integer.MAX_VALUE,
          "%s: one sample of an empty set must have less than 2^31 elements, its header declares "
              + "more (axis %d is %d); the header is damaged",
          name, i, dims[i]);
    }
    return size;
  }

  /** The elements as they are, 0 to 255, shape {@code dims}, uint8. */
  public NDArray array() { return NDArray.of(Shape.of(dims), DType.UINT8, values); }
}

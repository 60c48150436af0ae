package kerava.files;

import static kerava.FormatException.refuseUnless;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Where other programs would look for an HDF5 file, or another, in these bytes. */
public final class Signatures {
  private static final long HDF5 = 0x0A1A0A0D46444889L;
  /** Behind a block of the user's, whose size doubles from this on. */
  private static final int FIRST_BLOCK = 512, ZIP_END = 0x06054B50, ZIP_END_SIZE = 22, LONGEST_COMMENT = 0xFFFF;

  private Signatures() {}

  /** All places where HDF5's signature stands, of those where the format has it. */
  public static List<Long> hdf5(Source source) {
    List<Long> places = new ArrayList<>();
    for (long at = 0; at <= source.size() - Long.BYTES; at = at == 0 ? FIRST_BLOCK : 2 * at)
      if (number(source, at, Long.BYTES).getLong(0) == HDF5) places.add(at);
    return places;
  }

  /** Where the HDF5 file begins, if anywhere; refuses one that is two, for which one it is would be the reader's choice. */
  public static OptionalLong only(Source source, String name) {
    List<Long> places = hdf5(source);
    refuseUnless(places.size() <= 1,
        "%s: must be one HDF5 file, got the beginnings of more at the bytes %s; the file is damaged or hostile", name, places);
    refuseUnless(!endsAsZip(source), "%s: must be an HDF5 file alone, got one that ends as a zip archive; the file is damaged or hostile",
        name);
    return places.stream().mapToLong(Long::longValue).findFirst();
  }

  /**
   * How many bytes lie behind the last end of a zip archive, be they its comment or not; -1: there is none as near to the end as a comment
   * may be long.
   */
  static long behindZip(Source source) {
    ByteBuffer tail = tail(source);
    int at = zipEnd(tail, tail.limit());
    return at < 0 ? -1 : behind(tail, at);
  }

  private static boolean endsAsZip(Source source) {
    ByteBuffer tail = tail(source);
    for (int at = zipEnd(tail, tail.limit()); at >= 0; at = zipEnd(tail, at))
      if (Short.toUnsignedInt(tail.getShort(at + ZIP_END_SIZE - 2)) == behind(tail, at)) return true;
    return false;
  }

  private static int behind(ByteBuffer tail, int at) { return tail.limit() - ZIP_END_SIZE - at; }

  /**
   * The last place before {@code before} where the end of an archive could begin; -1: there is none. Of 65,000 bytes a JVM that has just
   * started is slow to make numbers.
   */
  private static int zipEnd(ByteBuffer tail, int before) {
    byte[] bytes = tail.array();
    for (int at = Math.min(before - 1, bytes.length - ZIP_END_SIZE); at >= 0; at--)
      if (bytes[at] == (byte) ZIP_END && tail.getInt(at) == ZIP_END) return at;
    return -1;
  }

  /** All of the file's end in which that of an archive could be, read at once. */
  private static ByteBuffer tail(Source source) {
    int length = (int) Math.min(source.size(), ZIP_END_SIZE + LONGEST_COMMENT);
    ByteBuffer tail = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    source.read(source.size() - length, tail.duplicate());
    return tail;
  }

  private static ByteBuffer number(Source source, long at, int length) { return source.part(at, length).order(ByteOrder.LITTLE_ENDIAN); }
}

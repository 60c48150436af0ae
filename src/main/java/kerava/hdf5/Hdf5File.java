package kerava.hdf5;

import static kerava.FormatException.refuseUnless;

import io.jhdf.Superblock;
import io.jhdf.Superblock.SuperblockV0V1;
import io.jhdf.Superblock.SuperblockV2V3;
import io.jhdf.SymbolTableEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.OptionalLong;
import kerava.config.Limits;
import kerava.files.Signatures;
import kerava.files.Source;

/** HDF5 files, read and written whole. For any bytes at all, reading gives a group or throws {@link kerava.FormatException}. */
public final class Hdf5File {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'};
  /** Where a superblock ends at the latest. */
  private static final int BEGINNING = 256;

  private Hdf5File() {}

  /** Whether {@code bytes} begin as an HDF5 file does. */
  public static boolean begins(byte[] bytes) {
    return bytes.length >= SIGNATURE.length && Arrays.equals(SIGNATURE, 0, SIGNATURE.length, bytes, 0, SIGNATURE.length);
  }

  /**
   * The root of the file in {@code bytes}, which the datasets keep and read from when asked; they must not be changed.
   *
   * @param name the file's name, for messages
   */
  public static Hdf5Group read(byte[] bytes, String name, Limits limits) { return read(Source.of(bytes), name, limits); }

  /** The same, of a file as it lies; {@code source} must stay open as long as numbers are asked for. */
  public static Hdf5Group read(Source source, String name, Limits limits) {
    Limits.check(name, "bytes of the file", source.size(), limits.fileBytes());
    OptionalLong place = Signatures.only(source, name);
    refuseUnless(place.isPresent(), "%s: must begin with the signature of HDF5, got %s; is it another format?", name, beginning(source));
    long begin = place.getAsLong();
    Source behind = source.slice(begin, source.size() - begin);
    ByteBuffer beginning = behind.part(0, (int) Math.min(behind.size(), BEGINNING)).order(ByteOrder.LITTLE_ENDIAN);
    return JhdfErrors.guarded(name, () -> {
      Superblock superblock = superblock(beginning, begin, source.size(), name);
      MeteredBytes metered = new MeteredBytes(name, behind, superblock, limits);
      long root = superblock instanceof SuperblockV0V1 old
          ? new SymbolTableEntry(metered, old.getRootGroupSymbolTableAddress()).getObjectHeaderAddress()
          : ((SuperblockV2V3) superblock).getRootGroupObjectHeaderAddress();
      return new TreeReader(name, metered, limits).read(root);
    });
  }

  /**
   * All addresses count from the superblock, wherever it says it is: a user block may have been put before it or taken away. But the file's
   * end counts from the start of the file as it was written.
   */
  private static Superblock superblock(ByteBuffer beginning, long begin, long size, String name) {
    Superblock superblock = Superblock.readSuperblock(beginning);
    long base = superblock.getBaseAddressByte(), end = superblock.getEndOfFileAddress() - Math.max(0, base - begin);
    refuseUnless(superblock.getSizeOfOffsets() == 8 && superblock.getSizeOfLengths() == 8 && base >= 0 && end >= 0,
        "%s: addresses and lengths must have 8 bytes and lie in the file, got %d and %d, from %d to %d; save the model again", name,
        superblock.getSizeOfOffsets(), superblock.getSizeOfLengths(), base, end);
    refuseUnless(end <= size, "%s: truncated: its header declares %d bytes, got %d; fetch the file again", name, end, size);
    return superblock;
  }

  private static String beginning(Source source) {
    byte[] bytes = new byte[(int) Math.min(source.size(), SIGNATURE.length)];
    source.part(0, bytes.length).get(bytes);
    StringBuilder hex = new StringBuilder();
    for (byte b : bytes) hex.append(String.format("%02x", b));
    return hex.isEmpty() ? "an empty file" : hex.toString();
  }

  /**
   * Writes {@code root} and all below it, front to back and buffered; the same tree gives the same bytes. Datasets may hold float32,
   * float64 or int64. The stream is flushed, not closed.
   */
  public static void write(Hdf5Group root, OutputStream out) throws IOException {
    new TreeWriter(root).write(out);
  }
}

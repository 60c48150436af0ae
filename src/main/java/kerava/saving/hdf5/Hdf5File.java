package kerava.saving.hdf5;

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
    ByteBuffer beginning = source.part(0, (int) Math.min(source.size(), BEGINNING)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] bytes = new byte[beginning.remaining()];
    beginning.get(0, bytes);
    refuseUnless(begins(bytes), "%s: must begin with the signature of HDF5, got %s; is it another format?", name, beginning(bytes));
    Signatures.check(source, name);
    return Refusals.guarded(name, () -> {
      Superblock superblock = superblock(beginning, source.size(), name);
      MeteredBytes metered = new MeteredBytes(name, source, superblock, limits);
      long root = superblock instanceof SuperblockV0V1 old
          ? new SymbolTableEntry(metered, old.getRootGroupSymbolTableAddress()).getObjectHeaderAddress()
          : ((SuperblockV2V3) superblock).getRootGroupObjectHeaderAddress();
      return new TreeReader(name, metered, limits).read(root);
    });
  }

  private static Superblock superblock(ByteBuffer beginning, long size, String name) {
    Superblock superblock = Superblock.readSuperblock(beginning);
    refuseUnless(superblock.getSizeOfOffsets() == 8 && superblock.getSizeOfLengths() == 8 && superblock.getBaseAddressByte() == 0,
        "%s: addresses and lengths must have 8 bytes and count from the file's start, got %d, %d and %d; save the model again", name,
        superblock.getSizeOfOffsets(), superblock.getSizeOfLengths(), superblock.getBaseAddressByte());
    refuseUnless(superblock.getEndOfFileAddress() <= size,
        "%s: truncated: its header declares %d bytes, got %d; fetch the file again",
        name, superblock.getEndOfFileAddress(), size);
    return superblock;
  }

  private static String beginning(byte[] bytes) {
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < Math.min(bytes.length, SIGNATURE.length); i++) hex.append(String.format("%02x", bytes[i]));
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

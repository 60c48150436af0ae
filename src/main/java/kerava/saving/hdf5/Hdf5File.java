package kerava.saving.hdf5;

import static kerava.FormatException.refuseUnless;
import static kerava.KeravaException.require;

import io.jhdf.Superblock;
import io.jhdf.Superblock.SuperblockV0V1;
import io.jhdf.Superblock.SuperblockV2V3;
import io.jhdf.SymbolTableEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import kerava.KeravaException;
import kerava.config.Limits;
import kerava.files.Whole;

/** HDF5 files, read and written whole. For any bytes at all, reading gives a group or throws {@link kerava.FormatException}. */
public final class Hdf5File {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'};

  private Hdf5File() {}

  /** Whether {@code bytes} begin as an HDF5 file does. */
  public static boolean begins(byte[] bytes) {
    return bytes.length >= SIGNATURE.length && Arrays.equals(SIGNATURE, 0, SIGNATURE.length, bytes, 0, SIGNATURE.length);
  }

  public static Hdf5Group read(Path file, Limits limits) {
    try {
      require(!Files.isDirectory(file), "%s: must be a file, got a folder; check the path", file);
      long size = Files.size(file);
      Limits.check(file.toString(), "bytes of the file", size, limits.fileBytes());
      try (InputStream in = Files.newInputStream(file)) {
        return read(Whole.read(in, Math.toIntExact(size), file.toString()), file.toString(), limits);
      }
    } catch (NoSuchFileException e) {
      throw new KeravaException(file + ": no such file; check the path", e);
    } catch (IOException e) {
      throw new KeravaException(file + ": cannot be read (" + e + "); check that it is a file and may be read", e);
    }
  }

  /**
   * The root of the file in {@code bytes}, which the datasets keep and read from when asked; they must not be changed.
   *
   * @param name the file's name, for messages
   */
  public static Hdf5Group read(byte[] bytes, String name, Limits limits) {
    Limits.check(name, "bytes of the file", bytes.length, limits.fileBytes());
    refuseUnless(begins(bytes), "%s: must begin with the signature of HDF5, got %s; is it another format?", name, beginning(bytes));
    return Refusals.guarded(name, () -> {
      Superblock superblock = superblock(bytes, name);
      MeteredBytes metered = new MeteredBytes(name, bytes, superblock);
      long root = superblock instanceof SuperblockV0V1 old
          ? new SymbolTableEntry(metered, old.getRootGroupSymbolTableAddress()).getObjectHeaderAddress()
          : ((SuperblockV2V3) superblock).getRootGroupObjectHeaderAddress();
      return new TreeReader(name, metered, limits).read(root);
    });
  }

  private static Superblock superblock(byte[] bytes, String name) {
    Superblock superblock = Superblock.readSuperblock(ByteBuffer.wrap(bytes).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN));
    refuseUnless(superblock.getSizeOfOffsets() == 8 && superblock.getSizeOfLengths() == 8 && superblock.getBaseAddressByte() == 0,
        "%s: addresses and lengths must have 8 bytes and count from the file's start, got %d, %d and %d; save the model again", name,
        superblock.getSizeOfOffsets(), superblock.getSizeOfLengths(), superblock.getBaseAddressByte());
    refuseUnless(superblock.getEndOfFileAddress() <= bytes.length,
        "%s: truncated: its header declares %d bytes, got %d; fetch the file again",
        name, superblock.getEndOfFileAddress(), bytes.length);
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

package kerava.hdf5;

import static kerava.FormatException.refuseUnless;

import io.jhdf.Superblock;
import io.jhdf.exceptions.InMemoryHdfException;
import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import kerava.config.Limits;
import kerava.files.Source;

/**
 * The bytes of a file as jHDF reads them. Every view that it takes is paid from a budget in proportion to the file, so that nodes which
 * point to each other in circles, or a thousand times to the same one, end in a refusal; and what a header declares is checked before jHDF
 * allocates room for it.
 */
final class MeteredBytes implements HdfBackingStorage {
  private static final int LEAST_PRICE = 32, DEEPEST_TREE = 16;

  private final String file;
  private final Source source;
  private final Superblock superblock;
  private final Limits limits;
  private final Extents extents = new Extents();
  private long budget;

  MeteredBytes(String file, Source source, Superblock superblock, Limits limits) {
    this.file = file;
    this.source = source;
    this.limits = limits;
    this.superblock = superblock;
    refill();
  }

  /** Begins another reading: of the tree, or of one dataset's index. */
  synchronized void refill() { budget = (1 << 20) + Math.min(16 * size(), limits.fileBytes()); }

  @Override public ByteBuffer readBufferFromAddress(long address, int length) { return map(address, length); }

  @Override public ByteBuffer map(long address, long length) {
    checkWithin(address, length);
    pay(Math.max(length, LEAST_PRICE));
    ByteBuffer part = part(address, Math.toIntExact(length));
    if (length >= 28) checkDeclared(part, address);
    return part;
  }

  /** For looking at so many bytes. */
  synchronized void pay(long price) {
    budget -= price;
    refuseUnless(budget > 0, "%s: its structure must be read in time proportional to its size, got parts that refer to each other "
        + "over and over; the file is damaged or hostile", file);
  }

  @Override public ByteBuffer mapNoOffset(long address, long length) { return map(address, length); }

  /** Fills {@code into} with the numbers at {@code address}, which costs nothing. */
  void read(long address, ByteBuffer into) {
    checkWithin(address, into.remaining());
    source.read(address, into);
  }

  /** Whose numbers which bytes are. */
  Extents extents() { return extents; }

  /** Nothing must be made for bytes that the file does not have. */
  void checkWithin(long address, long length) {
    refuseUnless(address >= 0 && length >= 0 && address <= size() && length <= size() - address,
        "%s: must hold the bytes it refers to, got %d bytes at %d of %d; the file is truncated or damaged", file, length, address, size());
  }

  /** Structures of which jHDF trusts a count, told by their signatures (HDF5 File Format Specification 3.0, sections III and VII). */
  private void checkDeclared(ByteBuffer view, long address) {
    byte[] signature = new byte[4];
    view.get(0, signature);
    switch (new String(signature, StandardCharsets.ISO_8859_1)) {
      case "BTHD" -> {
        checkCount("levels", Short.toUnsignedLong(view.getShort(12)), DEEPEST_TREE);
        checkCount("records", longAt(address + 26), size());
      }
      case "FAHD" -> checkCount("chunks", longAt(address + 8), size());
      case "EAHD" -> checkCount("chunks", longAt(address + 44), size());
      case "FRHP" -> checkCount("blocks", (long) Short.toUnsignedInt(part(address + 110, 2).getShort())
          * Short.toUnsignedInt(part(address + 140, 2).getShort()), size() / 8);
      default -> {}
    }
  }

  private long longAt(long address) { return part(address, 8).getLong(); }

  private ByteBuffer part(long address, int length) {
    checkWithin(address, length);
    return source.part(address, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void checkCount(String what, long count, long most) {
    refuseUnless(count >= 0 && count <= most, "%s: declares %d %s, which do not fit in it; the file is damaged or hostile", file, count,
        what);
  }

  @Override public long getUserBlockSize() { return 0; }

  @Override public Superblock getSuperblock() { return superblock; }

  @Override public FileChannel getFileChannel() { throw new InMemoryHdfException(); }

  @Override public int getSizeOfOffsets() { return superblock.getSizeOfOffsets(); }

  @Override public int getSizeOfLengths() { return superblock.getSizeOfLengths(); }

  @Override public void close() {}

  @Override public long size() { return source.size(); }

  @Override public boolean inMemory() { return true; }
}

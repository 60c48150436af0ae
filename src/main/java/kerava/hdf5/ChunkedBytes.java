package kerava.hdf5;

import static kerava.FormatException.refuseUnless;

import io.jhdf.Constants;
import io.jhdf.btree.BTreeV1;
import io.jhdf.dataset.chunked.Chunk;
import io.jhdf.dataset.chunked.DatasetInfo;
import io.jhdf.dataset.chunked.indexing.BTreeIndex;
import io.jhdf.dataset.chunked.indexing.FixedArrayIndex;
import io.jhdf.dataset.chunked.indexing.ImplicitChunkIndex;
import io.jhdf.dataset.chunked.indexing.SingleChunkIndex;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessageV4;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import kerava.FormatException;
import kerava.config.Limits;
import kerava.tensor.Shape;

/** The bytes of a dataset that is stored in chunks, each possibly filtered; a chunk that is not there holds the fill value. */
final class ChunkedBytes implements StoredDataset.Bytes {
  /** An object's header is in the file too, so a small dataset may be declared and never written. */
  private static final int HEADER = 256;

  private record Owner(String where, List<Long> corner) {
    @Override public String toString() { return where + ", chunk " + corner; }
  }

  private final String where;
  private final MeteredBytes bytes;
  private final DataLayoutMessage layout;
  private final int[] sizes, chunk;
  private final int element, size, chunkBytes;
  private final byte[] fill;
  private final Filters filters;
  private final Limits limits;

  ChunkedBytes(String where, MeteredBytes bytes, DataLayoutMessage layout, Shape shape, ElementType type, int size, byte[] fill,
      Filters filters,
      Limits limits) {
    this.where = where;
    this.bytes = bytes;
    this.layout = layout;
    this.sizes = shape.toArray();
    this.element = type.size();
    this.size = size;
    this.fill = fill;
    this.filters = filters;
    this.limits = limits;
    chunk = layout instanceof ChunkedDataLayoutMessageV4 v4
        ? v4.getChunkDimensions()
        : ((ChunkedDataLayoutMessage) layout).getChunkDimensions();
    chunkBytes = chunkBytes();
    checkInflation(where, size, bytes.size(), limits);
  }

  private int chunkBytes() {
    int rank = chunk.length - (layout instanceof ChunkedDataLayoutMessageV4 ? 1 : 0);
    refuseUnless(rank == sizes.length && rank > 0, "%s: chunks must have as many axes as the dataset, got %d for %d; the file is damaged",
        where,
        rank, sizes.length);
    long product = element;
    for (int i = 0; i < rank; i++) {
      refuseUnless(chunk[i] > 0, "%s: a chunk must not be empty, got %s; the file is damaged", where, Arrays.toString(chunk));
      product = product > Integer.MAX_VALUE ? product : product * chunk[i];
    }
    Limits.check(where, "bytes of a chunk", product, Math.min(limits.inflatedBytes(), Limits.LONGEST_ARRAY));
    return (int) product;
  }

  /** Refuses {@code size} bytes that are made of {@code stored} ones, if these could not come to so many. */
  static void checkInflation(String where, long size, long stored, Limits limits) {
    Limits.check(where, "bytes inflated from " + stored, size, Limits.inflated(Math.max(stored, HEADER), limits.inflation()));
  }

  static ByteBuffer filled(int size, byte[] fill) {
    byte[] all = new byte[size];
    boolean zero = true;
    for (byte b : fill) zero &= b == 0;
    for (int i = 0; !zero && i < size; i++) all[i] = fill[i % fill.length];
    return ByteBuffer.wrap(all);
  }

  @Override public StoredDataset.Reader open() {
    bytes.refill();
    Collection<Chunk> chunks = chunks();
    long stored = 0;
    for (Chunk c : chunks) stored += isStored(c) ? Math.max(c.getSize(), 0) : 0;
    refuseUnless(stored <= bytes.size(), "%s: its chunks must be parts of the file, got %d bytes of them in %d; the file is damaged", where,
        stored, bytes.size());
    checkInflation(where, size, stored, limits);
    ByteBuffer all = filled(size, fill);
    Set<List<Long>> seen = new HashSet<>();
    for (Chunk c : chunks) {
      List<Long> corner = Arrays.stream(c.getChunkOffset()).boxed().toList();
      if (!isStored(c) || !isInside(corner)) continue;
      refuseUnless(seen.add(corner), "%s: chunk %s must be there once, got it twice; the file is damaged", where, corner);
      bytes.extents().claim(c.getAddress(), c.getSize(), new Owner(where, corner), where);
      copy(plain(c), c.getChunkOffset(), all.array());
    }
    return StoredDataset.Bytes.in(all);
  }

  private static boolean isStored(Chunk c) { return c.getAddress() != Constants.UNDEFINED_ADDRESS; }

  private boolean isInside(List<Long> corner) {
    boolean inside = true;
    for (int i = 0; i < sizes.length; i++) {
      refuseUnless(corner.get(i) >= 0 && corner.get(i) % chunk[i] == 0, "%s: chunks must lie on a grid, got one at %s; the file is damaged",
          where,
          corner);
      inside &= corner.get(i) < sizes[i];
    }
    return inside;
  }

  private Collection<Chunk> chunks() {
    if (layout instanceof ChunkedDataLayoutMessage v3) {
      if (v3.getBTreeAddress() == Constants.UNDEFINED_ADDRESS) return List.of();
      return BTreeV1.createDataBTree(bytes, v3.getBTreeAddress(), sizes.length).getChunks();
    }
    ChunkedDataLayoutMessageV4 v4 = (ChunkedDataLayoutMessageV4) layout;
    if (v4.getAddress() == Constants.UNDEFINED_ADDRESS) return List.of();
    DatasetInfo info = new DatasetInfo(chunkBytes, Arrays.stream(sizes).asLongStream().toArray(), Arrays.copyOf(chunk, sizes.length));
    return switch (v4.getIndexingType()) {
      case ChunkedDataLayoutMessageV4.SINGLE_CHUNK_INDEX -> new SingleChunkIndex(v4, info).getAllChunks();
      case ChunkedDataLayoutMessageV4.IMPLICIT_INDEX -> implicit(v4, info);
      case ChunkedDataLayoutMessageV4.FIXED_ARRAY_INDEX -> new FixedArrayIndex(bytes, v4.getAddress(), info).getAllChunks();
      case ChunkedDataLayoutMessageV4.B_TREE_V2_INDEX -> new BTreeIndex(bytes, v4.getAddress(), info).getAllChunks();
      default -> throw new FormatException(where + ": growing datasets of new HDF5 files (extensible array) are not supported; "
          + "save it without libver='latest'");
    };
  }

  private Collection<Chunk> implicit(ChunkedDataLayoutMessageV4 v4, DatasetInfo info) {
    refuseUnless(size <= bytes.size(), "%s: its shape needs %d bytes, the file has %d; it is truncated or damaged", where, size,
        bytes.size());
    long chunks = 1;
    for (int i = 0; i < sizes.length; i++) chunks *= (sizes[i] + chunk[i] - 1L) / chunk[i];
    Limits.check(where, "chunks", chunks, limits.datasets());
    return new ImplicitChunkIndex(v4.getAddress(), info).getAllChunks();
  }

  private byte[] plain(Chunk c) {
    bytes.checkWithin(c.getAddress(), c.getSize());
    if (!filters.isEmpty()) checkInflation(where, chunkBytes, c.getSize(), limits);
    byte[] plain = new byte[c.getSize()];
    bytes.read(c.getAddress(), ByteBuffer.wrap(plain));
    plain = filters.undo(plain, c.getFilterMask(), chunkBytes, element);
    refuseUnless(plain.length == chunkBytes, "%s: a chunk must have %d bytes, got %d; the file is damaged", where, chunkBytes,
        plain.length);
    return plain;
  }

  /** Copies the part of a chunk that lies in the dataset, row by row of the last axis. */
  private void copy(byte[] from, long[] corner, byte[] to) {
    int rank = sizes.length, last = rank - 1;
    int[] at = new int[rank];
    int row = (int) Math.min(chunk[last], sizes[last] - corner[last]) * element;
    while (true) {
      long source = 0, target = 0;
      for (int i = 0; i < rank; i++) {
        source = source * chunk[i] + at[i];
        target = target * sizes[i] + corner[i] + at[i];
      }
      System.arraycopy(from, (int) source * element, to, (int) target * element, row);
      int axis = last - 1;
      while (axis >= 0 && (++at[axis] == chunk[axis] || corner[axis] + at[axis] == sizes[axis])) at[axis--] = 0;
      if (axis < 0) return;
    }
  }
}

package kerava.hdf5;

import static kerava.FormatException.refuseUnless;

import io.jhdf.Constants;
import io.jhdf.ObjectHeader;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.CompactDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ContiguousDataLayoutMessage;
import io.jhdf.object.message.DataSpace;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.object.message.DataTypeMessage;
import io.jhdf.object.message.FillValueMessage;
import io.jhdf.object.message.FillValueOldMessage;
import io.jhdf.object.message.FilterPipelineMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import kerava.config.Limits;
import kerava.tensor.Shape;

/** Reads what the header of a dataset says; its numbers stay where they are. */
final class DatasetReader {
  /** The kind of a data space that holds nothing at all: h5py's Empty. */
  private static final int NULL = 2;

  private final MeteredBytes bytes;
  private final Limits limits;
  private final AttributeReader attributes;
  private long inflated;

  DatasetReader(MeteredBytes bytes, Limits limits, AttributeReader attributes) {
    this.bytes = bytes;
    this.limits = limits;
    this.attributes = attributes;
  }

  Hdf5Dataset read(ObjectHeader header, String where) {
    refuseUnless(header.getMessages().stream().noneMatch(message -> message.isMessageShared()),
        "%s: named data types are not supported; save the model again", where);
    DataType type = header.getMessageOfType(DataTypeMessage.class).getDataType();
    Shape shape = shape(header.getMessageOfType(DataSpaceMessage.class).getDataSpace(), where);
    Hdf5Attributes values = new Hdf5Attributes(where);
    attributes.read(header, values, where);
    ElementType number = NumberTypes.of(type);
    if (number == null) return StoredDataset.unsupported(where, shape, values, NumberTypes.describe(type));
    long size = Math.multiplyExact(shape.elements(), (long) number.size());
    Limits.check(where, "bytes of a dataset", size, Limits.LONGEST_ARRAY);
    StoredDataset.Bytes from = size == 0 ? () -> (at, into) -> {} : source(header, shape, number, (int) size, where);
    return new StoredDataset(where, shape, values, number, null, NumberTypes.order(type), from);
  }

  private Shape shape(DataSpace space, String where) {
    if (space.getType() == NULL) return Shape.of(0);
    long[] sizes = space.getDimensionsAsLong();
    for (long size : sizes) Limits.check(where, "one axis", size, Integer.MAX_VALUE);
    boolean empty = Arrays.stream(sizes).anyMatch(size -> size == 0);
    Limits.check(where, "elements of a dataset", empty ? 0 : product(sizes), limits.elements());
    return Shape.of(Arrays.stream(sizes).mapToInt(Math::toIntExact).toArray());
  }

  /** Negative if it is no long. */
  private static long product(long[] sizes) {
    long product = 1;
    for (long size : sizes) {
      if (product > Long.MAX_VALUE / size) return -1;
      product *= size;
    }
    return product;
  }

  private StoredDataset.Bytes source(ObjectHeader header, Shape shape, ElementType type, int size, String where) {
    DataLayoutMessage layout = header.getMessageOfType(DataLayoutMessage.class);
    byte[] fill = fill(header, type.size(), where);
    if (layout instanceof CompactDataLayoutMessage compact) {
      ByteBuffer data = compact.getDataBuffer();
      checkStored(where, size, data.capacity());
      return () -> StoredDataset.Bytes.in(data);
    }
    if (layout instanceof ContiguousDataLayoutMessage contiguous) {
      if (contiguous.getAddress() == Constants.UNDEFINED_ADDRESS) {
        checkInflated(size, where);
        ChunkedBytes.checkInflation(where, size, 0, limits);
        return () -> StoredDataset.Bytes.in(ChunkedBytes.filled(size, fill));
      }
      checkStored(where, size, Math.min(bytes.size() - contiguous.getAddress(), contiguous.getSize() < 0 ? size : contiguous.getSize()));
      bytes.extents().claim(contiguous.getAddress(), size, where, where);
      return () -> (at, into) -> bytes.read(contiguous.getAddress() + at, into);
    }
    return chunked(header, layout, shape, type, size, fill, where);
  }

  private StoredDataset.Bytes chunked(ObjectHeader header, DataLayoutMessage layout, Shape shape, ElementType type, int size, byte[] fill,
      String where) {
    FilterPipelineMessage pipeline =
        header.hasMessageOfType(FilterPipelineMessage.class) ? header.getMessageOfType(FilterPipelineMessage.class) : null;
    checkInflated(size, where);
    Filters filters = new Filters(where, pipeline);
    return new ChunkedBytes(where, bytes, layout, shape, type, size, fill, filters, limits);
  }

  /** Of what is not in the file as it will be in memory. */
  private void checkInflated(long size, String where) {
    Limits.check(where, "inflated bytes of the file", inflated += size, limits.inflatedBytes());
  }

  private static void checkStored(String where, long size, long stored) {
    refuseUnless(size <= stored, "%s: its shape needs %d bytes, the file holds %d of them; it is truncated or damaged", where, size,
        Math.max(0, stored));
  }

  /**
   * What a number is that was never written: zero, or what the file says, in today's message or, if there is none, in that of old files.
   */
  private static byte[] fill(ObjectHeader header, int size, String where) {
    byte[] fill = new byte[size];
    List<ByteBuffer> said = new ArrayList<>();
    if (!header.hasMessageOfType(FillValueMessage.class))
      for (FillValueOldMessage message : header.getMessagesOfType(FillValueOldMessage.class)) said.add(message.getFillValue());
    for (FillValueMessage message : header.getMessagesOfType(FillValueMessage.class))
      if (message.isFillValueDefined()) said.add(message.getFillValue());
    for (ByteBuffer value : said) {
      if (value == null || value.remaining() == 0) continue;
      refuseUnless(value.remaining() == size, "%s: the value of what was never written must have %d bytes, got %d; the file is damaged",
          where, size,
          value.remaining());
      value.duplicate().get(fill);
    }
    return fill;
  }
}

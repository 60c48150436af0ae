package kerava.hdf5;

import static kerava.FormatException.refuseUnless;

import io.jhdf.Constants;
import io.jhdf.FractalHeap;
import io.jhdf.GlobalHeap;
import io.jhdf.ObjectHeader;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.AttributeNameForIndexedAttributesRecord;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import io.jhdf.object.message.AttributeInfoMessage;
import io.jhdf.object.message.AttributeMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kerava.config.Limits;
import kerava.files.Utf8;

/** Reads attributes. All text is UTF-8, whatever it is flagged as: h5py flags bytes as ASCII, and Keras writes UTF-8 as bytes. */
final class AttributeReader {
  /** Where a variable-length text lies: its length, then the address of a global heap's collection and the text's number in it. */
  private static final int REFERENCE = 16;

  private final MeteredBytes bytes;
  private final Limits limits;
  private final Map<Long, GlobalHeap> heaps = new HashMap<>();
  /** Bytes of the file that no attribute has claimed yet. */
  private long unclaimed;
  private long count;

  AttributeReader(MeteredBytes bytes, Limits limits) {
    this.bytes = bytes;
    this.limits = limits;
    unclaimed = bytes.size();
  }

  void read(ObjectHeader header, Hdf5Attributes into, String where) {
    for (AttributeMessage message : messages(header, where)) {
      String place = where + ": attribute " + Hdf5Names.abridged(message.getName());
      Limits.check(place, "length of a name", message.getName().length(), limits.nameLength());
      into.read(message.getName(), JhdfErrors.guarded(place, () -> value(message, place)));
    }
  }

  private List<AttributeMessage> messages(ObjectHeader header, String where) {
    List<AttributeMessage> messages = new ArrayList<>(header.getMessagesOfType(AttributeMessage.class));
    for (AttributeInfoMessage info : header.getMessagesOfType(AttributeInfoMessage.class)) {
      if (info.getFractalHeapAddress() == Constants.UNDEFINED_ADDRESS) continue;
      FractalHeap heap = new FractalHeap(bytes, info.getFractalHeapAddress());
      for (AttributeNameForIndexedAttributesRecord record : new BTreeV2<AttributeNameForIndexedAttributesRecord>(bytes,
          info.getAttributeNameBTreeAddress()).getRecords())
        messages.add(hashed(new AttributeMessage(heap.getId(record.getHeapId()), bytes, record.getFlags()), record.getHash(), where));
    }
    return messages;
  }

  private static AttributeMessage hashed(AttributeMessage message, long hash, String where) {
    HeaderRules.checkHash(message.getName(), hash, where);
    return message;
  }

  private Object value(AttributeMessage message, String place) {
    DataType type = message.getDataType();
    long elements = message.getDataSpace().getTotalLength(), size = Math.multiplyExact(elements, (long) type.getSize());
    Limits.check(place, "bytes of an attribute", size, limits.attributeBytes());
    Limits.check(place, "attributes and their elements", count += Math.max(1, elements), limits.attributes());
    claim(size, place);
    List<Object> values = new ArrayList<>();
    ByteBuffer data = message.getDataBuffer();
    long[] taken = {size};
    for (int i = 0; i < elements; i++) {
      Object value = element(type, data, i * type.getSize(), taken, place);
      if (value instanceof Hdf5Attributes.Unreadable) return value;
      values.add(value);
    }
    boolean scalar = elements == 1 && message.getDataSpace().getDimensionsAsLong().length == 0;
    return scalar ? values.get(0) : List.copyOf(values);
  }

  private Object element(DataType type, ByteBuffer data, int at, long[] taken, String place) {
    if (type instanceof StringData) return text(data.slice(at, type.getSize()), type, place);
    if (type instanceof VariableLength text && text.isVariableLengthString()) return text(stored(data, at, taken, place), type, place);
    ElementType number = NumberTypes.of(type);
    if (number == null)
      return new Hdf5Attributes.Unreadable(place + ": " + NumberTypes.describe(type) + " is not supported; save the model again");
    data.order(NumberTypes.order(type));
    if (number == ElementType.BOOL) return number.longAt(data, at) != 0;
    if (number.isInteger()) return number.longAt(data, at);
    return number.doubleAt(data, at);
  }

  /** What a file claims to hold, it must hold somewhere: a text that a thousand attributes share would be read a thousand times. */
  private void claim(long size, String place) {
    unclaimed -= size;
    refuseUnless(unclaimed >= 0, "%s: all attributes must fit into the file of %d bytes, got more; it is damaged or hostile", place,
        bytes.size());
  }

  private ByteBuffer stored(ByteBuffer data, int at, long[] taken, String place) {
    refuseUnless(data.capacity() - at >= REFERENCE, "%s: a reference to text must have 16 bytes; the file is damaged", place);
    int length = data.getInt(at), index = data.getInt(at + 12);
    if (length == 0 || index == 0) return ByteBuffer.allocate(0);
    taken[0] += Integer.toUnsignedLong(length);
    Limits.check(place, "bytes of an attribute", taken[0], limits.attributeBytes());
    claim(length, place);
    ByteBuffer object = heaps.computeIfAbsent(data.getLong(at + 4), address -> new GlobalHeap(bytes, address)).getObjectData(index);
    return object.slice(0, length);
  }

  /**
   * A text ends where its bytes do, but for NULs; one that is padded with spaces keeps none at its end. What follows a NUL only some
   * readers see.
   */
  private static String text(ByteBuffer from, DataType type, String place) {
    int end = from.limit();
    while (end > 0 && from.get(end - 1) == 0) end--;
    String text = Utf8.decode(from.slice(0, end), place);
    refuseUnless(text.indexOf(0) < 0, "%s: text must end at its first NUL, got more behind it; the file is damaged or hostile", place);
    return type instanceof StringData fixed && fixed.getPaddingType() == StringData.PaddingType.SPACE_PADDED
        ? text.stripTrailing()
        : text;
  }
}

package kerava.hdf5;

import static kerava.KeravaException.require;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import kerava.tensor.Shape;

/** A version 2 object header: what HDF5 says of a group or dataset, as messages (HDF5 File Format Specification 3.0, section IV). */
final class ObjectHeaderBytes {
  static final long UNDEFINED = -1;
  /** From here on, a text goes to a global heap: a message has at most 65,535 bytes. */
  static final int LONG_TEXT = 60_000;

  private static final int DATASPACE = 1, LINK_INFO = 2, DATATYPE = 3, FILL_VALUE = 5, LINK = 6, LAYOUT = 8, GROUP_INFO = 10,
      ATTRIBUTE = 12;
  private static final int MOST = 0xFFFF, UTF8 = 1;

  private final LittleEndian messages = new LittleEndian();

  private void message(String where, int type, LittleEndian data) {
    require(data.size() <= MOST,
        "%s: must fit into %d bytes, got %d; split it into several, as Keras does with layer_names0, layer_names1, ...",
        where, MOST, data.size());
    messages.u8(type).u16(data.size()).u8(0).put(data.toArray());
  }

  byte[] toArray() {
    byte[] all = messages.toArray();
    return new LittleEndian().put("OHDR".getBytes(StandardCharsets.US_ASCII)).u8(2, 2).u32(all.length).put(all).checksum().toArray();
  }

  /** @param addresses of the children's headers */
  ObjectHeaderBytes links(String where, Map<String, Long> addresses) {
    message(where, LINK_INFO, new LittleEndian().u8(0, 0).u64(UNDEFINED).u64(UNDEFINED));
    message(where, GROUP_INFO, new LittleEndian().u8(0, 0));
    addresses.forEach((name, address) -> {
      byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
      message(where, LINK, new LittleEndian().u8(1, 0x11, UTF8).u16(utf8.length).put(utf8).u64(address));
    });
    return this;
  }

  /** @param address of the numbers; none if there are none */
  ObjectHeaderBytes dataset(String where, Shape shape, ElementType type, long address) {
    message(where, DATASPACE, dataspace(shape.toArray()));
    message(where, DATATYPE, Datatypes.number(type));
    message(where, FILL_VALUE, new LittleEndian().u8(3, 0x0A)); // zero, written when space is made, which is when there are numbers
    long size = shape.elements() * type.size();
    message(where, LAYOUT, new LittleEndian().u8(3, 1).u64(size == 0 ? UNDEFINED : address).u64(size));
    return this;
  }

  /** @param heaps the address of the global heap that holds each long text */
  ObjectHeaderBytes attributes(String where, Hdf5Attributes attributes, Map<String, Long> heaps) {
    attributes.values().forEach((name, value) -> {
      String place = where + ": attribute " + Hdf5Names.abridged(name);
      Long heap = heaps.get(name);
      if (heap != null) attribute(place, name, Datatypes.heapText(), new int[0], Datatypes.reference((String) value, heap));
      else
        if (value instanceof String text)
          attribute(place, name, Datatypes.texts(List.of(text)), new int[0], Datatypes.bytes(List.of(text)));
      else
          if (value instanceof List<?> list) texts(place, name, list);
      else attribute(place, name, Datatypes.number(Datatypes.of(place, value)), new int[0], Datatypes.bytes((Number) value));
    });
    return this;
  }

  private void texts(String place, String name, List<?> list) {
    List<String> texts = list.stream().map(String.class::cast).toList();
    long size = (long) texts.size() * Datatypes.longest(texts);
    require(size <= MOST,
        "%s: a list of texts must fit into %d bytes, each as long as the longest, got %d; split it into several, as Keras does "
            + "with layer_names0, layer_names1, ...",
        place, MOST, size);
    attribute(place, name, Datatypes.texts(texts), new int[] {texts.size()}, Datatypes.bytes(texts));
  }

  private void attribute(String place, String name, LittleEndian type, int[] sizes, LittleEndian data) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    LittleEndian space = dataspace(sizes);
    message(place, ATTRIBUTE, new LittleEndian().u8(3, 0).u16(utf8.length + 1).u16(type.size()).u16(space.size()).u8(UTF8).put(utf8).u8(0)
        .put(type.toArray()).put(space.toArray()).put(data.toArray()));
  }

  private static LittleEndian dataspace(int[] sizes) {
    LittleEndian space = new LittleEndian().u8(2, sizes.length, 0, sizes.length == 0 ? 0 : 1);
    for (int size : sizes) space.u64(size);
    return space;
  }
}

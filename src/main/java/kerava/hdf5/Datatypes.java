package kerava.hdf5;

import static kerava.KeravaException.require;

import java.nio.charset.StandardCharsets;
import java.util.List;
import kerava.KeravaException;

/** The data types that are written, and attribute values in them (HDF5 File Format Specification 3.0, section IV.A.2.d). */
final class Datatypes {
  private static final int INTEGER = 0x10, FLOAT = 0x11, STRING = 0x13, VARIABLE_LENGTH = 0x19; // version 1 and the class
  private static final int SIGNED = 8, NORMALIZED = 0x20, NULL_PADDED = 1, UTF8 = 0x10;

  private Datatypes() {}

  static LittleEndian number(ElementType type) {
    return switch (type) {
      case FLOAT16 -> new LittleEndian().u8(FLOAT, NORMALIZED, 15, 0).u32(2).u16(0).u16(16).u8(10, 5, 0, 10).u32(15);
      case FLOAT32 -> new LittleEndian().u8(FLOAT, NORMALIZED, 31, 0).u32(4).u16(0).u16(32).u8(23, 8, 0, 23).u32(127);
      case FLOAT64 -> new LittleEndian().u8(FLOAT, NORMALIZED, 63, 0).u32(8).u16(0).u16(64).u8(52, 11, 0, 52).u32(1023);
      case INT64 -> new LittleEndian().u8(INTEGER, SIGNED, 0, 0).u32(8).u16(0).u16(64);
      default -> throw new KeravaException("HDF5: float16, float32, float64 and int64 are written, got " + type + "; convert it");
    };
  }

  static ElementType of(String place, Object value) {
    if (value instanceof Float) return ElementType.FLOAT32;
    if (value instanceof Double) return ElementType.FLOAT64;
    require(value instanceof Long, "%s: text, lists of text, float32, float64 and int64 are written, got %s; leave it out", place, value);
    return ElementType.INT64;
  }

  static LittleEndian bytes(Number value) {
    if (value instanceof Float real) return new LittleEndian().u32(Float.floatToRawIntBits(real));
    return new LittleEndian().u64(value instanceof Double real ? Double.doubleToRawLongBits(real) : value.longValue());
  }

  /** Text of fixed length, NumPy's S: as many bytes as the longest, at least one. */
  static LittleEndian texts(List<String> texts) {
    boolean ascii = texts.stream().allMatch(text -> text.chars().allMatch(c -> c < 128));
    return new LittleEndian().u8(STRING, NULL_PADDED | (ascii ? 0 : UTF8), 0, 0).u32(longest(texts));
  }

  static LittleEndian bytes(List<String> texts) {
    int size = longest(texts);
    LittleEndian all = new LittleEndian();
    for (String text : texts) all.padded(utf8(text), size);
    return all;
  }

  static int longest(List<String> texts) {
    return texts.stream().mapToInt(text -> utf8(text).length).reduce(1, Math::max);
  }

  /** Text of any length in a global heap: Python's str. */
  static LittleEndian heapText() {
    return new LittleEndian().u8(VARIABLE_LENGTH, 1, 1, 0).u32(16).u8(INTEGER, 0, 0, 0).u32(1).u16(0).u16(8);
  }

  /** The text's length, the address of its heap and its number in it, which is 1. */
  static LittleEndian reference(String text, long heap) {
    return new LittleEndian().u32(utf8(text).length).u64(heap).u32(1);
  }

  /** A collection of a global heap that holds {@code text} alone; its least size is HDF5's (section III.E). */
  static byte[] heap(String text) {
    byte[] utf8 = utf8(text);
    int used = 16 + 16 + aligned(utf8.length), size = Math.max(4096, used + 16), free = size - used;
    return new LittleEndian().put("GCOL".getBytes(StandardCharsets.US_ASCII)).u8(1, 0, 0, 0).u64(size) // the collection
        .u16(1).u16(1).u32(0).u64(utf8.length).padded(utf8, aligned(utf8.length)) // object 1, used once
        .u16(0).u16(0).u32(0).u64(free).put(new byte[free - 16]).toArray(); // object 0 is what is free
  }

  private static int aligned(int size) { return size + 7 & ~7; }

  static byte[] utf8(String text) { return text.getBytes(StandardCharsets.UTF_8); }
}

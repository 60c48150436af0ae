package kerava.data;

import static kerava.FormatException.refuseUnless;
import static kerava.data.Quoted.quoted;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/**
 * The element types of NumPy that are read: each gives its elements as {@code astype("float32")} does, rounded to the nearest, ties to
 * even.
 */
enum NpyType {
  BOOL("b1", (bytes, at) -> bytes.get(at) == 0 ? 0 : 1),
  INT8("i1", (bytes, at) -> bytes.get(at)),
  INT16("i2",
      (bytes, at) -> bytes.getShort(at)),
  INT32("i4", (bytes, at) -> bytes.getInt(at)),
  INT64("i8",
      (bytes, at) -> bytes.getLong(at)),
  UINT8("u1", (bytes, at) -> bytes.get(at) & 0xFF),
  UINT16("u2",
      (bytes, at) -> bytes.getShort(at) & 0xFFFF),
  UINT32("u4", (bytes, at) -> bytes.getInt(at) & 0xFFFFFFFFL),
  UINT64("u8",
      (bytes, at) -> unsigned(bytes.getLong(at))),
  FLOAT16("f2", (bytes, at) -> half(bytes.getShort(at))),
  FLOAT32("f4",
      (bytes, at) -> bytes.getFloat(at)),
  FLOAT64("f8", (bytes, at) -> (float) bytes.getDouble(at));

  private static final Map<Character, String> OTHER_KINDS =
      Map.of('O', "pickled Python objects, which are programs and never loaded", 'S', "byte strings", 'a', "byte strings", 'U', "text", 'V',
          "raw bytes", 'c', "complex numbers", 'M', "dates", 'm', "spans of time", 'f', "long doubles", 'T', "text");

  private interface Element {
    float at(ByteBuffer bytes, int at);
  }

  private final String code;
  private final Element element;

  NpyType(String code, Element element) {
    this.code = code;
    this.element = element;
  }

  /** Bytes of one element. */
  int size() {
    return code.charAt(1) - '0';
  }

  /** The element that begins at byte {@code at}, in the order of {@code bytes}. */
  float at(ByteBuffer bytes, int at) {
    return element.at(bytes, at);
  }

  /** The type that {@code descr} names: an order ({@code <}, {@code >}, {@code |} or {@code =}) that may be missing, a kind, a size. */
  static NpyType of(String descr, String where) {
    String type = descr.isEmpty() || "<>|=".indexOf(descr.charAt(0)) < 0 ? descr : descr.substring(1);
    for (NpyType known : values()) if (known.code.equals(type)) return known;
    String other = type.isEmpty() ? null : OTHER_KINDS.get(type.charAt(0));
    refuseUnless(false, "%s: elements must be bool, int or uint of 8 to 64 bits, or float16, float32 or float64, got %s (%s); "
        + "save numbers instead: numpy.save(file, x.astype('float32'))", where, quoted(descr), other == null ? "unknown" : other);
    return null;
  }

  static ByteOrder order(String descr) {
    return descr.startsWith(">") ? ByteOrder.BIG_ENDIAN : descr.startsWith("<") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.nativeOrder();
  }

  /** Java rounds signed longs alone: the upper half is rounded at half its size, with the lost bit kept as a tie-breaker. */
  private static float unsigned(long bits) {
    return bits >= 0 ? bits : 2f * (bits >>> 1 | bits & 1);
  }

  /** IEEE 754 binary16: sign, 5 bits of exponent, 10 of fraction; every one is a float32. */
  private static float half(short bits) {
    int sign = (bits & 0x8000) << 16, exponent = bits >> 10 & 0x1F, fraction = bits & 0x3FF;
    if (exponent == 0x1F) return Float.intBitsToFloat(sign | 0x7F800000 | fraction << 13);
    if (exponent == 0) return Math.copySign(fraction * 0x1p-24f, sign < 0 ? -1 : 1);
    return Float.intBitsToFloat(sign | exponent + 112 << 23 | fraction << 13);
  }
}

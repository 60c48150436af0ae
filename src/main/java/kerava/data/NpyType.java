package kerava.data;

import static kerava.FormatException.refuseUnless;
import static kerava.data.Quoted.quoted;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import kerava.tensor.DType;

/**
 * The element types of NumPy that are read. An array keeps its type where there is one here; else it gets the least that holds all its
 * numbers, and uint64 becomes float32, rounded to the nearest, ties to even. Text is read by {@link NpyText}.
 */
enum NpyType {
  BOOL("|b1", DType.BOOL, (bytes, at) -> bytes.get(at) == 0 ? 0 : 1),
  INT8("|i1", DType.INT8, (bytes, at) -> bytes.get(at)),
  INT16("<i2", DType.INT16, (bytes, at) -> bytes.getShort(at)),
  INT32("<i4", DType.INT32, (bytes, at) -> bytes.getInt(at)),
  INT64("<i8", DType.INT64, (bytes, at) -> bytes.getLong(at)),
  UINT8("|u1", DType.UINT8, (bytes, at) -> bytes.get(at) & 0xFF),
  UINT16("<u2", DType.INT32, (bytes, at) -> bytes.getShort(at) & 0xFFFF),
  UINT32("<u4", DType.INT64, (bytes, at) -> bytes.getInt(at) & 0xFFFFFFFFL),
  UINT64("<u8", (bytes, at) -> unsigned(bytes.getLong(at)), DType.FLOAT32),
  FLOAT16("<f2", (bytes, at) -> half(bytes.getShort(at)), DType.FLOAT32),
  FLOAT32("<f4", (bytes, at) -> bytes.getFloat(at), DType.FLOAT32),
  FLOAT64("<f8", (bytes, at) -> (float) bytes.getDouble(at), DType.FLOAT64),
  /** Of some number of code points, which the descr says. */
  TEXT("<U", null, DType.STRING),
  /** Of some number of bytes, which the descr says. */
  BYTES("|S", null, DType.STRING);

  private static final Map<Character, String> OTHER_KINDS =
      Map.of('O', "pickled Python objects, which are programs and never loaded", 'V',

          "raw bytes", 'c', "complex numbers", 'M', "dates", 'm', "spans of time", 'f', "long doubles", 'T', "text");

  private interface Whole {
    long at(ByteBuffer bytes, int at);
  }

  private interface Floating {
    float at(ByteBuffer bytes, int at);
  }

  private final String descr;
  private final DType dtype;
  private final Whole whole;
  private final Floating floating;

  NpyType(String descr, DType dtype, Whole whole) { this(descr, dtype, whole, whole::at); }

  NpyType(String descr, Floating floating, DType dtype) { this(descr, dtype, null, floating); }

  NpyType(String descr, DType dtype, Whole whole, Floating floating) {
    this.descr = descr;
    this.dtype = dtype;
    this.whole = whole;
    this.floating = floating;
  }

  /** The one in which arrays of {@code dtype} are written. */
  static NpyType of(DType dtype) { return dtype.isText() ? TEXT : valueOf(dtype.name()); }

  /** As NumPy names it, in little-endian order. */
  String descr() { return descr; }

  /** What an array read becomes. */
  DType dtype() { return dtype; }

  /** Bytes of one element of an array whose descr is {@code given}. */
  int size(String given) { return dtype.isText() ? NpyText.width(this, unordered(given)) : descr.charAt(2) - '0'; }

  /** The element that begins at byte {@code at}, in the order of {@code bytes}, as a float. */
  float at(ByteBuffer bytes, int at) {
    return whole == null ? floating.at(bytes, at) : whole.at(bytes, at);
  }

  /** The same as it is, of a type of whole numbers. */
  long wholeAt(ByteBuffer bytes, int at) { return whole.at(bytes, at); }

  /** Puts the element that begins at byte {@code from} into Java's array of {@link #dtype}. */
  void store(ByteBuffer bytes, int from, Object array, int at) {
    switch (dtype) {
      case FLOAT32 -> ((float[]) array)[at] = floating.at(bytes, from);
      case FLOAT64 -> ((double[]) array)[at] = bytes.getDouble(from);
      case INT16 -> ((short[]) array)[at] = (short) whole.at(bytes, from);
      case INT32 -> ((int[]) array)[at] = (int) whole.at(bytes, from);
      case INT64 -> ((long[]) array)[at] = whole.at(bytes, from);
      case BOOL -> ((boolean[]) array)[at] = whole.at(bytes, from) != 0;
      default -> ((byte[]) array)[at] = (byte) whole.at(bytes, from);
    }
  }

  /** Writes element {@code at} of Java's array of {@link #dtype}. */
  void put(Object array, int at, ByteBuffer bytes) {
    switch (dtype) {
      case FLOAT32 -> bytes.putFloat(((float[]) array)[at]);
      case FLOAT64 -> bytes.putDouble(((double[]) array)[at]);
      case INT16 -> bytes.putShort(((short[]) array)[at]);
      case INT32 -> bytes.putInt(((int[]) array)[at]);
      case INT64 -> bytes.putLong(((long[]) array)[at]);
      case BOOL -> bytes.put((byte) (((boolean[]) array)[at] ? 1 : 0));
      default -> bytes.put(((byte[]) array)[at]);
    }
  }

  /** The type that {@code descr} names: an order ({@code <}, {@code >}, {@code |} or {@code =}) that may be missing, a kind, a size. */
  static NpyType of(String descr, String where) {
    String type = unordered(descr);
    if (type.matches("[SUa][1-9][0-9]{0,6}")) return type.startsWith("U") ? TEXT : BYTES;
    for (NpyType known : values()) if (!known.dtype.isText() && known.descr.substring(1).equals(type)) return known;
    String other = type.isEmpty() ? null : OTHER_KINDS.get(type.charAt(0));
    refuseUnless(false, "%s: elements must be bool, int or uint of 8 to 64 bits, float16, float32 or float64, or text, got %s (%s); "
        + "save numbers instead: numpy.save(file, x.astype('float32'))", where, quoted(descr), other == null ? "unknown" : other);
    return null;
  }

  private static String unordered(String descr) {
    return descr.isEmpty() || "<>|=".indexOf(descr.charAt(0)) < 0 ? descr : descr.substring(1);
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

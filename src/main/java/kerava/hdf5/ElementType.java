package kerava.hdf5;

import java.nio.ByteBuffer;
import java.util.Locale;

/** The numbers that a dataset may hold, each with its size in bytes and how one is read. */
public enum ElementType {
  FLOAT16(2) {
    @Override double doubleAt(ByteBuffer bytes, int at) { return half(bytes.getShort(at)); }
    @Override float floatAt(ByteBuffer bytes, int at) { return half(bytes.getShort(at)); }
  },
  FLOAT32(4) {
    @Override double doubleAt(ByteBuffer bytes, int at) { return bytes.getFloat(at); }
    @Override float floatAt(ByteBuffer bytes, int at) { return bytes.getFloat(at); }
  },
  FLOAT64(8) {
    @Override double doubleAt(ByteBuffer bytes, int at) { return bytes.getDouble(at); }
    @Override float floatAt(ByteBuffer bytes, int at) { return (float) bytes.getDouble(at); }
  },
  INT8(1) {
    @Override long longAt(ByteBuffer bytes, int at) { return bytes.get(at); }
  },
  INT16(2) {
    @Override long longAt(ByteBuffer bytes, int at) { return bytes.getShort(at); }
  },
  INT32(4) {
    @Override long longAt(ByteBuffer bytes, int at) { return bytes.getInt(at); }
  },
  INT64(8) {
    @Override long longAt(ByteBuffer bytes, int at) { return bytes.getLong(at); }
  },
  UINT8(1) {
    @Override long longAt(ByteBuffer bytes, int at) { return Byte.toUnsignedLong(bytes.get(at)); }
  },
  UINT16(2) {
    @Override long longAt(ByteBuffer bytes, int at) { return Short.toUnsignedLong(bytes.getShort(at)); }
  },
  UINT32(4) {
    @Override long longAt(ByteBuffer bytes, int at) { return Integer.toUnsignedLong(bytes.getInt(at)); }
  },
  UINT64(8) {
    @Override long longAt(ByteBuffer bytes, int at) {
      long value = bytes.getLong(at);
      if (value < 0) throw new ArithmeticException("a uint64 must be below 2^63 to be read, got " + Long.toUnsignedString(value));
      return value;
    }
  },
  /** What h5py makes of bool: an enum of FALSE and TRUE over int8. */
  BOOL(1) {
    @Override long longAt(ByteBuffer bytes, int at) { return bytes.get(at); }
  };

  private final int size;

  ElementType(int size) { this.size = size; }

  /** Bytes of one number. */
  public int size() { return size; }

  public boolean isInteger() { return compareTo(FLOAT64) > 0; }

  /** NumPy's name for it: {@code float32}. */
  @Override public String toString() { return name().toLowerCase(Locale.ROOT); }

  /** The number that begins at byte {@code at}; only for integers. */
  long longAt(ByteBuffer bytes, int at) { throw new IllegalStateException(this + " is no integer"); }

  double doubleAt(ByteBuffer bytes, int at) { return longAt(bytes, at); }

  float floatAt(ByteBuffer bytes, int at) { return longAt(bytes, at); }

  /** The bits of a number that float16 holds. */
  static short halfBits(float number) {
    int bits = Float.floatToRawIntBits(number), sign = bits >> 16 & 0x8000, exponent = Math.getExponent(number);
    if (exponent > Float.MAX_EXPONENT) return (short) (sign | 0x7C00 | bits >> 13 & 0x3FF);
    if (exponent < -14) return (short) (sign | (int) (Math.abs(number) * 0x1p24f));
    return (short) (sign | exponent + 15 << 10 | bits >> 13 & 0x3FF);
  }

  /** IEEE 754 binary16: sign, 5 bits of exponent, 10 of fraction. */
  private static float half(short bits) {
    int sign = (bits & 0x8000) << 16, exponent = bits >> 10 & 0x1F, fraction = bits & 0x3FF;
    if (exponent == 0x1F) return Float.intBitsToFloat(sign | 0x7F800000 | fraction << 13);
    if (exponent == 0) return (sign == 0 ? 1 : -1) * (fraction * 0x1p-24f);
    return Float.intBitsToFloat(sign | exponent + 112 << 23 | fraction << 13);
  }
}

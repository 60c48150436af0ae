package kerava.tensor;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import kerava.KeravaException;
import org.jspecify.annotations.Nullable;

/** The type of numbers, or of strings, by Keras's names. Source: Keras {@code backend/common/dtypes.py}. */
public enum DType {
  FLOAT32(Kind.FLOATING, float[].class),
  FLOAT16(Kind.FLOATING, null),
  BFLOAT16(Kind.FLOATING, null),
  FLOAT64(Kind.FLOATING, double[].class),
  INT8(Byte.MIN_VALUE, Byte.MAX_VALUE, byte[].class),
  INT16(Short.MIN_VALUE, Short.MAX_VALUE, short[].class),
  INT32(Integer.MIN_VALUE, Integer.MAX_VALUE, int[].class),
  INT64(Long.MIN_VALUE, Long.MAX_VALUE, long[].class),
  UINT8(0, 255, byte[].class),
  /** False is 0, true is 1. */
  BOOL(0, 1, boolean[].class),
  STRING(Kind.OTHER, String[].class);

  private enum Kind {
    FLOATING,
    WHOLE,
    OTHER
  }

  private final Kind kind;
  private final long least, most;
  private final Class<?> array;

  DType(Kind kind, Class<?> array) { this(kind, 0, 0, array); }

  DType(long least, long most, Class<?> array) { this(Kind.WHOLE, least, most, array); }

  DType(Kind kind, long least, long most, Class<?> array) {
    this.kind = kind;
    this.least = least;
    this.most = most;
    this.array = array;
  }

  /** The type that Keras calls {@code name}; null: there is none here. */
  public static @Nullable DType byName(String name) {
    return Arrays.stream(values()).filter(type -> type.toString().equals(name)).findFirst().orElse(null);
  }

  /** Those of which an {@link NDArray} can be. */
  public static List<DType> ofArrays() { return Arrays.stream(values()).filter(type -> type.array != null).toList(); }

  /** Java's arrays of such numbers; those of {@link #UINT8} hold the same bytes as those of {@link #INT8}. */
  Class<?> arrayType() {
    if (array == null) throw new KeravaException(String.format("NDArray: arrays are of the types %s, got %s", ofArrays(), this));
    return array;
  }

  /** Java's array for {@code length} such numbers, those of int8 and uint8 are alike; of strings empty ones. */
  public Object array(int length) {
    Object array = Array.newInstance(arrayType().getComponentType(), length);
    if (array instanceof String[] strings) Arrays.fill(strings, "");
    return array;
  }

  /** The nearest number of this floating type, the even one of two; infinite beyond the largest. */
  public float rounded(float number) {
    int bits = this == FLOAT16 ? 10 : this == BFLOAT16 ? 7 : 23, least = this == FLOAT16 ? -14 : Float.MIN_EXPONENT;
    if (bits == 23 || !Float.isFinite(number)) return number;
    double step = Math.scalb(1.0, Math.max(Math.getExponent(number), least) - bits), near = Math.rint(number / step) * step;
    return this == FLOAT16 && Math.abs(near) > 65504 ? (float) Math.copySign(Double.POSITIVE_INFINITY, number) : (float) near;
  }

  /** The type of an {@link NDArray} that holds such numbers: float32 for those of 16 bits, which it holds exactly, else this. */
  public DType held() { return this == FLOAT16 || this == BFLOAT16 ? FLOAT32 : this; }

  public boolean isFloating() { return kind == Kind.FLOATING; }

  /** Whether it is of strings, no numbers. */
  public boolean isText() { return this == STRING; }

  /** Whether it has whole numbers, of which each is held exactly; truth values are 0 and 1. */
  public boolean isWhole() { return kind == Kind.WHOLE; }

  /** Whether {@code number} is one of this type; one with a floating point may be rounded. */
  public boolean holds(long number) { return isFloating() || isWhole() && number >= least && number <= most; }

  /** Whether {@code number} is one of this type; one with a floating point may be rounded. */
  public boolean holds(float number) {
    return isFloating() || isWhole() && number == Math.rint(number) && number >= -0x1p63 && number < 0x1p63 && holds((long) number);
  }

  /** Keras's name: {@code int32}. */
  @Override public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package kerava.hdf5;

import io.jhdf.object.datatype.CompoundDataType;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.EnumDataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.OpaqueDataType;
import io.jhdf.object.datatype.OrderedDataType;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import java.nio.ByteOrder;
import java.util.Set;

/** Which of HDF5's types are numbers that can be read, and what the others are called. */
final class NumberTypes {
  private NumberTypes() {}

  /** Null if there is none. */
  static ElementType of(DataType type) {
    if (type instanceof FixedPoint whole && whole.getBitOffset() == 0 && whole.getBitPrecision() == 8 * whole.getSize())
      return switch (whole.getSize()) {
        case 1 -> whole.isSigned() ? ElementType.INT8 : ElementType.UINT8;
        case 2 -> whole.isSigned() ? ElementType.INT16 : ElementType.UINT16;
        case 4 -> whole.isSigned() ? ElementType.INT32 : ElementType.UINT32;
        case 8 -> whole.isSigned() ? ElementType.INT64 : ElementType.UINT64;
        default -> null;
      };
    if (type instanceof FloatingPoint real) return ieee(real);
    boolean bool = type instanceof EnumDataType names && names.getSize() == 1
        && Set.copyOf(names.getEnumMapping().values()).equals(Set.of("FALSE", "TRUE"));
    return bool ? ElementType.BOOL : null;
  }

  private static ElementType ieee(FloatingPoint real) {
    if (ieee(real, 16, 5, 10)) return ElementType.FLOAT16;
    if (ieee(real, 32, 8, 23)) return ElementType.FLOAT32;
    return ieee(real, 64, 11, 52) ? ElementType.FLOAT64 : null;
  }

  /** Sign, exponent and fraction from the top down, with a hidden 1. */
  private static boolean ieee(FloatingPoint real, int bits, int exponent, int fraction) {
    return real.getSize() * 8 == bits && real.getBitPrecision() == bits && real.getBitOffset() == 0 && real.getSignLocation() == bits - 1
        && real.getExponentLocation() == fraction && real.getExponentSize() == exponent && real.getMantissaLocation() == 0
        && real.getMantissaSize() == fraction && real.getExponentBias() == (1 << exponent - 1) - 1 && real.getMantissaNormalization() == 2;
  }

  static ByteOrder order(DataType type) {
    DataType base = type instanceof EnumDataType names ? names.getBaseType() : type;
    return base instanceof OrderedDataType ordered ? ordered.getByteOrder() : ByteOrder.LITTLE_ENDIAN;
  }

  /** What a type is, for a refusal. */
  static String describe(DataType type) {
    if (type instanceof OpaqueDataType opaque && opaque.getSize() == 2) return "bfloat16 (opaque bytes" + tag(opaque) + ")";
    if (type instanceof OpaqueDataType opaque) return "opaque bytes" + tag(opaque);
    if (type instanceof FloatingPoint real && real.getExponentSize() == 8 && real.getSize() == 2) return "bfloat16";
    if (type instanceof FloatingPoint real)
      return "a float of " + real.getSize() + " bytes with " + real.getExponentSize() + " bits of exponent";
    if (type instanceof FixedPoint whole) return "an integer of " + whole.getBitPrecision() + " bits in " + whole.getSize() + " bytes";
    if (type instanceof StringData || type instanceof VariableLength text && text.isVariableLengthString()) return "text";
    if (type instanceof CompoundDataType) return "a compound (a complex number, for one)";
    return "HDF5's data class " + type.getDataClass();
  }

  private static String tag(OpaqueDataType opaque) { return opaque.getAsciiTag().isEmpty() ? "" : " tagged " + opaque.getAsciiTag(); }
}

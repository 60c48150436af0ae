package kerava.ops;

import com.google.protobuf.ByteString;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/** Java's values as TensorFlow's. Source: TensorFlow {@code python/framework/constant_op.py}, {@code tensor_util.py}. */
final class Constants {
  /** A number that is one of {@code type} in the graph. */
  private record Typed(Number number, DataType type) {}

  private Constants() {}

  /** TensorFlow's name of {@code type}. */
  static DataType of(DType type) {
    return switch (type) {
      case FLOAT32 -> DataType.DT_FLOAT;
      case FLOAT64 -> DataType.DT_DOUBLE;
      case FLOAT16 -> DataType.DT_HALF;
      default -> DataType.valueOf("DT_" + type.name());
    };
  }

  /** Keras's name of {@code type}; refuses one that has none here. */
  static DType dtype(DataType type) {
    for (DType known : DType.values()) if (of(known) == type) return known;
    throw new IllegalArgumentException("a tensor of " + type + " has a type that is not supported");
  }

  /** {@code number} as one of {@code type}, which a whole type takes only if it is whole. */
  static Object of(Number number, DataType type) {
    boolean whole = type == DataType.DT_INT32 || type == DataType.DT_INT64 || type == DataType.DT_UINT8;
    if (whole && number.doubleValue() != Math.rint(number.doubleValue()))
      throw new IllegalArgumentException(
          "a tensor of " + type + " meets whole numbers, got " + number + "; cast it to a floating type first");
    return new Typed(number, type);
  }

  /** A native tensor, to be closed: of a number, boolean or array of numbers. */
  static TType tensor(Object value) {
    if (value instanceof Typed typed) return scalar(typed.number, typed.type);
    if (value instanceof Float number) return TFloat32.scalarOf(number);
    if (value instanceof Double number) return TFloat64.scalarOf(number);
    if (value instanceof Integer number) return TInt32.scalarOf(number);
    if (value instanceof Long number) return TInt64.scalarOf(number);
    if (value instanceof Boolean flag) return TBool.scalarOf(flag);
    if (value instanceof int[] numbers) return TInt32.tensorOf(StdArrays.ndCopyOf(numbers));
    if (value instanceof int[][] rows) return TInt32.tensorOf(StdArrays.ndCopyOf(rows));
    if (value instanceof long[] numbers) return TInt64.tensorOf(StdArrays.ndCopyOf(numbers));
    if (value instanceof float[] numbers) return TFloat32.tensorOf(StdArrays.ndCopyOf(numbers));
    if (value instanceof float[][] rows) return TFloat32.tensorOf(StdArrays.ndCopyOf(rows));
    if (value instanceof double[] numbers) return TFloat64.tensorOf(StdArrays.ndCopyOf(numbers));
    if (value instanceof String text) return TString.scalarOf(text);
    if (value instanceof boolean[] flags) return TBool.tensorOf(StdArrays.ndCopyOf(flags));
    throw new IllegalArgumentException("no constant can be made of a " + value.getClass().getSimpleName());
  }

  private static TType scalar(Number number, DataType type) {
    return switch (type) {
      case DT_FLOAT -> TFloat32.scalarOf(number.floatValue());
      case DT_DOUBLE -> TFloat64.scalarOf(number instanceof Float ? Double.parseDouble(number.toString()) : number.doubleValue());
      case DT_HALF -> TFloat16.scalarOf(DType.FLOAT16.rounded(number.floatValue()));
      case DT_BFLOAT16 -> TBfloat16.scalarOf(DType.BFLOAT16.rounded(number.floatValue()));
      case DT_INT32 -> TInt32.scalarOf(number.intValue());
      case DT_INT64 -> TInt64.scalarOf(number.longValue());
      case DT_UINT8 -> TUint8.scalarOf(number.byteValue());
      default -> throw new IllegalArgumentException("no number is of type " + type);
    };
  }

  private static TensorProto.Builder empty(DataType type, long... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long size : sizes) shape.addDimBuilder().setSize(size);
    return TensorProto.newBuilder().setDtype(type).setTensorShape(shape);
  }

  static TensorProto trues(long... sizes) { return empty(DataType.DT_BOOL, sizes).addBoolVal(true).build(); }

  /** All numbers of {@code array}. */
  static TensorProto of(NDArray array) {
    DataType type = of(array.dtype());
    TensorProto.Builder text = empty(type, array.shape().sizes().stream().mapToLong(Integer::longValue).toArray());
    for (int i = 0; i < array.shape().elements(); i++) {
      switch (type) {
        case DT_DOUBLE -> text.addDoubleVal(((double[]) array.array())[i]);
        case DT_INT32 -> text.addIntVal(((int[]) array.array())[i]);
        case DT_UINT8 -> text.addIntVal(((byte[]) array.array())[i] & 0xFF);
        case DT_INT64 -> text.addInt64Val(((long[]) array.array())[i]);
        case DT_BOOL -> text.addBoolVal(((boolean[]) array.array())[i]);
        case DT_FLOAT -> text.addFloatVal(((float[]) array.array())[i]);
        case DT_STRING -> text.addStringVal(ByteString.copyFromUtf8(((String[]) array.array())[i]));
        default -> throw new IllegalArgumentException("an array of " + array.dtype() + " is no constant of a graph");
      }
    }
    return text.build();
  }

  /** Zeros in which one stands for all. */
  static TensorProto zeros(DataType type, long... sizes) {
    TensorProto.Builder zeros = empty(type, sizes);
    return (switch (type) {
      case DT_DOUBLE -> zeros.addDoubleVal(0);
      case DT_HALF, DT_BFLOAT16 -> zeros.addHalfVal(0);
      case DT_INT32, DT_UINT8 -> zeros.addIntVal(0);
      case DT_INT64 -> zeros.addInt64Val(0);
      case DT_BOOL -> zeros.addBoolVal(false);
      default -> zeros.addFloatVal(0);
    }).build();
  }
}

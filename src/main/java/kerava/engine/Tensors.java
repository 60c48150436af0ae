package kerava.engine;

import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

/** Values and shapes on their way between Java and TensorFlow. */
public final class Tensors {
  private Tensors() {}

  static float[] floats(TFloat32 tensor) {
    float[] values = new float[Math.toIntExact(tensor.size())];
    tensor.asRawTensor().data().asFloats().read(values);
    return values;
  }

  /** The numbers or strings of a tensor; those of 16 bits as float32. */
  public static NDArray array(TType tensor) {
    Shape shape = Shape.ofSizes(tensor.shape().asArray());
    if (tensor instanceof TFloat32 floats) return new NDArray(shape, floats(floats));
    if (!(tensor instanceof TFloating)) return NumberType.of(tensor.dataType()).array(tensor);
    if (!(tensor instanceof TFloat64)) {
      float[] values = new float[Math.toIntExact(tensor.size())];
      ((FloatNdArray) tensor).copyTo(DataBuffers.of(values));
      return new NDArray(shape, values);
    }
    double[] values = new double[Math.toIntExact(tensor.size())];
    tensor.asRawTensor().data().asDoubles().read(values);
    return NDArray.of(shape, DType.FLOAT64, values);
  }

  /** {@code array} as a tensor of {@code shape}, rounded to {@code dtype}, a floating type; the caller closes it. */
  public static TType tensor(NDArray array, org.tensorflow.ndarray.Shape shape, DType dtype) {
    return switch (dtype) {
      case FLOAT64 -> TFloat64.tensorOf(shape, DataBuffers.of(array.doubles()));
      case FLOAT16 -> TFloat16.tensorOf(shape, DataBuffers.of(array.as(dtype).values()));
      case BFLOAT16 -> TBfloat16.tensorOf(shape, DataBuffers.of(array.as(dtype).values()));
      default -> TFloat32.tensorOf(shape, DataBuffers.of(array.values()));
    };
  }

  /** TensorFlow's class of a floating type. */
  public static Class<? extends TType> type(DType dtype) {
    return switch (dtype) {
      case FLOAT64 -> TFloat64.class;
      case FLOAT16 -> TFloat16.class;
      case BFLOAT16 -> TBfloat16.class;
      default -> TFloat32.class;
    };
  }

  public static org.tensorflow.ndarray.Shape shape(Shape shape) {
    return org.tensorflow.ndarray.Shape.of(shape.sizes().stream().mapToLong(Integer::longValue).toArray());
  }
}

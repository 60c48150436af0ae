package kerava.engine;

import static kerava.KeravaException.require;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import kerava.KeravaException;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/**
 * The types of tensors that an {@link NDArray} can stand for. A number that is not of the type, and an integer that is no float, are
 * refused.
 */
enum NumberType {
  FLOAT32(TFloat32.class, 4, DataType.DT_FLOAT) {
    @Override void put(ByteBuffer bytes, float value) { bytes.putFloat(value); }

    @Override double get(ByteBuffer bytes) { return bytes.getFloat(); }
  },
  FLOAT64(TFloat64.class, 8, DataType.DT_DOUBLE) {
    @Override void put(ByteBuffer bytes, float value) { bytes.putDouble(value); }

    /** Rounded: a float64 result is told as float32. */
    @Override double get(ByteBuffer bytes) {
      return (float) bytes.getDouble();
    }
  },
  INT32(TInt32.class, 4, DataType.DT_INT32) {
    @Override void put(ByteBuffer bytes, float value) { bytes.putInt((int) within(value, Integer.MIN_VALUE, 0x1p31)); }

    @Override double get(ByteBuffer bytes) { return bytes.getInt(); }
  },
  INT64(TInt64.class, 8, DataType.DT_INT64) {
    @Override void put(ByteBuffer bytes, float value) { bytes.putLong((long) within(value, Long.MIN_VALUE, 0x1p63)); }

    @Override double get(ByteBuffer bytes) {
      long value = bytes.getLong();
      return (long) (double) value == value && value != Long.MAX_VALUE ? value : Double.NaN;
    }
  },
  UINT8(TUint8.class, 1, DataType.DT_UINT8) {
    @Override void put(ByteBuffer bytes, float value) { bytes.put((byte) within(value, 0, 256)); }

    @Override double get(ByteBuffer bytes) { return bytes.get() & 0xff; }
  },
  BOOL(TBool.class, 1, DataType.DT_BOOL) {
    @Override void put(ByteBuffer bytes, float value) { bytes.put((byte) within(value, 0, 2)); }

    @Override double get(ByteBuffer bytes) { return bytes.get(); }
  };

  private final Class<? extends TType> type;
  private final int width;
  private final DataType proto;

  NumberType(Class<? extends TType> type, int width, DataType proto) {
    this.type = type;
    this.width = width;
    this.proto = proto;
  }

  abstract void put(ByteBuffer bytes, float value);

  abstract double get(ByteBuffer bytes);

  /** As NumPy names it. */
  @Override public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** NumPy's name of {@code type} if it is one of these, else TensorFlow's in small letters. */
  static String named(DataType type) {
    for (NumberType known : values()) if (known.proto == type) return known.toString();
    return type.name().toLowerCase(Locale.ROOT).replaceFirst("^dt_", "");
  }

  /** {@code who}: the port, for messages. */
  static NumberType of(Port port, String who) {
    for (NumberType known : values()) if (known.toString().equals(port.type())) return known;
    throw new KeravaException(
        who + " is of type " + port.type() + ", which is not supported; supported are " + Arrays.asList(values()));
  }

  final double within(float value, double least, double end) {
    require(value == Math.rint(value) && value >= least && value < end, "%s is no %s", value, this);
    return value;
  }

  /** The caller closes it. */
  Tensor tensor(NDArray array) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(width, array.values().length)).order(ByteOrder.nativeOrder());
    for (float value : array.values()) put(bytes, value);
    return Tensor.of(type, Tensors.shape(array.shape()), DataBuffers.of(bytes.array()));
  }

  NDArray array(Tensor tensor) {
    byte[] bytes = new byte[Math.multiplyExact(width, Math.toIntExact(tensor.size()))];
    tensor.asRawTensor().data().read(bytes);
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    float[] values = new float[bytes.length / width];
    for (int i = 0; i < values.length; i++) values[i] = exact(get(in));
    return new NDArray(new Shape(Arrays.stream(tensor.shape().asArray()).mapToObj(Math::toIntExact).toList()), values);
  }

  private float exact(double value) {
    require((float) value == value || Double.isNaN(value) && (this == FLOAT32 || this == FLOAT64),
        "a result of type %s is no float, %s; ask for smaller numbers", this, value);
    return (float) value;
  }
}

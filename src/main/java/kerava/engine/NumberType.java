package kerava.engine;

import static kerava.KeravaException.require;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import kerava.KeravaException;
import kerava.files.Utf8;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Samples;
import kerava.tensor.Shape;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/** The types of tensors that numbers and strings go into and come from. */
public enum NumberType {
  FLOAT32(DType.FLOAT32, TFloat32.class, 4, DataType.DT_FLOAT) {
    /** Without a copy of each row. */
    @Override void fill(TType room, Samples samples, int[] order, int from, int to) {
      FloatDataBuffer data = room.asRawTensor().data().asFloats();
      float[] row = new float[Math.toIntExact(samples.sampleShape().elements())];
      for (int i = from; i < to; i++) {
        samples.read(order[i], row, 0);
        data.offset((long) (i - from) * row.length).write(row);
      }
    }

    @Override Object get(ByteBuffer bytes, int size) {
      float[] numbers = new float[size];
      bytes.asFloatBuffer().get(numbers);
      return numbers;
    }
  },
  FLOAT64(DType.FLOAT64, TFloat64.class, 8, DataType.DT_DOUBLE) {
    @Override void put(ByteBuffer bytes, float[] numbers) { for (float number : numbers) bytes.putDouble(number); }

    @Override void put(ByteBuffer bytes, long[] numbers) { for (long number : numbers) bytes.putDouble(number); }

    @Override Object get(ByteBuffer bytes, int size) {
      double[] numbers = new double[size];
      bytes.asDoubleBuffer().get(numbers);
      return numbers;
    }
  },
  INT32(DType.INT32, TInt32.class, 4, DataType.DT_INT32) {
    @Override void put(ByteBuffer bytes, long[] numbers) { for (long number : numbers) bytes.putInt((int) number); }

    @Override Object get(ByteBuffer bytes, int size) {
      int[] numbers = new int[size];
      bytes.asIntBuffer().get(numbers);
      return numbers;
    }
  },
  INT64(DType.INT64, TInt64.class, 8, DataType.DT_INT64) {
    @Override void put(ByteBuffer bytes, long[] numbers) { bytes.asLongBuffer().put(numbers); }

    @Override Object get(ByteBuffer bytes, int size) {
      long[] numbers = new long[size];
      bytes.asLongBuffer().get(numbers);
      return numbers;
    }
  },
  UINT8(DType.UINT8, TUint8.class, 1, DataType.DT_UINT8) {
    @Override void put(ByteBuffer bytes, long[] numbers) { for (long number : numbers) bytes.put((byte) number); }

    @Override Object get(ByteBuffer bytes, int size) { return bytes.array(); }
  },
  BOOL(DType.BOOL, TBool.class, 1, DataType.DT_BOOL) {
    @Override void put(ByteBuffer bytes, long[] numbers) { for (long number : numbers) bytes.put((byte) number); }

    @Override Object get(ByteBuffer bytes, int size) {
      boolean[] flags = new boolean[size];
      for (int i = 0; i < size; i++) flags[i] = bytes.get(i) != 0;
      return flags;
    }
  },
  /** Of UTF-8; a tensor of strings is made as they are, for they are of no one size. */
  STRING(DType.STRING, TString.class, 0, DataType.DT_STRING) {
    @Override TType room(Shape sample, int count) { return null; }

    @Override TType filled(TType room, Samples samples, int[] order, int from, int to) {
      int size = Math.toIntExact(samples.sampleShape().elements());
      String[] all = new String[Math.multiplyExact(to - from, size)];
      for (int i = from; i < to; i++) samples.read(order[i], all, (i - from) * size);
      TString filled = tensor(samples.sampleShape().prepend(to - from), all);
      if (room != null) room.close();
      return filled;
    }

    private static TString tensor(Shape shape, String[] all) {
      return TString.tensorOf(StandardCharsets.UTF_8, Tensors.shape(shape), DataBuffers.ofObjects(all));
    }

    @Override public Tensor tensor(NDArray array) {
      require(array.dtype().isText(), "%s are no strings", array.dtype());
      return tensor(array.shape(), array.strings());
    }

    @Override public NDArray array(Tensor tensor) {
      List<String> all = new ArrayList<>();
      ((TString) tensor).asBytes().scalars().forEach(each -> all.add(Utf8.decode(each.getObject(), "a string of the outputs")));
      return NDArray.of(Shape.ofSizes(tensor.shape().asArray()), DType.STRING, all.toArray(String[]::new));
    }

    @Override Object get(ByteBuffer bytes, int size) { throw new IllegalStateException("strings are of no one size"); }
  };

  private final DType dtype;
  private final Class<? extends TType> type;
  private final int width;
  private final DataType proto;

  NumberType(DType dtype, Class<? extends TType> type, int width, DataType proto) {
    this.dtype = dtype;
    this.type = type;
    this.width = width;
    this.proto = proto;
  }

  /** {@code numbers} of this type. */
  void put(ByteBuffer bytes, float[] numbers) { throw new IllegalStateException(this + " is put as longs"); }

  /** {@code numbers} of this type. */
  void put(ByteBuffer bytes, long[] numbers) { throw new IllegalStateException(this + " is put as floats"); }

  /** {@code size} numbers as Java's array of the type. */
  abstract Object get(ByteBuffer bytes, int size);

  /** As NumPy names it. */
  @Override public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** NumPy's name of {@code type} if it is one of these, else TensorFlow's in small letters. */
  public static String named(DataType type) {
    for (NumberType known : values()) if (known.proto == type) return known.toString();
    return type.name().toLowerCase(Locale.ROOT).replaceFirst("^dt_", "");
  }

  static NumberType of(DataType type) {
    return Arrays.stream(values()).filter(known -> known.proto == type).findFirst().orElseThrow();
  }

  public static NumberType of(DType dtype) {
    return Arrays.stream(values()).filter(known -> known.dtype == dtype).findFirst().orElseThrow();
  }

  /** By NumPy's {@code name}; {@code who} is of it, for messages. */
  public static NumberType of(String name, String who) {
    for (NumberType known : values()) if (known.toString().equals(name)) return known;
    throw new KeravaException(who + " is of type " + name + ", which is not supported; supported are " + Arrays.asList(values()));
  }

  DType dtype() { return dtype; }

  DataType proto() { return proto; }

  public Class<? extends TType> type() { return type; }

  /** Room for {@code count} samples of shape {@code sample}; the caller closes it. Null: {@link #filled} makes it. */
  TType room(Shape sample, int count) { return Tensor.of(type, Tensors.shape(sample.prepend(count))); }

  /** {@code room} with the samples {@code order[from]} .. {@code order[to - 1]}, or a tensor in place of it, which the caller closes. */
  TType filled(TType room, Samples samples, int[] order, int from, int to) {
    fill(room, samples, order, from, to);
    return room;
  }

  /** Writes the samples {@code order[from]} .. {@code order[to - 1]}, whose numbers this type holds, into {@code room}. */
  void fill(TType room, Samples samples, int[] order, int from, int to) {
    ByteDataBuffer data = room.asRawTensor().data();
    int elements = Math.toIntExact(samples.sampleShape().elements());
    boolean whole = samples.dtype().isWhole() || dtype.isWhole();
    float[] floats = whole ? null : new float[elements];
    long[] longs = whole ? new long[elements] : null;
    ByteBuffer row = ByteBuffer.allocate(elements * width).order(ByteOrder.nativeOrder());
    for (int i = from; i < to; i++) {
      row.clear();
      if (whole) {
        samples.read(order[i], longs, 0);
        put(row, longs);
      } else {
        samples.read(order[i], floats, 0);
        put(row, floats);
      }
      data.offset((long) (i - from) * row.capacity()).write(row.array());
    }
  }

  /** The caller closes it. Refuses numbers that are not of this type. */
  public Tensor tensor(NDArray array) {
    Tensor tensor = Tensor.of(type, Tensors.shape(array.shape()));
    int size = Math.toIntExact(array.shape().elements());
    try {
      if (size > 0) {
        NDArray one = array.reshape(1, size);
        require(!array.dtype().isText(), "strings are no %s", this);
        Misfit misfit = Misfit.first(dtype, one, 0);
        require(misfit == null, "%s is no %s", misfit == null ? null : misfit.number(), this);
        fill((TType) tensor, one, new int[] {0}, 0, 1);
      }
      return tensor;
    } catch (RuntimeException e) {
      tensor.close();
      throw e;
    }
  }

  public NDArray array(Tensor tensor) {
    byte[] bytes = new byte[Math.multiplyExact(width, Math.toIntExact(tensor.size()))];
    tensor.asRawTensor().data().read(bytes);
    Object numbers = get(ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()), bytes.length / width);
    return NDArray.of(Shape.ofSizes(tensor.shape().asArray()), dtype, numbers);
  }
}

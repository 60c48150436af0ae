package kerava.layers;

import static kerava.KeravaException.require;

import java.util.List;
import kerava.KeravaException;
import kerava.config.Settings;
import kerava.ops.Tensor;
import kerava.tensor.DType;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Where samples come in: the shape of one, without the batch axis; {@link Shape#NONE} is the size of an axis that is as long as the data at
 * hand, Keras's None. The first layer of a Sequential; for other models {@link #tensor} is what the first layers are applied to. Source:
 * Keras {@code layers/core/input_layer.py}.
 */
public record Input(Shape shape, DType dtype, @Nullable Integer batchSize, LayerOptions options) implements Configured<Input> {
  /** Those that an Input takes. */
  private static final List<DType> DTYPES = List.of(DType.FLOAT32, DType.FLOAT64, DType.INT32, DType.INT64, DType.UINT8, DType.BOOL,
      DType.STRING);

  public Input {
    for (int size : shape.sizes())
      require(size >= 1 || size == Shape.NONE,
          "Input: every size must be at least 1, or NONE for one that differs from data to data, got %s",
          shape);
    require(DTYPES.contains(dtype), "Input: dtype must be one of %s, got %s; convert the data to one of them", DTYPES, dtype);
    require(batchSize == null || batchSize >= 1, "Input: batchSize must be at least 1, or null for any, got %s", batchSize);
  }

  public Input(int... sizes) { this(Shape.of(sizes)); }

  public Input(Shape shape) { this(shape, LayerOptions.of("InputLayer")); }

  public Input(Shape shape, LayerOptions options) { this(shape, DType.FLOAT32, null, options); }

  /** Of numbers of another type than float32, whole ones stay exact up to the first layer that computes with floats; or of strings. */
  public Input withDtype(DType dtype) { return Settings.with(this, "dtype", dtype); }

  /** {@code dtype} by Keras's name: {@code "int32"}. */
  public Input withDtype(String dtype) {
    DType type = DType.byName(dtype);
    require(type != null, "Input: dtype must be one of %s, got '%s'; convert the data to one of them", DTYPES, dtype);
    return withDtype(type);
  }

  /**
   * How many samples each batch has, Keras's {@code batch_size}; null: any number. Layers that keep states between batches need it, all
   * else does not.
   */
  public Input withBatchSize(@Nullable Integer batchSize) { return Settings.with(this, "batchSize", batchSize); }

  /** Refused: data are not computed with, so there is no policy. */
  @Override public Input withDtype(DTypePolicy dtype) {
    throw new KeravaException(String.format("Input: dtype must be a DType, got the policy %s; give the policy to the layers", dtype));
  }

  /** Where samples come in, for the first layers to be applied to. */
  public KerasTensor tensor() { return applyAll(List.of()).get(0); }

  /** Always {@code InputLayer}, as in Keras, where Input is the function that makes one. */
  @Override public String className() {
    return "InputLayer";
  }

  @Override public DTypePolicy inputsAs() { return null; }

  @Override public List<Shape> outputShapes(List<Shape> inputs) { return List.of(shape.prepend(Shape.NONE)); }

  @Override public DType outputType(List<DType> inputs) { return dtype; }

  @Override public List<Tensor> call(Call c, List<Tensor> inputs) { return inputs; }
}

package kerava.data;

import static kerava.KeravaException.require;

import java.util.List;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * What each example of a TFRecord file has under one name, as {@code tf.io.FixedLenFeature}: a number of floats, of whole numbers or of
 * strings. A feature of uint8 is a string of bytes of as many bytes, as {@code tf.io.decode_raw} reads it.
 *
 * @param shape of one example, row-major; {@code Shape.of()} of one number
 * @param dtype float32, int64, string (UTF-8) or uint8
 * @param defaultValue for examples that lack it; null: they are refused
 */
public record FixedLenFeature(Shape shape, DType dtype, @Nullable NDArray defaultValue) {
  private static final List<DType> DTYPES = List.of(DType.FLOAT32, DType.INT64, DType.STRING, DType.UINT8);

  public FixedLenFeature {
    require(shape.isKnown(), "FixedLenFeature: every size of shape must be known, got %s", shape);
    require(DTYPES.contains(dtype), "FixedLenFeature: dtype must be one of %s, got %s", DTYPES, dtype);
    require(defaultValue == null || defaultValue.dtype() == dtype && defaultValue.shape().equals(shape),
        "FixedLenFeature: defaultValue must be %s %s, got %s", dtype, shape, defaultValue);
  }

  /** Which every example must have. */
  public FixedLenFeature(Shape shape, DType dtype) { this(shape, dtype, null); }
}

package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.List;
import kerava.config.Settings;
import kerava.ops.Tensor;
import kerava.tensor.DType;
import kerava.tensor.Shape;

/**
 * Stretches the values of each channel of each image to all of {@code valueRange}, in training and otherwise; a channel of one value stays
 * as it is. Shapes: x and y (batch, height, width, channels). Where channels come first, the least and the largest value are those of the
 * columns, as in Keras. y is of the type in which the layer computes. Source: Keras
 * {@code layers/preprocessing/image_preprocessing/auto_contrast.py}.
 */
public record AutoContrast(Between valueRange, DataFormat dataFormat,
    LayerOptions options) implements UnaryLayer, WithDataFormat<AutoContrast>, Configured<AutoContrast> {
  private static final Between BYTES = new Between(0, 255);

  public AutoContrast {
    require(valueRange != null && dataFormat != null, inJava("take new Between(0, 255), for example"),
        "AutoContrast: a setting must not be null");
  }

  public AutoContrast() { this(BYTES, DataFormat.CHANNELS_LAST, LayerOptions.of("AutoContrast")); }

  public AutoContrast withValueRange(Between valueRange) { return Settings.with(this, "valueRange", valueRange); }

  @Override public DType outputType(List<DType> inputs) { return dtypePolicy().computeDtype(); }

  @Override public Shape outputShape(Shape x) {
    Images.check(this, x);
    return x;
  }

  @Override public Tensor call(Call c, Tensor x) {
    Tensor given = x.as(dtypePolicy().computeDtype()), images = ColorAugmentation.ranged(given, valueRange, BYTES);
    Tensor low = images.minOver(true, 1, 2), high = images.maxOver(true, 1, 2), scale = high.minus(low).dividedInto(255);
    Tensor stretched = images.times(scale).plus(low.negative().times(scale)).clip(0, 255);
    Tensor y = ColorAugmentation.ranged(stretched, BYTES, valueRange);
    return y.isNan().where(given, y);
  }
}

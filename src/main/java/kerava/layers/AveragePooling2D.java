package kerava.layers;

import kerava.ops.Pooling;
import kerava.ops.Tensor;

/**
 * The mean of what is inside of x of each window of {@code poolSize} of each channel, a window every {@code strides}. Shapes: x (batch,
 * height, width, channels), y (batch, windows down, windows across, channels); of channels first likewise. Source: Keras
 * {@code layers/pooling/average_pooling2d.py}.
 */
public record AveragePooling2D(Pair poolSize, Pair strides, Padding padding, DataFormat dataFormat,
    LayerOptions options) implements Windowed, WithWindows<AveragePooling2D>, Configured<AveragePooling2D> {
  public AveragePooling2D { Windowed.check("AveragePooling2D", poolSize, strides, padding, dataFormat); }

  /** Of windows side by side. */
  public AveragePooling2D(Pair poolSize) {
    this(poolSize, poolSize, Padding.VALID, DataFormat.CHANNELS_LAST, LayerOptions.of("AveragePooling2D"));
  }

  /** Of square windows side by side. */
  public AveragePooling2D(int poolSize) { this(new Pair(poolSize)); }

  @Override public Tensor call(Call c, Tensor x) { return pooled(Pooling::averagePool, x); }
}

package kerava.layers;

import kerava.ops.Pooling;
import kerava.ops.Tensor;

/**
 * The mean of what is inside of x of each window of {@code poolSize} steps of each channel, a window every {@code strides}. Shapes: x
 * (batch, steps, channels), y (batch, windows, channels); of channels first likewise. Source: Keras
 * {@code layers/pooling/average_pooling1d.py}.
 */
public record AveragePooling1D(Length poolSize, Length strides, Padding padding, DataFormat dataFormat,
    LayerOptions options) implements Windowed, WithWindows1D<AveragePooling1D>, Configured<AveragePooling1D> {
  public AveragePooling1D { Windowed.check("AveragePooling1D", poolSize, strides, padding, dataFormat); }

  /** Of windows side by side. */
  public AveragePooling1D(Length poolSize) {
    this(poolSize, poolSize, Padding.VALID, DataFormat.CHANNELS_LAST, LayerOptions.of("AveragePooling1D"));
  }

  /** Of windows side by side. */
  public AveragePooling1D(int poolSize) { this(new Length(poolSize)); }

  @Override public Tensor call(Call c, Tensor x) { return pooled(Pooling::averagePool, x); }
}

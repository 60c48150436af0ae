package kerava.layers;

import kerava.ops.Pooling;
import kerava.ops.Tensor;

/**
 * The largest of each window of {@code poolSize} steps of each channel, a window every {@code strides}. Shapes: x (batch, steps, channels),
 * y (batch, windows, channels); of channels first likewise. Source: Keras {@code layers/pooling/max_pooling1d.py}.
 */
public record MaxPooling1D(Length poolSize, Length strides, Padding padding, DataFormat dataFormat,
    LayerOptions options) implements Windowed, WithWindows1D<MaxPooling1D>, Configured<MaxPooling1D> {
  public MaxPooling1D { Windowed.check("MaxPooling1D", poolSize, strides, padding, dataFormat); }

  /** Of windows side by side. */
  public MaxPooling1D(Length poolSize) {
    this(poolSize, poolSize, Padding.VALID, DataFormat.CHANNELS_LAST, LayerOptions.of("MaxPooling1D"));
  }

  /** Of windows of 2 side by side. */
  public MaxPooling1D() { this(2); }

  /** Of windows side by side. */
  public MaxPooling1D(int poolSize) { this(new Length(poolSize)); }

  @Override public Tensor call(Call c, Tensor x) { return pooled(Pooling::maxPool, x); }
}

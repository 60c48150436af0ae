package kerava.layers;

import kerava.ops.Pooling;
import kerava.ops.Tensor;

/**
 * The largest of each window of {@code poolSize} of each channel, a window every {@code strides}. Shapes: x (batch, height, width,
 * channels), y (batch, windows down, windows across, channels); of channels first likewise. Source: Keras
 * {@code layers/pooling/max_pooling2d.py}.
 */
public record MaxPooling2D(Pair poolSize, Pair strides, Padding padding, DataFormat dataFormat,
    LayerOptions options) implements Windowed, WithWindows<MaxPooling2D>, Configured<MaxPooling2D> {
  public MaxPooling2D { Windowed.check("MaxPooling2D", poolSize, strides, padding, dataFormat); }

  /** Of windows side by side. */
  public MaxPooling2D(Pair poolSize) {
    this(poolSize, poolSize, Padding.VALID, DataFormat.CHANNELS_LAST, LayerOptions.of("MaxPooling2D"));
  }

  /** Of windows of (2, 2) side by side. */
  public MaxPooling2D() { this(2); }

  /** Of square windows side by side. */
  public MaxPooling2D(int poolSize) { this(new Pair(poolSize)); }

  @Override public Tensor call(Call c, Tensor x) { return pooled(Pooling::maxPool, x); }
}

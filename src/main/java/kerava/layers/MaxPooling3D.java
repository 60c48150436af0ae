package kerava.layers;

import kerava.ops.Pooling;
import kerava.ops.Tensor;

/**
 * The largest of each window of {@code poolSize} of each channel, a window every {@code strides}. Shapes: x (batch, depth, height, width,
 * channels), y (batch, windows along each axis, channels); of channels first likewise. Source: Keras
 * {@code layers/pooling/max_pooling3d.py}.
 */
public record MaxPooling3D(Triple poolSize, Triple strides, Padding padding, DataFormat dataFormat,
    LayerOptions options) implements Windowed, WithWindows3D<MaxPooling3D>, Configured<MaxPooling3D> {
  public MaxPooling3D { Windowed.check("MaxPooling3D", poolSize, strides, padding, dataFormat); }

  /** Of windows side by side. */
  public MaxPooling3D(Triple poolSize) {
    this(poolSize, poolSize, Padding.VALID, DataFormat.CHANNELS_LAST, LayerOptions.of("MaxPooling3D"));
  }

  /** Of windows of (2, 2, 2) side by side. */
  public MaxPooling3D() { this(2); }

  /** Of cubic windows side by side. */
  public MaxPooling3D(int poolSize) { this(new Triple(poolSize)); }

  @Override public Tensor call(Call c, Tensor x) { return pooled(Pooling::maxPool, x); }
}

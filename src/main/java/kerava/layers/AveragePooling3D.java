package kerava.layers;

import kerava.ops.Pooling;
import kerava.ops.Tensor;

/**
 * The mean of what is inside of x of each window of {@code poolSize} of each channel, a window every {@code strides}. Shapes: x (batch,
 * depth, height, width, channels), y (batch, windows along each axis, channels); of channels first likewise. Source: Keras
 * {@code layers/pooling/average_pooling3d.py}.
 */
public record AveragePooling3D(Triple poolSize, Triple strides, Padding padding, DataFormat dataFormat,
    LayerOptions options) implements Windowed, WithWindows3D<AveragePooling3D>, Configured<AveragePooling3D> {
  public AveragePooling3D { Windowed.check("AveragePooling3D", poolSize, strides, padding, dataFormat); }

  /** Of windows side by side. */
  public AveragePooling3D(Triple poolSize) {
    this(poolSize, poolSize, Padding.VALID, DataFormat.CHANNELS_LAST, LayerOptions.of("AveragePooling3D"));
  }

  /** Of cubic windows side by side. */
  public AveragePooling3D(int poolSize) { this(new Triple(poolSize)); }

  @Override public Tensor call(Call c, Tensor x) { return pooled(Pooling::averagePool, x); }
}

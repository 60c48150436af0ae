package kerava.layers;

import java.util.Collections;
import java.util.List;
import kerava.config.Settings;
import kerava.ops.Tensor;

/**
 * The mean of each channel, of the steps that a mask does not leave out; NaN if it leaves out all, as in Keras. Shapes: x (batch, steps,
 * channels), y (batch, channels), or (batch, 1, channels) to keep the axes; of channels first likewise. Source: Keras
 * {@code layers/pooling/global_average_pooling1d.py}.
 */
public record GlobalAveragePooling1D(DataFormat dataFormat, boolean keepdims,
    LayerOptions options) implements GlobalPooling, WithDataFormat<GlobalAveragePooling1D>, Configured<GlobalAveragePooling1D> {
  public GlobalAveragePooling1D {
    GlobalPooling.check("GlobalAveragePooling1D", dataFormat);
  }

  public GlobalAveragePooling1D() { this(DataFormat.CHANNELS_LAST, false, LayerOptions.of("GlobalAveragePooling1D")); }

  public GlobalAveragePooling1D withKeepdims(boolean keepdims) { return Settings.with(this, "keepdims", keepdims); }

  @Override public int axesBetween() { return 1; }

  @Override public boolean supportsMasking() { return true; }

  @Override public List<Tensor> masks(List<Tensor> inputs, List<Tensor> masks) { return Collections.nCopies(1, null); }

  @Override public MaskRule maskRule() {
    return dataFormat == DataFormat.CHANNELS_LAST ? MaskRule.STEPS_OR_ONE : MaskRule.LAST_STEPS_OR_ONE;
  }

  @Override public Tensor call(Call c, Tensor x) {
    if (x.mask() == null) return mean(x);
    int steps = dataFormat.axes(x.rank())[0];
    Tensor counts = x.mask().expandDims(dataFormat.channelsAxis(x.rank())), kept = counts.where(x, x.number(0));
    Tensor number = counts.cast(x.type());
    return kept.sumOver(keepdims, steps).dividedBy(number.sumOver(keepdims, steps));
  }
}

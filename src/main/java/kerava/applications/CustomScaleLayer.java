package kerava.applications;

import static kerava.KeravaException.require;

import java.util.List;
import kerava.config.Registered;
import kerava.layers.Call;
import kerava.layers.Configured;
import kerava.layers.Layer;
import kerava.layers.LayerOptions;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/** The first of two inputs of one shape plus the second times {@code scale}. Source: Keras {@code applications/inception_resnet_v2.py}. */
@Registered(value = "CustomScaleLayer", module = "keras.src.applications.inception_resnet_v2") public record CustomScaleLayer(double scale,
    LayerOptions options) implements Layer, Configured<CustomScaleLayer> {
  public CustomScaleLayer {
    require(Double.isFinite(scale), "CustomScaleLayer: the scale must be a number, got %s", scale);
  }

  public CustomScaleLayer(double scale) { this(scale, LayerOptions.of("CustomScaleLayer")); }

  @Override public List<Shape> outputShapes(List<Shape> inputs) {
    require(inputs.size() == 2 && inputs.get(0).meets(inputs.get(1)), "CustomScaleLayer: takes two inputs of one shape, got %s",
        inputs);
    return List.of(inputs.get(0));
  }

  @Override public List<Tensor> call(Call c, List<Tensor> inputs) {
    return List.of(inputs.get(0).plus(inputs.get(1).times(scale)));
  }
}

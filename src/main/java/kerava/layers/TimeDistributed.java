package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kerava.ops.Slice;
import kerava.ops.Tensor;
import kerava.tensor.DType;
import kerava.tensor.Shape;

/**
 * The same layer on every step of a sequence. Shapes: x (batch, steps, ...), y (batch, steps, ...), each step as {@code layer} makes it of
 * (batch, ...). {@code layer} has one input and one output. Source: Keras {@code layers/rnn/time_distributed.py}.
 */
public record TimeDistributed(Layer layer, LayerOptions options) implements UnaryLayer, Configured<TimeDistributed> {
  public TimeDistributed {
    require(layer != null, inJava("take new Dense(3), for example"), "TimeDistributed: the layer must not be null");
    require(!(layer instanceof Input), "TimeDistributed: the layer must compute something, got an Input");
  }

  public TimeDistributed(Layer layer) { this(layer, LayerOptions.of("TimeDistributed")); }

  @Override public Map<String, Layer> parts() { return Map.of("layer", layer); }

  @Override public List<List<Shape>> partInputs(List<Shape> inputs) { return List.of(List.of(step(inputs.get(0)))); }

  @Override public int runs(Layer part, List<Shape> inputs) { return inputs.get(0).size(1); }

  private Shape step(Shape x) {
    require(x.rank() >= 3, "TimeDistributed: the input must be (batch, steps, ...), got %s; give each step its features", x);
    return Recurrent.step(x);
  }

  @Override public DType outputType(List<DType> inputs) { return layer.outputType(inputs); }

  @Override public Shape outputShape(Shape x) {
    List<Shape> outputs = layer.outputShapes(List.of(step(x)));
    require(outputs.size() == 1, "TimeDistributed: the layer must have one output, got %d of %s", outputs.size(), layer.className());
    return outputs.get(0).dropFirst().prepend(x.size(1)).prepend(x.size(0));
  }

  @Override public boolean writesForAnySize() { return false; }

  @Override public boolean supportsMasking() { return true; }

  @Override public MaskRule maskRule() { return MaskRule.STEPS; }

  @Override public Tensor call(Call c, Tensor x) {
    Tensor mask = x.mask() == null ? null : Steps.swapped(x.mask()), steps = Steps.swapped(x);
    List<Tensor> outputs = new ArrayList<>();
    for (int i = 0; i < x.size(1); i++) {
      Tensor step = steps.slice(Slice.at(i));
      if (mask != null) step.setMask(mask.slice(Slice.at(i)));
      outputs.add(layer.call(c.of(layer), List.of(step)).get(0));
    }
    return Steps.swapped(Tensor.stack(outputs));
  }
}

package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import kerava.tensor.DType;
import kerava.tensor.Shape;

/** One use of a layer on inputs; a layer used twice is shared. What Keras calls a node. Source: Keras {@code ops/node.py}. */
public final class Application {
  private static final AtomicLong COUNT = new AtomicLong();

  private final Layer layer;
  private final List<KerasTensor> inputs;
  private final List<KerasTensor> outputs = new ArrayList<>();
  private final long order = COUNT.incrementAndGet();

  /** Refuses inputs whose shapes the layer cannot take. */
  public Application(Layer layer, List<KerasTensor> inputs) {
    require(!inputs.isEmpty() || layer instanceof Input, inJava("begin with new Input(...).tensor()"), "%s: needs an input, got none",
        layer.className());
    this.layer = layer;
    this.inputs = List.copyOf(inputs);
    List<Shape> shapes = layer.outputShapes(inputs.stream().map(KerasTensor::shape).toList());
    DType type = layer.outputType(inputs.stream().map(input -> taken(layer.inputsAs(), input.dtype())).toList());
    for (Shape shape : shapes) outputs.add(new KerasTensor(this, outputs.size(), shape, type));
  }

  /** As a layer gets what is given. Source: Keras {@code dtype_policies/dtype_policy.py} convert_input. */
  private static DType taken(DTypePolicy as, DType given) { return as == null ? given : as.asInput(given); }

  public Layer layer() { return layer; }

  /** Empty for an {@link Input}. */
  public List<KerasTensor> inputs() { return inputs; }

  public List<KerasTensor> outputs() { return List.copyOf(outputs); }

  /** Counts from one use to the next. */
  public long order() { return order; }
}

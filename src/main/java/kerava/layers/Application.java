package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import kerava.random.Seed;
import kerava.tensor.DType;
import kerava.tensor.Shape;

/** One use of a layer on inputs; a layer used twice is shared. What Keras calls a node. Source: Keras {@code ops/node.py}. */
public final class Application {
  private static final LayerMap<AtomicInteger> USES = new LayerMap<>();

  private final Layer layer;
  private final List<KerasTensor> inputs;
  private final List<KerasTensor> masks;
  private final List<KerasTensor> outputs = new ArrayList<>();
  private final long order = Seed.now();
  private final int use;

  /** Refuses inputs whose shapes the layer cannot take. */
  public Application(Layer layer, List<KerasTensor> inputs) { this(layer, inputs, List.of()); }

  /** {@code masks} in the places of those that the inputs have, null for none; empty: each input has its own. */
  public Application(Layer layer, List<KerasTensor> inputs, List<KerasTensor> masks) {
    require(!inputs.isEmpty() || layer instanceof Input, inJava("begin with new Input(...).tensor()"), "%s: needs an input, got none",
        layer.className());
    require(layer.callForm() != CallForm.CELL, inJava("put it into new RNN(cell)"),
        "%s: is a cell, whose steps only a recurrent layer can take, so it cannot be used by itself", layer.className());
    this.layer = layer;
    this.inputs = List.copyOf(inputs);
    this.masks = Collections.unmodifiableList(new ArrayList<>(masks));
    require(masks.isEmpty() || masks.size() == inputs.size(), "%s: must have a mask for each of %d inputs, got %d", layer.className(),
        inputs.size(), masks.size());
    for (KerasTensor mask : masks)
      require(mask == null || mask.dtype() == DType.BOOL, "%s: a mask must be of truth values, got %s", layer.className(), mask);
    for (KerasTensor input : inputs)
      require(!input.dtype().isText() || layer.takesStrings(),
          "%s: takes numbers, got %s; put a layer that makes numbers of strings in front",
          layer.className(), input);
    List<Shape> shapes = ShapeRule.of(layer, inputs.stream().map(KerasTensor::shape).toList());
    MaskRule.check(layer.className(), layer, inputs.stream().map(KerasTensor::shape).toList(),
        masks.stream().map(mask -> mask == null ? null : mask.shape()).toList());
    DType type = layer.outputType(inputs.stream().map(input -> taken(layer.inputsAs(), input.dtype())).toList());
    for (Shape shape : shapes) outputs.add(new KerasTensor(this, outputs.size(), shape, type));
    use = layer instanceof Input ? 0 : USES.of(layer, AtomicInteger::new).getAndIncrement();
  }

  /** As a layer gets what is given. Source: Keras {@code dtype_policies/dtype_policy.py} convert_input. */
  private static DType taken(DTypePolicy as, DType given) { return as == null ? given : as.asInput(given); }

  public Layer layer() { return layer; }

  /** Empty for an {@link Input}. */
  public List<KerasTensor> inputs() { return inputs; }

  /** What takes the places of the inputs' own masks, null for none; empty: each input has its own. */
  public List<KerasTensor> masks() { return masks; }

  /** The inputs, and the masks that are given with them. */
  public List<KerasTensor> sources() {
    List<KerasTensor> sources = new ArrayList<>(inputs);
    masks.stream().filter(Objects::nonNull).forEach(sources::add);
    return sources;
  }

  public List<KerasTensor> outputs() { return List.copyOf(outputs); }

  /** How many uses of the layer there were before, in whatever models. */
  public int use() { return use; }

  /** Counts from one use to the next: the birth of a seed that would have been made then. */
  public long order() { return order; }
}

package kerava.network;

import static kerava.KeravaException.require;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kerava.layers.Application;
import kerava.layers.Input;
import kerava.layers.KerasTensor;
import kerava.tensor.Shape;

/**
 * Models that begin at tensors in the middle of others: each gets an Input of its own, and the layers between are used once more. Source:
 * Keras {@code models/functional.py} clone_graph_nodes.
 */
final class Intermediate {
  private final String model;
  private final Map<KerasTensor, KerasTensor> copies = new IdentityHashMap<>();
  private final List<KerasTensor> inputs = new ArrayList<>();

  /** {@code model}: its name, for messages. */
  private Intermediate(String model) { this.model = model; }

  static LayerGraph graph(String model, List<KerasTensor> inputs, List<KerasTensor> outputs) {
    if (inputs.stream().allMatch(Intermediate::isInput)) return LayerGraph.of(model, inputs, outputs);
    Intermediate begun = new Intermediate(model);
    inputs.forEach(begun::begin);
    begun.use(outputs);
    return LayerGraph.of(model, begun.inputs, outputs.stream().map(begun.copies::get).toList());
  }

  private static boolean isInput(KerasTensor tensor) { return tensor.madeBy().layer() instanceof Input; }

  private void begin(KerasTensor tensor) {
    require(isInput(tensor) || tensor.shape().rank() > 0 && tensor.shape().size(0) == Shape.NONE,
        "Model '%s': an input must have the batch as its first axis, got %s", model, tensor);
    KerasTensor copy = isInput(tensor)
        ? tensor
        : new Input(tensor.shape().dropFirst()).withDtype(tensor.dtype()).named(tensor.name() + "CLONE").tensor();
    require(copies.put(tensor, copy) == null, "Model '%s': an input is given twice; give each once", model);
    inputs.add(copy);
  }

  /** Uses once more, in the same order, what leads to {@code outputs}. */
  private void use(List<KerasTensor> outputs) {
    Set<Application> nodes = Collections.newSetFromMap(new IdentityHashMap<>());
    for (KerasTensor output : outputs)
      require(!copies.containsKey(output), "Model '%s': an output must be made of the inputs, got one that is an input: %s", model, output);
    Deque<KerasTensor> open = new ArrayDeque<>(outputs);
    while (!open.isEmpty()) {
      KerasTensor tensor = open.pop();
      if (copies.containsKey(tensor) || !nodes.add(tensor.madeBy())) continue;
      require(!isInput(tensor),
          "Model '%s': an output comes from %s, which is not among the model's inputs, nor cut off by them; add it to them",
          model, tensor);
      open.addAll(tensor.madeBy().sources());
    }
    nodes.stream().sorted(Comparator.comparingLong(Application::order)).forEach(this::copy);
  }

  private void copy(Application node) {
    List<KerasTensor> masks = new ArrayList<>();
    node.masks().forEach(mask -> masks.add(mask == null ? null : copies.get(mask)));
    List<KerasTensor> made = new Application(node.layer(), node.inputs().stream().map(copies::get).toList(), masks).outputs();
    for (int i = 0; i < made.size(); i++) copies.putIfAbsent(node.outputs().get(i), made.get(i));
  }
}

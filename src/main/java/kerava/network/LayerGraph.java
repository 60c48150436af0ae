package kerava.network;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kerava.config.Warnings;
import kerava.layers.Application;
import kerava.layers.Input;
import kerava.layers.KerasTensor;
import kerava.layers.Layer;
import kerava.layers.Weight;
import kerava.ops.Tensor;
import kerava.tensor.DType;
import kerava.tensor.Shape;

/**
 * The uses of layers that lead from inputs to outputs, in the order in which Keras runs them, and the layers in the order in which Keras
 * lists them. Source: Keras {@code ops/function.py} map_graph.
 *
 * @param nodes without those of inputs
 * @param layers with the inputs' own
 */
record LayerGraph(List<KerasTensor> inputs, List<KerasTensor> outputs, List<Application> nodes, List<Layer> layers) {

  /** {@code model}: its name, for messages. */
  static LayerGraph of(String model, List<KerasTensor> inputs, List<KerasTensor> outputs) {
    require(!inputs.isEmpty(), inJava("give what new Input(...).tensor() returned"), "Model '%s': needs an input, got none", model);
    require(!outputs.isEmpty(), inJava("give what apply returned"), "Model '%s': needs an output, got none", model);
    Set<Application> known = identities();
    for (KerasTensor input : inputs) {
      require(input.madeBy().layer() instanceof Input, inJava("give what new Input(...).tensor() returned"),
          "Model '%s': its inputs must be those of Input layers, got %s", model, input);
      require(known.add(input.madeBy()), "Model '%s': an input is given twice; give each once", model);
    }
    Search search = new Search(model, known);
    outputs.forEach(search::from);
    return search.graph(inputs, outputs);
  }

  /** The uses of its layers, those of inputs among them, layer by layer. */
  List<LayerUse> uses() {
    List<LayerUse> uses = new ArrayList<>();
    Map<Application, Integer> indices = indices();
    for (Layer layer : layers)
      indices.keySet().stream().filter(node -> node.layer() == layer).forEach(node -> uses.add(new LayerUse(layer, indices.get(node),
          sources(node.inputs(), indices), sources(node.masks(), indices), node.outputs().stream().map(KerasTensor::shape).toList(),
          types(node.outputs()))));
    return uses;
  }

  List<LayerUse.Source> sources(List<KerasTensor> tensors) { return sources(tensors, indices()); }

  private static List<LayerUse.Source> sources(List<KerasTensor> tensors, Map<Application, Integer> indices) {
    List<LayerUse.Source> sources = new ArrayList<>();
    for (KerasTensor tensor : tensors)
      sources.add(tensor == null
          ? null
          : new LayerUse.Source(tensor.madeBy().layer(), indices.get(tensor.madeBy()), tensor.madeBy().use(),
              tensor.index()));
    return sources;
  }

  /** Which use of its layer each node is, in the order in which they were made. */
  private Map<Application, Integer> indices() {
    Map<Layer, Integer> counts = new IdentityHashMap<>();
    Map<Application, Integer> indices = new LinkedHashMap<>();
    Stream.concat(inputs.stream().map(KerasTensor::madeBy), nodes.stream()).sorted(Comparator.comparingLong(Application::order))
        .forEach(node -> indices.put(node, counts.merge(node.layer(), 1, Integer::sum) - 1));
    return indices;
  }

  /** The birth of a seed that would have been made as {@code layer} was first used. */
  long firstUse(Layer layer) { return nodes.stream().filter(node -> node.layer() == layer).mapToLong(Application::order).min().orElse(0); }

  /** That a layer that is used twice has weights of the same shapes each time. */
  void checkShared() {
    Map<Layer, Application> first = new IdentityHashMap<>();
    for (Application node : nodes) {
      Application before = first.putIfAbsent(node.layer(), node);
      if (before != null)
        require(weights(before).equals(weights(node)),
            "layer '%s' is shared: on inputs of shapes %s its weights have shapes %s, on %s they need %s; give it inputs that are alike, or take a new layer",
            LayerState.name(node.layer()), shapes(before), weights(before), shapes(node), weights(node));
    }
  }

  static List<DType> types(List<KerasTensor> tensors) { return tensors.stream().map(KerasTensor::dtype).toList(); }

  /** As a layer, {@code model} has outputs of one type, and takes {@code given}: strings where its inputs are strings. */
  DType outputType(String model, List<DType> given) {
    for (int i = 0; i < given.size(); i++)
      require(given.get(i).isText() == inputs.get(i).dtype().isText(), "'%s': takes %s, got %s; give it what its Inputs are of", model,
          types(inputs), given);
    require(types(outputs).stream().distinct().count() == 1,
        "'%s': as a layer it has outputs of one type, got %s; add layers that make floats",
        model, types(outputs));
    return outputs.get(0).dtype();
  }

  /** That what {@code model} predicts is of samples. */
  void checkOutputs(String model) {
    for (KerasTensor output : outputs)
      require(output.shape().rank() > 0 && output.shape().size(0) == Shape.NONE,
          "'%s': outputs of a model must have the batch as their first axis, got %s", model, output);
  }

  /** {@code given} as the Inputs take it. Source: Keras {@code models/functional.py} _convert_inputs_to_tensors. */
  List<Tensor> taken(List<Tensor> given) {
    return IntStream.range(0, given.size()).mapToObj(i -> given.get(i).as(inputs.get(i).dtype())).toList();
  }

  private static List<Shape> shapes(Application node) { return node.inputs().stream().map(KerasTensor::shape).toList(); }

  private static List<Shape> weights(Application node) { return node.layer().weights(shapes(node)).stream().map(Weight::shape).toList(); }

  private static <T> Set<T> identities() { return Collections.newSetFromMap(new IdentityHashMap<>()); }

  /** Goes from outputs to inputs, first what is found first. */
  private static final class Search {
    private final String model;
    private final Set<Application> inputs;
    private final Set<Application> seen = identities();
    private final List<Application> finished = new ArrayList<>();
    private final Map<Layer, Integer> traversal = new IdentityHashMap<>();

    Search(String model, Set<Application> inputs) {
      this.model = model;
      this.inputs = inputs;
    }

    /** Without recursion, for a chain may be long. */
    void from(KerasTensor output) {
      Deque<Application> open = new ArrayDeque<>();
      Deque<Integer> next = new ArrayDeque<>();
      begin(output.madeBy(), open, next);
      while (!open.isEmpty()) {
        Application node = open.peek();
        int i = next.pop();
        if (i < node.sources().size()) {
          next.push(i + 1);
          begin(node.sources().get(i).madeBy(), open, next);
        } else {
          finished.add(open.pop());
        }
      }
    }

    private void begin(Application node, Deque<Application> open, Deque<Integer> next) {
      if (!seen.add(node)) return;
      require(!(node.layer() instanceof Input) || inputs.contains(node),
          "Model '%s': an output comes from an Input%s that is not among the model's inputs; add it to them", model,
          node.layer().name() == null ? "" : " '" + node.layer().name() + "'");
      traversal.putIfAbsent(node.layer(), traversal.size());
      open.push(node);
      next.push(0);
    }

    LayerGraph graph(List<KerasTensor> inputTensors, List<KerasTensor> outputTensors) {
      Map<Application, Integer> depths = new LinkedHashMap<>();
      Map<Layer, Integer> layerDepths = new IdentityHashMap<>();
      for (int i = finished.size() - 1; i >= 0; i--) depth(finished.get(i), depths, layerDepths);
      for (KerasTensor input : inputTensors) {
        if (layerDepths.putIfAbsent(input.madeBy().layer(), 0) != null) continue;
        traversal.put(input.madeBy().layer(), -1);
        Warnings.warn("Model '%s': an input%s leads to no output, so its data are read and not used", model,
            input.madeBy().layer().name() == null ? "" : " '" + input.madeBy().layer().name() + "'");
      }
      List<Layer> layers = layerDepths.entrySet().stream()
          .sorted(Comparator.comparing((Map.Entry<Layer, Integer> e) -> -e.getValue()).thenComparing(e -> traversal.get(e.getKey())))
          .map(Map.Entry::getKey).collect(Collectors.toList());
      return new LayerGraph(inputTensors, outputTensors, ordered(depths), layers);
    }

    private void depth(Application node, Map<Application, Integer> depths, Map<Layer, Integer> layerDepths) {
      int depth = Math.max(depths.getOrDefault(node, 0), layerDepths.getOrDefault(node.layer(), 0));
      layerDepths.put(node.layer(), depth);
      depths.put(node, depth);
      for (KerasTensor input : node.sources()) depths.merge(input.madeBy(), depth + 1, Math::max);
    }

    private static List<Application> ordered(Map<Application, Integer> depths) {
      Map<Integer, List<Application>> byDepth = new TreeMap<>(Comparator.reverseOrder());
      depths.forEach((node, depth) -> byDepth.computeIfAbsent(depth, unseen -> new ArrayList<>()).add(node));
      return byDepth.values().stream().flatMap(List::stream).filter(node -> !(node.layer() instanceof Input)).toList();
    }
  }

  /** What each tensor is when the inputs are {@code given} and {@code use} says what a layer makes of what it is given. */
  <T> Map<KerasTensor, T> run(List<T> given, BiFunction<Layer, List<T>, List<T>> use) {
    Map<KerasTensor, T> values = new HashMap<>();
    for (int i = 0; i < given.size(); i++) values.put(inputs.get(i), given.get(i));
    for (Application node : nodes) {
      List<T> made = masked(node, values, () -> use.apply(node.layer(), node.inputs().stream().map(values::get).toList()));
      for (int i = 0; i < made.size(); i++) values.put(node.outputs().get(i), made.get(i));
    }
    return values;
  }

  /** What {@code running} gives while the inputs of {@code node} have the masks that are given with them. */
  private static <T> T masked(Application node, Map<KerasTensor, ?> values, Supplier<T> running) {
    List<Tensor> changed = new ArrayList<>(), before = new ArrayList<>();
    for (int i = 0; i < node.masks().size(); i++) {
      if (!(values.get(node.inputs().get(i)) instanceof Tensor input)) continue;
      changed.add(input);
      before.add(input.mask());
      input.setMask(node.masks().get(i) == null ? null : (Tensor) values.get(node.masks().get(i)));
    }
    T made = running.get();
    for (int i = changed.size() - 1; i >= 0; i--) changed.get(i).setMask(before.get(i));
    return made;
  }
}

package kerava.network;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kerava.KeravaException;
import kerava.layers.Application;
import kerava.layers.Call;
import kerava.layers.CallForm;
import kerava.layers.DTypePolicy;
import kerava.layers.Input;
import kerava.layers.KerasTensor;
import kerava.layers.Layer;
import kerava.layers.LayerOptions;
import kerava.layers.ShapeRule;
import kerava.ops.Tensor;
import kerava.random.Seed;
import kerava.tensor.DType;
import kerava.tensor.Shape;

/**
 * What a model is: layers, and how they lead from inputs to outputs. Nothing in it runs. It is a layer itself, so models stand in models. A
 * chain (Sequential) may wait for the shape of its input. Source: Keras {@code models/functional.py}, {@code models/sequential.py}.
 */
public final class Network implements Layer {
  static final String GRAPH = "Functional";
  private static final String CHAIN = "Sequential";

  private final LayerOptions options;
  private final String className;
  private final List<Layer> layers;
  private final LayerGraph graph;
  private final long runs;
  /** How often each layer is used in one run; of a chain that waits none is here, and each is used once. */
  private final Map<Layer, Integer> uses = new IdentityHashMap<>();
  /** Of a chain without an Input, for a shape that takes the one that it was used on last. */
  private LayerGraph waited;

  private Network(LayerOptions options, String className, List<Layer> layers, LayerGraph graph) {
    this.options = options;
    this.className = className;
    this.layers = List.copyOf(layers);
    this.graph = graph;
    runs = graph == null
        ? layers.stream().mapToLong(Network::runs).sum()
        : graph.nodes().stream().mapToLong(node -> runs(node.layer())).sum();
    if (graph != null) graph.nodes().forEach(node -> uses.merge(node.layer(), 1, Integer::sum));
    LayerNames.check(this);
    if (graph != null) Scopes.begin(this);
  }

  /** Its layers come out of a file; {@code built}: each by itself, as Keras builds them where the file says how. */
  public void read(boolean built) { Scopes.read(this, built); }

  /** A chain; {@code name} null: sequential, sequential_1, ... */
  public static Network sequential(String name, List<? extends Layer> layers) {
    return chain(LayerOptions.of(CHAIN).named(name), List.of(), layers);
  }

  private static Network chain(LayerOptions options, List<Layer> before, List<? extends Layer> more) {
    String called = options.name() == null ? "Sequential" : "Sequential '" + options.name() + "'";
    for (Layer layer : more) require(layer != null, "%s: a layer must not be null", called);
    SeedDraws.join(more, layer -> Seed.now());
    List<Layer> layers = new ArrayList<>(before);
    layers.addAll(more);
    Chain.check(called, layers);
    LayerGraph graph = layers.isEmpty() || inputShape(layers.get(0)) == null ? null : Chain.of(layers, inputShape(layers.get(0)));
    return new Network(options, CHAIN, layers, graph);
  }

  /** From {@code inputs}, which may be tensors in the middle of other models, to {@code outputs}; {@code name} null: functional_1, ... */
  public static Network functional(String name, List<KerasTensor> inputs, List<KerasTensor> outputs) {
    LayerOptions options = LayerOptions.of(GRAPH).named(name);
    LayerGraph graph = Intermediate.graph(name == null ? GRAPH.toLowerCase(Locale.ROOT) : name, inputs, outputs);
    SeedDraws.join(graph.layers(), graph::firstUse);
    graph.checkShared();
    return new Network(options, GRAPH, graph.layers(), graph);
  }

  /** This chain with {@code layer} at its end. */
  public Network plus(Layer layer) { return chain(options.named(modelName()), layers, Arrays.asList(layer)); }

  /** The shape of one sample that {@code first} says, or null. */
  private static Shape inputShape(Layer first) {
    return first instanceof Input input ? input.shape() : first instanceof Network network ? network.inputShape() : null;
  }

  /** The shape of one sample of the first input if an Input says it, else null. */
  public Shape inputShape() { return graph == null ? null : inputShapes().get(0); }

  /** The shape of one sample of each input, null if no Input says it. */
  public List<Shape> inputShapes() {
    return graph == null ? null : graph.inputs().stream().map(tensor -> tensor.shape().dropFirst()).toList();
  }

  /** The type of the numbers of each input; of a chain that waits for a shape float32. */
  public List<DType> inputTypes() { return graph == null ? List.of(DType.FLOAT32) : LayerGraph.types(graph.inputs()); }

  /** The type of each output; of a chain that waits for a shape float32. */
  public List<DType> outputTypes() { return graph == null ? List.of(DType.FLOAT32) : LayerGraph.types(graph.outputs()); }

  /** Where samples come in. */
  public List<KerasTensor> inputs() { return known().inputs(); }

  public List<KerasTensor> outputs() { return known().outputs(); }

  /** What the layer called {@code name} makes where it is used first. */
  public KerasTensor outputOf(String name) {
    return known().nodes().stream().filter(node -> LayerState.name(node.layer()).equals(name))
        .min(Comparator.comparingLong(Application::order)).map(node -> node.outputs().get(0))
        .orElseThrow(() -> new KeravaException(String.format("'%s' has no layer '%s'; there are %s", modelName(), name, parts().keySet())));
  }

  private LayerGraph known() {
    require(graph != null, "Sequential '%s': its input is not known; begin it with an Input", modelName());
    return graph;
  }

  /** Whether its layers form a chain. */
  public boolean isSequential() { return className.equals(CHAIN); }

  /** The model's name: the user's, or by count. */
  public String modelName() { return LayerState.name(this); }

  /** Its layers in Keras's order: those of a chain as they were given, an Input among them if there was one. */
  public List<Layer> layers() { return layers; }

  /** The name of each input. */
  public List<String> inputNames() { return graph == null ? List.of("input_layer") : names(graph.inputs()); }

  /** The name of each input as the user gave it, null for one without. */
  public List<String> givenInputNames() {
    if (graph == null) return Collections.singletonList(null);
    return graph.inputs().stream().map(tensor -> tensor.madeBy().layer().name()).toList();
  }

  /** The name of each output: that of the layer that makes it. */
  public List<String> outputNames() {
    if (graph != null) return names(graph.outputs());
    return layers.isEmpty() ? List.of() : List.of(LayerState.name(layers.get(layers.size() - 1)));
  }

  private static List<String> names(List<KerasTensor> tensors) {
    return tensors.stream().map(tensor -> LayerState.name(tensor.madeBy().layer())).toList();
  }

  /** The uses of layers, and how they lead from inputs to outputs; null: a chain that waits for a shape. */
  LayerGraph graph() { return graph; }

  @Override public LayerOptions options() { return options; }

  @Override public Network named(String name) { return with(options.named(name)); }

  @Override public Network with(LayerOptions changed) { return new Network(changed, className, layers, graph); }

  @Override public String className() { return className; }

  @Override public CallForm callForm() { return graph == null || graph.inputs().size() == 1 ? CallForm.ONE : CallForm.LIST; }

  @Override public Map<String, Layer> parts() {
    Map<String, Layer> parts = new LinkedHashMap<>();
    layers.forEach(layer -> parts.put(LayerState.name(layer), layer));
    return parts;
  }

  @Override public List<Shape> outputShapes(List<Shape> inputs) {
    LayerGraph run = graph(inputs);
    Map<KerasTensor, Shape> shapes = shapes(run, inputs);
    return run.outputs().stream().map(shapes::get).toList();
  }

  @Override public List<List<Shape>> partInputs(List<Shape> inputs) {
    LayerGraph run = graph(inputs);
    Map<KerasTensor, Shape> shapes = shapes(run, inputs);
    Map<Layer, List<Shape>> first = new IdentityHashMap<>();
    run.nodes().stream().sorted(Comparator.comparingLong(Application::order))
        .forEach(node -> first.putIfAbsent(node.layer(), node.inputs().stream().map(shapes::get).toList()));
    return layers.stream().map(layer -> first.getOrDefault(layer, List.of())).toList();
  }

  /** How the layers are used for inputs of these shapes. */
  private LayerGraph graph(List<Shape> inputs) {
    if (graph == null) {
      require(inputs.size() == 1, "%s '%s': takes one input, got %d", className, modelName(), inputs.size());
      require(!layers.isEmpty(), "Sequential '%s' has no layers; add at least one", modelName());
      return waited(inputs.get(0).dropFirst());
    }
    require(inputs.size() == graph.inputs().size(), "%s '%s': takes %d inputs %s, got %d", className, modelName(), graph.inputs().size(),
        inputNames(), inputs.size());
    for (int i = 0; i < inputs.size(); i++) {
      Shape own = graph.inputs().get(i).shape().dropFirst(), sample = inputs.get(i).dropFirst();
      require(own.meets(sample), "%s '%s': its Input '%s' takes samples of shape %s, got %s from the layer before it", className,
          modelName(),
          inputNames().get(i), own, sample);
    }
    return graph;
  }

  private synchronized LayerGraph waited(Shape sample) {
    if (waited == null || !waited.inputs().get(0).shape().dropFirst().takes(sample)) waited = Chain.of(layers, sample);
    return waited;
  }

  private static Map<KerasTensor, Shape> shapes(LayerGraph run, List<Shape> inputs) { return run.run(inputs, ShapeRule::of); }

  /** A chain takes what its Input takes or its first layer computes in; a graph casts each input in {@link #call}. */
  @Override public DTypePolicy inputsAs() {
    if (!isSequential() || layers.isEmpty()) return null;
    return !(layers.get(0) instanceof Input input)
        ? layers.get(0).dtypePolicy()
        : input.dtype() == DType.FLOAT32 ? DTypePolicy.FLOAT32 : null;
  }

  @Override public boolean takesStrings() { return inputTypes().contains(DType.STRING); }

  @Override public DType outputType(List<DType> inputs) { return graph == null ? DType.FLOAT32 : graph.outputType(modelName(), inputs); }

  @Override public List<Tensor> call(Call c, List<Tensor> given) {
    LayerGraph run = graph != null ? graph : waited(Shape.ofSizes(given.get(0).sizes()).dropFirst());
    Map<KerasTensor, Tensor> tensors = run.run(graph != null ? graph.taken(given) : given, c::part);
    return run.outputs().stream().map(tensors::get).toList();
  }

  /** The layers that take input {@code index} as it is given, those of models inside among them. */
  public List<Layer> takers(int index) {
    if (graph == null) return layers.isEmpty() ? List.of() : takers(layers.get(0), 0);
    KerasTensor input = graph.inputs().get(index);
    List<Layer> takers = new ArrayList<>();
    for (Application node : graph.nodes())
      if (node.layer().callForm() != CallForm.REVERSIBLE || node.inputs().size() == 1)
        for (int i = 0; i < node.inputs().size(); i++) if (node.inputs().get(i) == input) takers.addAll(takers(node.layer(), i));
    return takers;
  }

  private static List<Layer> takers(Layer layer, int input) {
    return layer instanceof Network network ? network.takers(input) : List.of(layer);
  }

  /** The uses of its layers, inputs among them, layer by layer; none of a chain that waits for a shape. */
  public List<LayerUse> uses() { return graph == null ? List.of() : graph.uses(); }

  /** The {@link #uses} of each layer, in order. */
  public Map<Layer, List<LayerUse>> usesByLayer() {
    Map<Layer, List<LayerUse>> uses = new IdentityHashMap<>();
    uses().forEach(use -> uses.computeIfAbsent(use.layer(), unseen -> new ArrayList<>()).add(use));
    return uses;
  }

  /** What its inputs are. */
  public List<LayerUse.Source> inputSources() { return graph.sources(graph.inputs()); }

  /** Where its outputs come from. */
  public List<LayerUse.Source> outputSources() { return graph.sources(graph.outputs()); }

  /** How many layers run in one run, each as often as it is used, with those of models inside. */
  public long runs() { return runs; }

  private static long runs(Layer layer) { return layer instanceof Network inside ? inside.runs : 1; }

  @Override public int runs(Layer part, List<Shape> inputs) { return uses.getOrDefault(part, 1); }

  /** Sets whether training changes the layer called {@code path}, {@code outer/inner} for one inside another, and all inside it. */
  public void setTrainable(String path, boolean trainable) {
    Map<String, Layer> all = new LinkedHashMap<>();
    paths(this, "", all);
    require(all.containsKey(path), "'%s' has no layer '%s'; there are %s", modelName(), path, all.keySet());
    LayerState.setTrainable(all.get(path), trainable);
  }

  private static void paths(Layer layer, String prefix, Map<String, Layer> into) {
    layer.parts().forEach((name, part) -> {
      into.put(prefix + name, part);
      paths(part, prefix + name + "/", into);
    });
  }

  /** How many samples each batch has, by its Inputs; null: any number. */
  public Integer batchSize() { return graph == null ? null : KeptBatches.size(graph); }

  /** The network with its shapes and weights for samples of shapes {@code samples}, one an input, without the batch axis. */
  public Built build(List<Shape> samples) {
    require(!layers.isEmpty(), "Sequential '%s' has no layers; add at least one", modelName());
    if (graph != null) graph.checkOutputs(modelName());
    else Scopes.begin(this);
    BuiltLayer whole = BuiltLayer.of(this, samples.stream().map(sample -> sample.prepend(Shape.NONE)).toList(), "", true);
    KeptBatches.check(whole, batchSize());
    return new Built(this, whole);
  }

  public Built build(Shape sample) { return build(List.of(sample)); }
}

package kerava.engine;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import kerava.KeravaException;
import kerava.initializers.Draw;
import kerava.layers.Call;
import kerava.layers.DTypePolicy;
import kerava.layers.Layer;
import kerava.layers.MaskRule;
import kerava.layers.Operation;
import kerava.network.Built;
import kerava.network.BuiltLayer;
import kerava.network.LayerState;
import kerava.network.Variable;
import kerava.network.WeightCell;
import kerava.ops.GradientTape;
import kerava.ops.Tensor;
import kerava.random.Rules;
import kerava.regularizers.Regularizer;
import kerava.tensor.Shape;
import org.tensorflow.exceptions.TFInvalidArgumentException;

/** A forward pass of a model, written into a graph, or several of them. */
public final class ForwardPass {
  /** The outputs, the new values of the weights that the pass itself changes, and what is added to the loss. */
  public record Result(List<Tensor> outputs, Map<Variable, Tensor> updates, List<Tensor> losses) {}

  private final GradientTape tape;
  private final Built model;
  private final Map<Variable, Tensor> weights;
  private final boolean training;
  private final Function<Layer, Tensor> drawn;
  private final Rules rules;
  private final Function<BuiltLayer, Tensor> states;
  private final Map<WeightCell, Variable> variables = new IdentityHashMap<>();
  private final Map<Layer, BuiltLayer> layers = new IdentityHashMap<>();
  private final Map<Layer, Integer> calls = new IdentityHashMap<>();
  private final Map<Variable, Tensor> updates = new HashMap<>(), assigned = new HashMap<>();
  private final Map<Layer, List<Tensor>> losses = new IdentityHashMap<>();
  private Map<Layer, List<Tensor>> kept = Map.of();
  private Autocast computing = Autocast.NONE;

  /** {@code drawn}: how often a noise layer has drawn before this pass; null: none draws. */
  public ForwardPass(GradientTape tape, Built model, Map<Variable, Tensor> weights, boolean training, Function<Layer, Tensor> drawn) {
    this(tape, model, weights, training, drawn, Rules.KERAS_3, null);
  }

  /** {@code states}: from where on a noise layer draws, of whose seeds then none are counted; null: they are. */
  ForwardPass(GradientTape tape, Built model, Map<Variable, Tensor> weights, boolean training, Function<Layer, Tensor> drawn,
      Rules rules, Function<BuiltLayer, Tensor> states) {
    this.tape = tape;
    this.model = model;
    this.weights = weights;
    this.training = training;
    this.drawn = drawn;
    this.rules = rules;
    this.states = states;
    for (Variable variable : model.variables()) variables.put(variable.cell(), variable);
    model.whole().all().forEach(layer -> layers.putIfAbsent(layer.layer(), layer));
  }

  /** This, whose stateful layers begin with {@code states}, in whose place those come that they end with. */
  ForwardPass keeping(Map<Layer, List<Tensor>> states) {
    kept = states;
    return this;
  }

  public Result of(List<Tensor> inputs) {
    List<Tensor> outputs = outputs(inputs);
    return new Result(outputs, updates, terms());
  }

  /**
   * The model once more; what its layers added to the loss before is forgotten. Source: Keras {@code layers/layer.py} _get_call_context.
   */
  List<Tensor> outputs(List<Tensor> inputs) {
    losses.clear();
    return called(model.whole(), inputs);
  }

  /** What is added to the loss, by the layers as they were called last and by regularizers. */
  List<Tensor> terms() {
    List<Tensor> terms = new ArrayList<>();
    Set<Layer> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<BuiltLayer> all = new ArrayList<>(List.of(model.whole()));
    model.layers().forEach(part -> flatten(part, all));
    all.stream().map(BuiltLayer::layer).filter(seen::add).forEach(layer -> terms.addAll(losses.getOrDefault(layer, List.of())));
    for (Variable variable : model.trainable())
      if (variable.regularizer() != null) terms.add(variable.regularizer().call(weights.get(variable)));
    return terms;
  }

  /** A layer, and what it is made of, the last first. Source: Keras {@code layers/layer.py} _flatten_layers. */
  private static void flatten(BuiltLayer layer, List<BuiltLayer> into) {
    into.add(layer);
    for (int i = layer.parts().size() - 1; i >= 0; i--) flatten(layer.parts().get(i), into);
  }

  /** The new values of the weights that the pass itself changes, and training does not. */
  Map<Variable, Tensor> updates() { return updates; }

  /** The values that the pass itself has given to weights that are trained, from which the optimizer's step starts. */
  Map<Variable, Tensor> assigned() { return assigned; }

  /** How often the model has been called. */
  int calls() { return calls.getOrDefault(model.whole().layer(), 0); }

  private List<Tensor> called(BuiltLayer layer, List<Tensor> given) {
    DTypePolicy as = layer.layer().inputsAs();
    List<Tensor> inputs = as == null ? given : given.stream().map(as::asInput).toList();
    Autocast outside = computing;
    computing = outside.inside(layer.layer());
    try {
      return run(layer, inputs);
    } finally {
      computing = outside;
    }
  }

  private List<Tensor> run(BuiltLayer layer, List<Tensor> inputs) {
    int earlier = calls.merge(layer.layer(), 1, Integer::sum) - 1;
    if (layer.layer() instanceof Operation operation) return operation.call(null, inputs);
    checkSizes(layer, inputs);
    List<Tensor> masks = inputs.stream().map(Tensor::mask).collect(Collectors.toCollection(ArrayList::new));
    MaskRule.check(String.format("layer '%s' (%s)", layer.name(), layer.layer().className()), layer.layer(), shapes(inputs), shapes(masks));
    List<Tensor> outputs = tape.layerScope(layer.name(), () -> {
      List<Tensor> made = made(layer, earlier, inputs);
      Regularizer activity = layer.layer().activityRegularizer();
      if (activity != null) made.forEach(output -> add(layer.layer(), activity(activity, output)));
      return made;
    });
    passMasks(layer.layer(), inputs, masks, outputs);
    return outputs;
  }

  /** What a layer, whoever wrote it, makes of {@code inputs}; refuses what is no output, and what TensorFlow refuses to write. */
  private List<Tensor> made(BuiltLayer layer, int earlier, List<Tensor> inputs) {
    try {
      List<Tensor> made = layer.layer().call(new LayerCall(layer, earlier), inputs);
      require(made != null && made.size() == layer.outputs().size() && made.stream().allMatch(Objects::nonNull),
          "layer '%s' (%s): call must give %d outputs, as many as outputShape tells, got %s", layer.name(), layer.layer().className(),
          layer.outputs().size(), made == null ? null : made.stream().map(each -> each == null ? null : each.type()).toList());
      return made;
    } catch (TFInvalidArgumentException e) {
      throw new KeravaException(
          String.format("layer '%s' (%s): TensorFlow does not take what it does with inputs of shapes %s: %s", layer.name(),
              layer.layer().className(), shapes(inputs), String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
          e);
    }
  }

  private static List<Shape> shapes(List<Tensor> tensors) {
    return tensors.stream().map(each -> each == null ? null : Shape.ofSizes(each.sizes())).toList();
  }

  /** Sizes that a layer makes of the data, as TextVectorization does, are not known while the graph is written. */
  private static void checkSizes(BuiltLayer layer, List<Tensor> inputs) {
    if (layer.layer().writesForAnySize()) return;
    for (Tensor input : inputs)
      require(LongStream.of(input.sizes()).skip(1).allMatch(size -> size >= 0),
          "layer '%s' (%s) takes inputs of sizes that are known before they are computed, got one of shape %s; "
              + "give the layer that makes them a length, as by withOutputSequenceLength of TextVectorization",
          layer.name(), layer.layer().className(), Shape.ofSizes(input.sizes()));
  }

  /** Source: Keras {@code layers/layer.py} _set_mask_metadata. */
  private static void passMasks(Layer layer, List<Tensor> inputs, List<Tensor> masks, List<Tensor> outputs) {
    if (!layer.supportsMasking()) {
      if (masks.stream().anyMatch(Objects::nonNull)) LayerState.losesMask(layer);
    } else if (outputs.stream().anyMatch(output -> output.mask() == null)) {
      List<Tensor> found = layer.masks(inputs, masks);
      for (int i = 0; i < Math.min(found.size(), outputs.size()); i++)
        if (outputs.get(i).mask() == null) outputs.get(i).setMask(found.get(i));
    }
  }

  private Tensor activity(Regularizer regularizer, Tensor output) {
    tape.reserve("Cast");
    Tensor term = regularizer.call(output);
    return term.divideNoNan(output.shape().at(0).cast(term.type()));
  }

  private void add(Layer layer, Tensor term) { losses.computeIfAbsent(layer, unseen -> new ArrayList<>()).add(term); }

  private final class LayerCall implements Call {
    private final BuiltLayer layer;
    private final int earlier;
    private int draws;

    /** {@code earlier}: how often the layer has been called in this pass. */
    private LayerCall(BuiltLayer layer, int earlier) {
      this.layer = layer;
      this.earlier = earlier;
    }

    @Override public Tensor weight(String name) {
      Variable variable = variable(name);
      Tensor value = updates.containsKey(variable) ? updates.get(variable) : tape.read(weights.get(variable));
      return computing.read(layer.layer(), value);
    }

    @Override public boolean training() { return training; }

    @Override public Rules rules() { return rules; }

    @Override public boolean trainable() { return layer.trainable(); }

    @Override public Tensor nextSeed() {
      if (states != null) return states.apply(layer);
      int more = earlier * layer.layer().draws(layer.inputs()) + draws++;
      Tensor before = drawn.apply(layer.layer()), count = more == 0 ? before : before.plus(tape.constant(more));
      return Tensor.stack(List.of(tape.constant(Draw.reduced(LayerState.generatorSeed(layer.layer()))), count));
    }

    @Override public void update(String name, Tensor value) {
      Variable variable = variable(name);
      Tensor changed = value.cast(variable.dtype());
      if (!variable.trainable()) {
        updates.put(variable, changed);
        return;
      }
      Tensor source = tape.watched(changed.operand()).like(changed);
      assigned.put(variable, source);
      weights.put(variable, source);
    }

    @Override public List<Tensor> keptStates() { return kept.get(layer.layer()); }

    @Override public void keepStates(List<Tensor> states) { if (kept.containsKey(layer.layer())) kept.put(layer.layer(), states); }

    @Override public void addLoss(Tensor term) { add(layer.layer(), term); }

    @Override public String name() { return layer.name(); }

    @Override public Call of(Layer part) { return new LayerCall(layers.get(part), calls.merge(part, 1, Integer::sum) - 1); }

    @Override public List<Tensor> part(Layer part, List<Tensor> inputs) { return called(layers.get(part), inputs); }

    private Variable variable(String name) {
      return layer.own().stream().filter(v -> v.name().equals(name)).findFirst().map(v -> variables.get(v.cell()))
          .orElseThrow(
              () -> new KeravaException(String.format("layer '%s' (%s): has no weight '%s'; there are %s",
                  layer.name(), layer.layer().className(), name, layer.own().stream().map(Variable::name).toList()),
                  KeravaException.inJava("declare it in weights(x)")));
    }
  }
}

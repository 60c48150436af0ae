package kerava.engine;

import static kerava.KeravaException.inJava;
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
import java.util.stream.IntStream;
import kerava.network.Built;
import kerava.network.Variable;
import kerava.ops.Gradient;
import kerava.ops.GradientTape;
import kerava.ops.Tensor;
import kerava.steps.TrainBatch;
import kerava.tensor.Shape;

/** A batch as a training step of a user's own gets it while the step is written into a graph, and what has come of the step. */
final class OwnStep implements TrainBatch, Applied {
  /** The columns of a batch; null: an output has none. */
  record Samples(List<Tensor> xs, List<Tensor> ys, List<Tensor> weights) {}

  private final GradientTape tape;
  private final Built model;
  private final CompiledSettings compiled;
  private final ForwardPass pass;
  private final Samples samples;
  private final Map<Variable, Tensor> weights;
  /** In the order in which their gradients are asked for. */
  private final List<Variable> trainable;
  private final MetricStates metrics;
  private final Function<String, Tensor> statesBefore;
  private final Map<String, Tensor> states = new HashMap<>();
  /** By the place in {@link CompiledSettings#told} what is added to a sum, one after the other. */
  private final Map<Integer, List<Tensor>> told = new HashMap<>();
  private final OwnMetrics own = new OwnMetrics();
  /** The gradients that the step has got. */
  private final Set<Gradient> given = Collections.newSetFromMap(new IdentityHashMap<>());
  /** Those of them that stand for none. */
  private final Set<Gradient> none = Collections.newSetFromMap(new IdentityHashMap<>());
  private Map<Variable, Gradient> applied;
  private boolean[] overBatches;
  private boolean weighs, measured;

  OwnStep(GradientTape tape, Built model, CompiledSettings compiled, ForwardPass pass, Samples samples, Map<Variable, Tensor> weights,
      List<Variable> trainable,
      MetricStates metrics, Function<String, Tensor> statesBefore) {
    this.tape = tape;
    this.model = model;
    this.compiled = compiled;
    this.pass = pass;
    this.samples = samples;
    this.weights = weights;
    this.trainable = trainable;
    this.metrics = metrics;
    this.statesBefore = statesBefore;
    overBatches = new boolean[compiled.told().size()];
    weighs = samples.weights.stream().allMatch(Objects::isNull);
  }

  /** Has the step write itself. */
  void write() {
    Tensor loss = compiled.trainStep().trainStep(this);
    scalar("trainStep", "the loss that it gives", loss);
    require(applied != null || trainable.isEmpty(), inJava("call applyGradients(gradients(loss))"), "trainStep: it applies no gradients");
    require(weighs, inJava("pass sampleWeight() to computeLoss, or use it otherwise"),
        "trainStep: there are sample weights, and it uses none");
    require(measured || compiled.told().size() == compiled.toldLosses(), inJava("call computeMetrics(y, predictions)"),
        "trainStep: the model is compiled with the metrics %s, and it computes none",
        compiled.told().subList(compiled.toldLosses(), compiled.told().size()));
    told.put(0, List.of(Objective.sumOverSamples(tape, loss, samples.xs.get(0))));
  }

  private static void scalar(String who, String what, Tensor value) {
    require(value != null && value.rank() == 0, "%s: %s must be a scalar, got %s", who, what,
        value == null ? "null" : "shape " + Shape.ofSizes(value.sizes()));
  }

  /** What the batch adds to the sums, by their places in {@link CompiledSettings#told}. */
  Map<Integer, List<Tensor>> told() { return told; }

  /** What metrics that are no means have gathered then. */
  Map<String, Tensor> states() { return states; }

  OwnMetrics metrics() { return own; }

  /** Whether each of {@link #told} is a sum over batches, not over samples. */
  boolean[] overBatches() { return overBatches; }

  @Override public List<Gradient> gradients(List<Variable> variables) {
    return variables.stream().map(applied::get).map(each -> none.contains(each) ? null : each).toList();
  }

  @Override public boolean mayBeProducts() {
    return applied.values().stream()
        .anyMatch(each -> !given.contains(each) || each instanceof Tensor dense && dense.madeBy().equals("Mul"));
  }

  @Override public List<Tensor> xs() { return samples.xs; }

  @Override public List<Tensor> ys() { return samples.ys; }

  @Override public List<Tensor> sampleWeights() {
    weighs = true;
    return samples.weights;
  }

  @Override public List<Tensor> call(List<Tensor> xs) {
    List<Shape> got = xs.stream().map(x -> Shape.ofSizes(x.sizes()).dropFirst()).toList(),
        wanted = model.inputs().stream().map(Shape::dropFirst).toList();
    require(got.size() == wanted.size() && IntStream.range(0, got.size()).allMatch(i -> got.get(i).meets(wanted.get(i))),
        "trainStep: call: the model takes samples of the shapes %s, got %s", wanted, got);
    return pass.outputs(xs);
  }

  @Override public Tensor computeLoss(List<Tensor> ys, List<Tensor> predictions, List<Tensor> sampleWeights) {
    ofOutputs("computeLoss", ys, predictions, sampleWeights);
    Objective objective = Objective.ofLoss(tape, compiled, new Objective.Batch(ys, predictions, sampleWeights, pass.terms()));
    tell(1, objective.each());
    overBatches = objective.overBatches();
    return objective.loss();
  }

  @Override public void computeMetrics(List<Tensor> ys, List<Tensor> predictions) {
    ofOutputs("computeMetrics", ys, predictions);
    Objective.Batch batch = new Objective.Batch(ys, predictions, samples.weights);
    tell(compiled.toldLosses(), Objective.metricSums(tape, compiled, batch));
    states.putAll(metrics.after(tape, batch, name -> states.containsKey(name) ? states.get(name) : statesBefore.apply(name)));
    measured = true;
  }

  /** Adds each of {@code sums} to the sum in its place from {@code first} on. */
  private void tell(int first, List<Tensor> sums) {
    for (int i = 0; i < sums.size(); i++)
      if (sums.get(i) != null) told.computeIfAbsent(first + i, unseen -> new ArrayList<>()).add(sums.get(i));
  }

  @SafeVarargs private void ofOutputs(String who, List<Tensor>... columns) {
    for (List<Tensor> column : columns)
      require(column.size() == compiled.outputs().size(), "trainStep: %s: the model has %d outputs, got %d", who, compiled.outputs().size(),
          column.size());
    for (int i = 0; i < compiled.outputs().size(); i++)
      require(columns[1].get(i) != null && (columns[0].get(i) != null || !compiled.outputs().get(i).isJudged()),
          "trainStep: %s: output '%s' needs labels and a prediction, got null", who, compiled.outputs().get(i).name());
  }

  @Override public List<Tensor> trainableWeights() { return model.trainable().stream().map(weights::get).toList(); }

  @Override public List<Gradient> gradients(Tensor loss) {
    scalar("trainStep: gradients", "the loss", loss);
    List<Tensor> sources = trainable.stream().map(weights::get).toList();
    List<Gradient> found = tape.gradients(loss, sources);
    require(sources.isEmpty() || found.stream().anyMatch(Objects::nonNull),
        "trainStep: gradients: the loss depends on no trainable weight; make it of what the model gives for x");
    List<Gradient> all = Objective.orZeros(found, sources);
    Map<Variable, Gradient> byVariable = new HashMap<>();
    for (int i = 0; i < found.size(); i++) {
      Gradient first = tape.first(all.get(i));
      byVariable.put(trainable.get(i), first);
      if (found.get(i) == null) none.add(first);
    }
    given.addAll(byVariable.values());
    return model.trainable().stream().map(byVariable::get).toList();
  }

  @Override public Tensor watched(Tensor x) {
    Tensor watched = tape.watched(x);
    require(watched != null, inJava("take stopGradient() of it first, or ask for gradients(loss)"),
        "trainStep: watched: x is made of the model's weights or of what is watched already");
    return watched;
  }

  @Override public Tensor gradient(Tensor loss, Tensor source) {
    scalar("trainStep: gradient", "the loss", loss);
    Tensor found = tape.gradient(loss, List.of(source)).get(0);
    require(found != null, inJava("make source by watched(x), and call the model on it"),
        "trainStep: gradient: the loss does not depend on source");
    return tape.first(found).dense();
  }

  @Override public void applyGradients(List<? extends Gradient> gradients) {
    require(applied == null, "trainStep: applyGradients: gradients are applied twice in one step; add them up before");
    require(gradients.size() == model.trainable().size(),
        "trainStep: applyGradients: give a gradient for each of %d trainable weights, got %d",
        model.trainable().size(), gradients.size());
    applied = new HashMap<>();
    for (int i = 0; i < gradients.size(); i++) {
      Variable variable = model.trainable().get(i);
      Gradient gradient = gradients.get(i);
      Shape got = gradient instanceof Tensor dense ? Shape.ofSizes(dense.sizes()) : variable.shape();
      require(gradient != null && got.equals(variable.shape()),
          "trainStep: applyGradients: the gradient of '%s' must have shape %s, got %s",
          variable.path(), variable.shape(), gradient == null ? "null" : "shape " + got);
      applied.put(variable, gradient);
    }
  }

  @Override public void metric(String name, Tensor value) { own.add(name, value, compiled, samples.xs.get(0)); }
}

package kerava.engine;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import kerava.config.Names;
import kerava.network.Variable;
import kerava.ops.Gradient;
import kerava.ops.GradientTape;
import kerava.ops.Tensor;
import kerava.optimizers.LossScaleOptimizer;
import kerava.optimizers.Optimizer;
import kerava.optimizers.OptimizerOptions;
import kerava.optimizers.Slot;
import kerava.optimizers.Step;
import kerava.optimizers.schedules.Schedule;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;

/**
 * One step of an optimizer, of several that at a place, on those weights of a {@link ModelState} that it trains, as they lie there. Source:
 * Keras {@code optimizers/base_optimizer.py} apply.
 */
final class Update {
  private final Ops tf;
  private final GradientTape tape;
  private final ModelState state;
  private final Optimizer optimizer;
  private final boolean branches;
  /** Under which its own slots are. */
  private final String own;
  private final Map<String, Layout> trained = new LinkedHashMap<>();
  private final Loop.Values in;
  private final Map<String, Operand<?>> changed = new HashMap<>();

  /** {@code assigned}: the values of weights that the forward pass has changed. */
  Update(Ops tf, GradientTape tape, ModelState state, int place, Loop.Values in, Map<Variable, Tensor> assigned) {
    this.tf = tf;
    this.tape = tape;
    this.state = state;
    Optimizer whole = state.optimizer();
    optimizer = whole.optimizers().get(place);
    branches = branches(whole, optimizer);
    own = optimizer == whole ? ModelState.OWN : ModelState.ownName("" + place);
    state.trained().forEach((name, storage) -> {
      if (whole.place(storage.variables().get(0).trainedAs()) == place) trained.put(name, storage);
    });
    trained.forEach((name, storage) -> {
      if (storage.variables().stream().anyMatch(assigned::containsKey)) changed.put(name, joined(storage, in.of(name), assigned));
    });
    Map<String, Operand<?>> values = new HashMap<>(changed);
    in.all().forEach(values::putIfAbsent);
    this.in = new Loop.Values(values);
  }

  private Operand<?> joined(Layout storage, Operand<?> before, Map<Variable, Tensor> assigned) {
    Map<Variable, Operand<?>> views = storage.split(tf, before);
    return storage.concat(tf,
        storage.variables().stream().<Operand<?>>map(v -> assigned.containsKey(v) ? assigned.get(v).operand() : views.get(v)).toList());
  }

  private List<Variable> variables() { return trained.values().stream().flatMap(storage -> storage.variables().stream()).toList(); }

  /** The new values of weights and slots, by name. {@code all}: the gradients of all that can be trained, in the order of the state. */
  Map<String, Operand<?>> by(List<Gradient> all, boolean mayBeProducts, UnaryOperator<Tensor> rate, Tensor iterations) {
    List<Variable> variables = variables();
    if (variables.isEmpty()) return changed;
    Set<Variable> mine = new HashSet<>(variables);
    List<Variable> trainable = state.trainable();
    List<Gradient> gradients = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) if (mine.contains(trainable.get(i))) gradients.add(all.get(i));
    require(gradients.stream().anyMatch(Objects::nonNull),
        "training: the loss depends on no trainable weight; make it of what the model gives for x");
    Accumulation sums = Accumulation.of(tf, tape, optimizer.options(), iterations);
    boolean single = gradients.contains(null) || sums != null || optimizer.multipliesGradient() && mayBeProducts;
    Map<String, Layout> storages = single ? singles() : trained;
    Loop.Values values = single ? single() : in;
    Tensor counted = sums == null ? iterations : sums.counted();
    Map<Variable, Gradient> found = tape.scope(Names.snakeCase(LossScaleOptimizer.inner(optimizer).getClass().getSimpleName()), () -> {
      Map<Variable, Gradient> given = unscaled(variables, gradients);
      step(storages, sums == null ? given : sums.means(given, values), values, rate, iterations, counted);
      if (sums != null) sums.elsewhere(changed, values);
      return given;
    });
    if (single) join(values);
    if (optimizer.options().useEma()) average(counted);
    for (Variable v : found.keySet())
      if (v.constraint() != null) changed.computeIfPresent(v.path(), (path, value) -> v.constraint().call(tape.of(value)).operand());
    return changed;
  }

  private void step(Map<String, Layout> storages, Map<Variable, Gradient> gradients, Loop.Values values, UnaryOperator<Tensor> rate,
      Tensor iterations, Tensor counted) {
    Tensor learningRate = rate.apply(iterations), read = iterations;
    Map<Variable, Gradient> clipped = clipped(gradients);
    optimizer.begin(new StorageStep(own, learningRate, learningRate, counted, values));
    for (var entry : storages.entrySet()) {
      Layout storage = entry.getValue();
      if (!clipped.containsKey(storage.variables().get(0))) continue; // as Keras leaves out what has no gradient
      Gradient gradient = joined(storage, clipped);
      Step step = new StorageStep(entry.getKey(), learningRate.cast(storage.dtype()), learningRate, counted, values);
      Tensor weights = tape.of(values.of(entry.getKey()));
      Optimizer one = optimizer.of(storage.variables().get(0).trainedAs());
      if (state.decays(storage.variables().get(0)))
        weights = one.options().decayed(weights, scalar(rate.apply(read = read.apart())).cast(storage.dtype()), branches);
      Tensor updated = one.update(step, weights, gradient);
      require(updated != null, "%s: update must give the new value of the weight, got null", one.getClass().getSimpleName());
      changed.put(entry.getKey(), updated.operand());
    }
  }

  /** {@code rate}, which in a branch of Python's too is a scalar for certain where it is multiplied by. */
  private Tensor scalar(Tensor rate) {
    boolean fed = !(optimizer.learningRate() instanceof Schedule); // a schedule's is computed of a scalar
    return fed && branches ? tape.of(tf.ensureShape(rate.floats(), org.tensorflow.ndarray.Shape.scalar())) : rate;
  }

  /** Whether Python takes the steps of {@code optimizer}, one of {@code whole}, in a branch, where its graph optimizer knows less. */
  static boolean branches(Optimizer whole, Optimizer optimizer) {
    return whole instanceof LossScaleOptimizer || optimizer.options().gradientAccumulationSteps() != null;
  }

  /** Averages of all weights, and where it is time the weights as their averages. */
  private void average(Tensor counted) {
    OptimizerOptions options = optimizer.options();
    Integer frequency = options.emaOverwriteFrequency();
    trained.forEach((name, storage) -> {
      String slot = ModelState.slotName(name, OptimizerOptions.AVERAGE);
      Tensor w = tape.of(changed.getOrDefault(name, in.of(name)));
      Tensor momentum = counted.notEqual(0L).cast(w.type()).times(options.emaMomentum());
      Tensor average = momentum.times(tape.of(in.of(slot))).plus(momentum.subtractedFrom(1).times(w));
      changed.put(slot, average.operand());
      if (frequency != null)
        changed.put(name, Accumulation.either(tf, Accumulation.isLast(tf, counted, frequency), average.operand(), w.operand()));
    });
  }

  /** Where several weights lie together, by name. */
  private Map<String, Layout> groups() {
    Map<String, Layout> groups = new LinkedHashMap<>(trained);
    groups.values().removeIf(SingleLayout.class::isInstance);
    return groups;
  }

  /** The weights that lie together and their slots, under the names that each would have by itself. */
  private Loop.Values single() {
    Map<String, Operand<?>> views = new HashMap<>(in.all());
    groups().forEach((name, group) -> {
      group.split(tf, in.of(name)).forEach((v, view) -> views.put(v.path(), view));
      for (Slot slot : state.slots(group))
        group.split(tf, in.of(ModelState.slotName(name, slot.name())))
            .forEach((v, view) -> views.put(ModelState.slotName(v.path(), slot.name()), view));
    });
    return new Loop.Values(views);
  }

  private Map<String, Layout> singles() {
    Map<String, Layout> singles = new LinkedHashMap<>();
    variables().forEach(v -> singles.put(v.path(), new SingleLayout(v)));
    return singles;
  }

  /** The inverse of {@link #single}. */
  private void join(Loop.Values before) {
    groups().forEach((name, group) -> {
      changed.put(name, joined(before, group, v -> v.path()));
      for (Slot slot : state.slots(group))
        changed.put(ModelState.slotName(name, slot.name()), joined(before, group, v -> ModelState.slotName(v.path(), slot.name())));
    });
  }

  private Operand<?> joined(Loop.Values before, Layout storage, Function<Variable, String> name) {
    List<Operand<?>> values = new ArrayList<>();
    for (Variable v : storage.variables()) {
      Operand<?> value = changed.remove(name.apply(v));
      values.add(value == null ? before.of(name.apply(v)) : value);
    }
    return storage.concat(tf, values);
  }

  /** Those that there are, of a loss that is not scaled, in the order of the model's weights. */
  private Map<Variable, Gradient> unscaled(List<Variable> variables, List<Gradient> gradients) {
    Map<Variable, Gradient> found = new HashMap<>();
    for (int i = 0; i < gradients.size(); i++) if (gradients.get(i) != null) found.put(variables.get(i), gradients.get(i));
    List<Variable> inOrder = state.model().trainable().stream().filter(found::containsKey).toList();
    return zipped(inOrder, optimizer.options().unscaled(inOrder.stream().map(found::get).toList()));
  }

  /** In that order Keras sums their norms. */
  private Map<Variable, Gradient> clipped(Map<Variable, Gradient> gradients) {
    return zipped(List.copyOf(gradients.keySet()), optimizer.options().clipped(List.copyOf(gradients.values())));
  }

  private static Map<Variable, Gradient> zipped(List<Variable> variables, List<Gradient> gradients) {
    Map<Variable, Gradient> zipped = new LinkedHashMap<>();
    for (int i = 0; i < gradients.size(); i++) zipped.put(variables.get(i), gradients.get(i));
    return zipped;
  }

  private Gradient joined(Layout storage, Map<Variable, Gradient> gradients) {
    if (storage instanceof SingleLayout single) return gradients.get(single.variable());
    return tape.of(storage.concat(tf, storage.variables().stream().map(v -> gradients.get(v).dense().operand()).toList()));
  }

  private final class StorageStep implements Step {
    private final String storage;
    private final Tensor learningRate, rate, iterations;
    private final Loop.Values values;

    StorageStep(String storage, Tensor learningRate, Tensor rate, Tensor iterations, Loop.Values values) {
      this.storage = storage;
      this.learningRate = learningRate;
      this.rate = rate;
      this.iterations = iterations;
      this.values = values;
    }

    @Override public Tensor learningRate() { return learningRate; }

    /** Python reads it in a branch, where its graph optimizer knows that it is a scalar, though not in a quotient. */
    @Override public Tensor rate() { return scalar(rate); }

    @Override public Step withLearningRate(Tensor changed) { return new StorageStep(storage, changed, rate, iterations, values); }

    @Override public Tensor iterations() { return iterations; }

    @Override public Tensor slot(String name) { return tape.of(values.of(ModelState.slotName(storage, name))); }

    @Override public Tensor own(String name) { return tape.of(changed.get(ModelState.slotName(own, name))); }

    @Override public Tensor assign(String name, Tensor value) {
      changed.put(ModelState.slotName(storage, name), value.operand());
      return value;
    }
  }
}

package kerava.engine;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import kerava.config.Names;
import kerava.network.Built;
import kerava.network.Variable;
import kerava.ops.Gradient;
import kerava.ops.GradientTape;
import kerava.ops.Tensor;
import kerava.optimizers.LossScaleOptimizer;
import kerava.optimizers.Optimizer;
import kerava.optimizers.OptimizerState;
import kerava.optimizers.Slot;
import kerava.optimizers.Step;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;

/**
 * A model's variables in a session: the trainable weights in one matrix ({@link Group}), but for large ones and those that the optimizer wants apart, each
 * slot of the optimizer likewise, and each other weight by itself.
 */
final class State {
  private static final String WEIGHTS = "weights", STEADY = "weights that do not decay";
  /** Weights from so many floats on stay by themselves: copying their gradients into one matrix, larger than the cache, costs more than it saves. */
  private static final int LARGE = 1 << 16;

  private final Built model;
  private final Optimizer optimizer;
  private final Map<String, Storage> trainable = new LinkedHashMap<>(), fixed = new LinkedHashMap<>();
  private final Map<String, Store> weights = new LinkedHashMap<>(), slots = new LinkedHashMap<>();

  /** {@code optimizer} may be null: no slots. */
  State(Ops tf, Built model, Optimizer optimizer) {
    this.model = model;
    this.optimizer = optimizer;
    checkClipping();
    List<Variable> together = new ArrayList<>(), steady = new ArrayList<>();
    for (Variable v : model.variables()) {
      if (!v.trainable()) fixed.put(v.path(), new Single(v));
      else
        if (v.dtype() != DType.FLOAT32 || v.size() >= LARGE || v.constraint() != null || optimizer != null && apart(v, optimizer))
          trainable.put(v.path(), new Single(v));
        else
          (isSteady(v) ? steady : together).add(v);
    }
    if (!together.isEmpty()) trainable.put(WEIGHTS, Group.of(together));
    if (!steady.isEmpty()) trainable.put(STEADY, Group.of(steady));
    trainable.forEach((name, storage) -> {
      weights.put(name, new Store(tf, storage.shape(), storage.dtype(), name));
      for (Slot slot : slots(storage)) {
        boolean own = storage instanceof Single;
        slots.put(slotName(name, slot.name()),
            new Store(tf, own ? Tensors.shape(slot.shape()) : storage.shape(), storage.dtype(), slotName(name, slot.name())));
      }
    });
    fixed.forEach((name, storage) -> weights.put(name, new Store(tf, storage.shape(), storage.dtype(), name)));
  }

  /** Keras ends in an error of TensorFlow's. */
  private void checkClipping() {
    List<DType> types = model.trainable().stream().map(Variable::dtype).distinct().toList();
    require(types.size() <= 1 || optimizer == null || optimizer.options().globalClipnorm() == null,
        "'%s': globalClipnorm takes the norm of gradients of one type, and its weights are of %s; take clipnorm, which clips each by itself",
        model.name(), types);
  }

  /** What the optimizer keeps for the weights in {@code storage}; several are there only if it keeps the same for all. */
  private List<Slot> slots(Storage storage) { return optimizer == null ? List.of() : optimizer.slots(storage.variables().get(0).shape()); }

  private static boolean apart(Variable v, Optimizer optimizer) {
    if (!optimizer.elementwise() || v.rows()) return true;
    boolean product = v.product() || optimizer.options().globalClipnorm() != null || optimizer.options().lossScaleFactor() != null;
    return product && optimizer.multipliesGradient() || optimizer.alignmentMatters() && v.size() % Group.ALIGNMENT != 0;
  }

  /** Whether others of the weights decay, and this one does not. */
  private boolean isSteady(Variable v) { return optimizer != null && optimizer.options().weightDecay() != null && !decays(v); }

  private boolean decays(Variable v) { return optimizer != null && optimizer.options().decays(v.path()); }

  private static String slotName(String storage, String slot) { return storage + ":" + slot; }

  /** The variables that hold weights, by the names under which a loop carries them. */
  Map<String, Store> weights() { return weights; }

  /** The same, and the optimizer's slots. */
  Map<String, Store> all() {
    Map<String, Store> all = new LinkedHashMap<>(weights);
    all.putAll(slots);
    return all;
  }

  private Map<String, Storage> storages() {
    Map<String, Storage> all = new LinkedHashMap<>(trainable);
    all.putAll(fixed);
    return all;
  }

  /** Each weight as a view of the values that have the names of {@link #weights}. */
  Map<Variable, Operand<?>> views(Ops tf, Function<String, Operand<?>> values) {
    Map<Variable, Operand<?>> views = new HashMap<>();
    storages().forEach((name, storage) -> views.putAll(storage.split(tf, values.apply(name))));
    return views;
  }

  /** The views of {@link #views} on a tape, which watches those that can be trained. */
  Map<Variable, Tensor> tensors(GradientTape tape, Map<Variable, Operand<?>> views) {
    Map<Variable, Tensor> tensors = new HashMap<>();
    views.forEach((variable, view) -> tensors.put(variable, variable.trainable() ? tape.watched(view) : tape.of(view)));
    return tensors;
  }

  /** The trainable weights as they lie here, which is the order in which gradients are asked for. */
  List<Variable> trainable() { return trainable.values().stream().flatMap(storage -> storage.variables().stream()).toList(); }

  /** The new values of weights and slots after one step of the optimizer, by name. */
  Map<String, Operand<?>> update(Ops tf, GradientTape tape, Applied applied, Loop.Values in, UnaryOperator<Tensor> rate,
      Tensor iterations) {
    Map<String, Operand<?>> changed = new HashMap<>();
    List<Variable> variables = trainable();
    if (variables.isEmpty()) return changed;
    List<Gradient> gradients = applied.gradients(variables);
    require(gradients.stream().anyMatch(Objects::nonNull),
        "training: the loss depends on no trainable weight; make it of what the model gives for x");
    boolean single = gradients.contains(null) || optimizer.multipliesGradient() && applied.mayBeProducts();
    Map<String, Storage> storages = single ? singles() : trainable;
    Loop.Values values = single ? single(tf, in) : in;
    tape.scope(Names.snakeCase(LossScaleOptimizer.inner(optimizer).getClass().getSimpleName()), () -> {
      Tensor learningRate = rate.apply(iterations), read = iterations;
      Map<Variable, Gradient> clipped = clipped(variables, gradients);
      for (var entry : storages.entrySet()) {
        Storage storage = entry.getValue();
        if (single && !clipped.containsKey(storage.variables().get(0))) continue; // as Keras leaves out what has no gradient
        Gradient gradient = joined(tf, tape, storage, clipped);
        Step step = new StorageStep(tape, entry.getKey(), learningRate.cast(storage.dtype()), iterations, values, changed);
        Tensor weights = tape.of(values.of(entry.getKey()));
        if (decays(storage.variables().get(0)))
          weights = optimizer.options().decayed(weights, rate.apply(read = read.apart()).cast(storage.dtype()),
              optimizer instanceof LossScaleOptimizer);
        changed.put(entry.getKey(), optimizer.update(step, weights, gradient).operand());
      }
      return null;
    });
    if (single) join(tf, values, changed);
    return changed;
  }

  /** Where several weights lie together, by name. */
  private Map<String, Storage> groups() {
    Map<String, Storage> groups = new LinkedHashMap<>(trainable);
    groups.values().removeIf(Single.class::isInstance);
    return groups;
  }

  /** The weights that lie together and their slots, under the names that each would have by itself. */
  private Loop.Values single(Ops tf, Loop.Values in) {
    Map<String, Operand<?>> views = new HashMap<>(in.all());
    groups().forEach((name, group) -> {
      group.split(tf, in.of(name)).forEach((v, view) -> views.put(v.path(), view));
      for (Slot slot : slots(group))
        group.split(tf, in.of(slotName(name, slot.name()))).forEach((v, view) -> views.put(slotName(v.path(), slot.name()), view));
    });
    return new Loop.Values(views);
  }

  private Map<String, Storage> singles() {
    Map<String, Storage> singles = new LinkedHashMap<>();
    trainable().forEach(v -> singles.put(v.path(), new Single(v)));
    return singles;
  }

  /** The inverse of {@link #single}. */
  private void join(Ops tf, Loop.Values before, Map<String, Operand<?>> changed) {
    groups().forEach((name, group) -> {
      changed.put(name, joined(tf, before, changed, group, v -> v.path()));
      for (Slot slot : slots(group))
        changed.put(slotName(name, slot.name()), joined(tf, before, changed, group, v -> slotName(v.path(), slot.name())));
    });
  }

  private static Operand<?> joined(Ops tf, Loop.Values before, Map<String, Operand<?>> changed, Storage storage,
      Function<Variable, String> name) {
    List<Operand<?>> values = new ArrayList<>();
    for (Variable v : storage.variables()) {
      Operand<?> value = changed.remove(name.apply(v));
      values.add(value == null ? before.of(name.apply(v)) : value);
    }
    return storage.concat(tf, values);
  }

  /** Those that there are, in the order of the model's weights, in which Keras sums their norms. */
  private Map<Variable, Gradient> clipped(List<Variable> variables, List<Gradient> gradients) {
    Map<Variable, Gradient> found = new HashMap<>();
    for (int i = 0; i < gradients.size(); i++) if (gradients.get(i) != null) found.put(variables.get(i), gradients.get(i));
    List<Variable> inOrder = model.trainable().stream().filter(found::containsKey).toList();
    List<Gradient> clipped = optimizer.options().clipped(optimizer.options().unscaled(inOrder.stream().map(found::get).toList()));
    for (int i = 0; i < clipped.size(); i++) found.put(inOrder.get(i), clipped.get(i));
    return found;
  }

  private static Gradient joined(Ops tf, GradientTape tape, Storage storage, Map<Variable, Gradient> gradients) {
    if (storage instanceof Single single) return gradients.get(single.variable());
    return tape.of(storage.concat(tf, storage.variables().stream().map(v -> gradients.get(v).dense().operand()).toList()));
  }

  private record StorageStep(GradientTape tape, String storage, Tensor learningRate, Tensor iterations, Loop.Values in,
      Map<String, Operand<?>> changed) implements Step {
    @Override public Tensor slot(String name) { return tape.of(in.of(slotName(storage, name))); }

    @Override public Tensor assign(String name, Tensor value) {
      changed.put(slotName(storage, name), value.operand());
      return value;
    }
  }

  /** Sets the weights; one array each, in the order of the model's variables. */
  void set(Session session, List<NDArray> values) {
    write(session, storages(), name -> weights.get(name), model.variables(), values);
  }

  /** The inverse of {@link #set}. */
  List<NDArray> get(Session session) {
    return read(session, storages(), name -> weights.get(name), model.variables());
  }

  /** Sets the slots, by name: one array each, in the order of the model's trainable variables. */
  void setSlots(Session session, Map<String, List<NDArray>> values) {
    values.forEach((slot, each) -> write(session, having(slot), name -> slots.get(slotName(name, slot)), model.trainable(), each));
  }

  /** The inverse of {@link #setSlots}; an array of no elements for a variable without the slot. */
  Map<String, List<NDArray>> getSlots(Session session) {
    Map<String, List<NDArray>> values = new LinkedHashMap<>();
    for (String slot : OptimizerState.slotNames(optimizer, model.trainable().stream().map(Variable::shape).toList()))
      values.put(slot, read(session, having(slot), name -> slots.get(slotName(name, slot)), model.trainable()));
    return values;
  }

  private Map<String, Storage> having(String slot) {
    Map<String, Storage> having = new LinkedHashMap<>(trainable);
    having.keySet().removeIf(name -> !slots.containsKey(slotName(name, slot)));
    return having;
  }

  private static void write(Session session, Map<String, Storage> storages, Function<String, Store> stores, List<Variable> variables,
      List<NDArray> values) {
    Map<Variable, NDArray> byVariable = new HashMap<>();
    for (int i = 0; i < values.size(); i++) byVariable.put(variables.get(i), values.get(i));
    storages.forEach((name, storage) -> stores.apply(name)
        .set(session, storage.join(storage.variables().stream().map(byVariable::get).toList())));
  }

  private static List<NDArray> read(Session session, Map<String, Storage> storages, Function<String, Store> stores,
      List<Variable> variables) {
    if (storages.isEmpty()) return variables.stream().map(variable -> NDArray.of(new float[0])).toList();
    List<String> names = List.copyOf(storages.keySet());
    List<NDArray> read = Store.get(session, names.stream().map(stores).toList());
    Map<Variable, NDArray> byVariable = new HashMap<>();
    for (int i = 0; i < read.size(); i++) {
      Storage storage = storages.get(names.get(i));
      List<NDArray> parts = storage.part(read.get(i));
      for (int k = 0; k < parts.size(); k++) byVariable.put(storage.variables().get(k), parts.get(k));
    }
    return variables.stream().map(variable -> byVariable.getOrDefault(variable, NDArray.of(new float[0]))).toList();
  }
}

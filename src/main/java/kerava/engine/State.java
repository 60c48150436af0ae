package kerava.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import kerava.network.Built;
import kerava.network.Variable;
import kerava.ops.GradientTape;
import kerava.ops.Tensor;
import kerava.optimizers.Optimizer;
import kerava.optimizers.Step;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * A model's variables in a session: the trainable weights in one matrix ({@link Group}), but for large ones and those that the optimizer wants apart, each
 * slot of the optimizer likewise, and each other weight by itself.
 */
final class State {
  private static final String WEIGHTS = "weights";
  /** Weights from so many floats on stay by themselves: copying their gradients into one matrix, larger than the cache, costs more than it saves. */
  private static final int LARGE = 1 << 16;

  private final Built model;
  private final Map<String, Storage> trainable = new LinkedHashMap<>(), fixed = new LinkedHashMap<>();
  private final Map<String, Store> weights = new LinkedHashMap<>(), slots = new LinkedHashMap<>();

  /** {@code optimizer} may be null: no slots. */
  State(Ops tf, Built model, Optimizer optimizer) {
    this.model = model;
    List<Variable> together = new ArrayList<>();
    for (Variable v : model.variables()) {
      if (!v.trainable()) fixed.put(v.path(), new Single(v));
      else
        if (v.size() >= LARGE || v.constraint() != null || optimizer != null && apart(v, optimizer))
          trainable.put(v.path(), new Single(v));
        else
          together.add(v);
    }
    if (!together.isEmpty()) trainable.put(WEIGHTS, Group.of(together));
    trainable.forEach((name, storage) -> {
      weights.put(name, new Store(tf, storage.shape(), name));
      if (optimizer == null) return;
      for (String slot : optimizer.slots()) slots.put(slotName(name, slot), new Store(tf, storage.shape(), slotName(name, slot)));
    });
    fixed.forEach((name, storage) -> weights.put(name, new Store(tf, storage.shape(), name)));
  }

  private static boolean apart(Variable v, Optimizer optimizer) {
    return v.product() && optimizer.multipliesGradient() || optimizer.alignmentMatters() && v.size() % Group.ALIGNMENT != 0;
  }

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
  Map<Variable, Operand<TFloat32>> views(Ops tf, Function<String, Operand<TFloat32>> values) {
    Map<Variable, Operand<TFloat32>> views = new HashMap<>();
    storages().forEach((name, storage) -> views.putAll(storage.split(tf, values.apply(name))));
    return views;
  }

  /** The views of {@link #views} on a tape, which watches those that can be trained. */
  Map<Variable, Tensor> tensors(GradientTape tape, Map<Variable, Operand<TFloat32>> views) {
    Map<Variable, Tensor> tensors = new HashMap<>();
    views.forEach((variable, view) -> tensors.put(variable, variable.trainable() ? tape.watched(view) : tape.of(view)));
    return tensors;
  }

  /** The new values of weights and slots after one step of {@code optimizer}, by name. */
  Map<String, Operand<?>> update(Ops tf, Optimizer optimizer, Objective objective, Map<Variable, Tensor> tensors, Loop.Values in,
      Operand<TFloat32> learningRate, Operand<TInt64> iterations) {
    Map<String, Operand<?>> changed = new HashMap<>();
    List<Variable> variables = trainable.values().stream().flatMap(storage -> storage.variables().stream()).toList();
    if (variables.isEmpty()) return changed;
    List<Operand<TFloat32>> gradients =
        objective.gradients(variables.stream().map(tensors::get).toList()).stream().map(Tensor::floats).toList();
    int next = 0;
    for (var entry : trainable.entrySet()) {
      Storage storage = entry.getValue();
      Operand<TFloat32> gradient = storage.concat(tf, gradients.subList(next, next += storage.variables().size()));
      Step step = new StorageStep(tf, entry.getKey(), learningRate, iterations, in, changed);
      changed.put(entry.getKey(), optimizer.update(step, in.floats(entry.getKey()), gradient));
    }
    return changed;
  }

  private record StorageStep(Ops tf, String storage, Operand<TFloat32> learningRate, Operand<TInt64> iterations, Loop.Values in,
      Map<String, Operand<?>> changed) implements Step {
    @Override public Operand<TFloat32> slot(String name) { return in.floats(slotName(storage, name)); }

    @Override public Operand<TFloat32> assign(String name, Operand<TFloat32> value) {
      changed.put(slotName(storage, name), value);
      return value;
    }
  }

  /** Sets the slots to their first values. */
  void startSlots(Session session, Optimizer optimizer) {
    for (String slot : optimizer.slots()) {
      List<float[]> values = new ArrayList<>();
      for (Variable v : model.trainable()) {
        values.add(new float[v.size()]);
        Arrays.fill(values.get(values.size() - 1), optimizer.initialValue(slot));
      }
      setSlot(session, slot, values);
    }
  }

  /** Sets the weights; one array each, in the order of the model's variables. */
  void set(Session session, List<float[]> values) {
    write(session, storages(), name -> weights.get(name), model.variables(), values);
  }

  /** The inverse of {@link #set}. */
  List<float[]> get(Session session) {
    return read(session, storages(), name -> weights.get(name), model.variables());
  }

  /** Sets a slot; one array each, in the order of the model's trainable variables. */
  void setSlot(Session session, String slot, List<float[]> values) {
    write(session, trainable, name -> slots.get(slotName(name, slot)), model.trainable(), values);
  }

  /** The inverse of {@link #setSlot}. */
  List<float[]> getSlot(Session session, String slot) {
    return read(session, trainable, name -> slots.get(slotName(name, slot)), model.trainable());
  }

  private static void write(Session session, Map<String, Storage> storages, Function<String, Store> stores, List<Variable> variables,
      List<float[]> values) {
    Map<Variable, float[]> byVariable = new HashMap<>();
    for (int i = 0; i < values.size(); i++) byVariable.put(variables.get(i), values.get(i));
    storages.forEach((name, storage) -> stores.apply(name)
        .set(session, storage.join(storage.variables().stream().map(byVariable::get).toList())));
  }

  private static List<float[]> read(Session session, Map<String, Storage> storages, Function<String, Store> stores,
      List<Variable> variables) {
    if (storages.isEmpty()) return List.of();
    List<String> names = List.copyOf(storages.keySet());
    float[][] read = Store.get(session, names.stream().map(stores).toList());
    Map<Variable, float[]> byVariable = new HashMap<>();
    for (int i = 0; i < read.length; i++) {
      Storage storage = storages.get(names.get(i));
      List<float[]> parts = storage.part(read[i]);
      for (int k = 0; k < parts.size(); k++) byVariable.put(storage.variables().get(k), parts.get(k));
    }
    return variables.stream().map(byVariable::get).toList();
  }
}

package kerava.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import kerava.network.Built;
import kerava.network.Variable;
import kerava.optimizers.Optimizer;
import kerava.optimizers.Step;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * A model's variables in a session: the trainable weights in one matrix ({@link Group}), each slot of the optimizer as a matrix of the same
 * shape, and each other weight by itself.
 */
final class State {
  private static final String WEIGHTS = "weights";

  private final Built model;
  private final Group trainable;
  private final Map<String, Store> weights = new LinkedHashMap<>(), slots = new LinkedHashMap<>();

  /** {@code optimizer} may be null: no slots. */
  State(Ops tf, Built model, Optimizer optimizer) {
    this.model = model;
    trainable = Group.of(model.trainable());
    if (trainable.rows() > 0) {
      weights.put(WEIGHTS, new Store(tf, trainable.shape(), WEIGHTS));
      if (optimizer != null) optimizer.slots().forEach(slot -> slots.put(slotName(slot), new Store(tf, trainable.shape(), slotName(slot))));
    }
    for (Variable v : model.variables()) if (!v.trainable()) weights.put(v.path(), new Store(tf, Tensors.shape(v.shape()), v.path()));
  }

  private static String slotName(String slot) { return WEIGHTS + "/" + slot; }

  /** The variables that hold weights, by the names under which a loop carries them. */
  Map<String, Store> weights() { return weights; }

  /** The same, and the optimizer's slots. */
  Map<String, Store> all() {
    Map<String, Store> all = new LinkedHashMap<>(weights);
    all.putAll(slots);
    return all;
  }

  /** Each weight as a view of the values that have the names of {@link #weights}. */
  Map<Variable, Operand<TFloat32>> views(Ops tf, Function<String, Operand<TFloat32>> values) {
    Map<Variable, Operand<TFloat32>> views = new HashMap<>();
    if (trainable.rows() > 0) views.putAll(trainable.split(tf, values.apply(WEIGHTS)));
    for (Variable v : model.variables()) if (!v.trainable()) views.put(v, values.apply(v.path()));
    return views;
  }

  /** The new values of weights and slots after one step of {@code optimizer}, by name. */
  Map<String, Operand<?>> update(Ops tf, Optimizer optimizer, Objective objective, Map<Variable, Operand<TFloat32>> views, Loop.Values in,
      Operand<TFloat32> learningRate, Operand<TInt64> iterations) {
    Map<String, Operand<?>> changed = new HashMap<>();
    if (trainable.rows() == 0) return changed;
    List<Operand<TFloat32>> by = trainable.variables().stream().<Operand<TFloat32>>map(views::get).toList();
    Operand<TFloat32> gradient = trainable.concat(tf, objective.gradients(by));
    changed.put(WEIGHTS, optimizer.update(new MatrixStep(tf, learningRate, iterations, in, changed), in.floats(WEIGHTS), gradient));
    return changed;
  }

  private record MatrixStep(Ops tf, Operand<TFloat32> learningRate, Operand<TInt64> iterations, Loop.Values in,
      Map<String, Operand<?>> changed) implements Step {
    @Override public Operand<TFloat32> slot(String name) { return in.floats(slotName(name)); }

    @Override public Operand<TFloat32> assign(String name, Operand<TFloat32> value) {
      changed.put(slotName(name), value);
      return value;
    }
  }

  /** Sets the slots to their first values. */
  void startSlots(Session session, Optimizer optimizer) {
    for (String slot : optimizer.slots()) {
      Store store = slots.get(slotName(slot));
      if (store == null) continue;
      float[] values = new float[Math.toIntExact(store.shape().size())];
      java.util.Arrays.fill(values, optimizer.initialValue(slot));
      store.set(session, values);
    }
  }

  /** Sets the weights; one array each, in the order of the model's variables. */
  void set(Session session, List<float[]> values) {
    List<float[]> flat = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Variable v = model.variables().get(i);
      if (v.trainable()) flat.add(values.get(i));
      else weights.get(v.path()).set(session, values.get(i));
    }
    if (!flat.isEmpty()) weights.get(WEIGHTS).set(session, trainable.join(flat));
  }

  /** The inverse of {@link #set}. */
  List<float[]> get(Session session) {
    if (weights.isEmpty()) return List.of();
    List<String> names = List.copyOf(weights.keySet());
    float[][] read = Store.get(session, List.copyOf(weights.values()));
    List<float[]> flat = trainable.rows() > 0 ? trainable.part(read[0]) : List.of(), values = new ArrayList<>();
    int next = 0;
    for (Variable v : model.variables()) values.add(v.trainable() ? flat.get(next++) : read[names.indexOf(v.path())]);
    return values;
  }
}

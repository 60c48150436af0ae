package kerava.engine;

import static kerava.KeravaException.require;

import java.util.ArrayList;
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
import kerava.optimizers.OptimizerState;
import kerava.optimizers.Slot;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;

/**
 * A model's variables in a session: the trainable weights in one matrix ({@link PackedLayout}), but for large ones and those that the
 * optimizer wants apart, each slot of the optimizer likewise, and each other weight by itself.
 */
final class ModelState {
  static final String OWN = "optimizer";
  private static final String WEIGHTS = "weights", STEADY = "weights that do not decay";
  /**
   * Weights from so many floats on stay by themselves: copying their gradients into one matrix, larger than the cache, costs more than it
   * saves.
   */
  private static final int LARGE = 1 << 16;

  private final Built model;
  private final Optimizer optimizer;
  private final Map<String, Layout> trainable = new LinkedHashMap<>(), fixed = new LinkedHashMap<>();
  private final Map<String, ResourceVariable> weights = new LinkedHashMap<>(), slots = new LinkedHashMap<>(), own = new LinkedHashMap<>();

  /** {@code optimizer} may be null: no slots. */
  ModelState(Ops tf, Built model, Optimizer optimizer) {
    this.model = model;
    this.optimizer = optimizer;
    checkClipping();
    List<Variable> together = new ArrayList<>(), steady = new ArrayList<>();
    for (Variable v : model.variables()) {
      if (!v.trainable()) fixed.put(v.path(), new SingleLayout(v));
      else
        if (v.dtype() != DType.FLOAT32 || v.size() >= LARGE || v.constraint() != null || optimizer != null && apart(v, optimizer))
          trainable.put(v.path(), new SingleLayout(v));
        else
          (isSteady(v) ? steady : together).add(v);
    }
    if (!together.isEmpty()) trainable.put(WEIGHTS, PackedLayout.of(together));
    if (!steady.isEmpty()) trainable.put(STEADY, PackedLayout.of(steady));
    trainable.forEach((name, storage) -> {
      weights.put(name, new ResourceVariable(tf, storage.shape(), storage.dtype(), name));
      for (Slot slot : slots(storage)) {
        boolean own = storage instanceof SingleLayout;
        slots.put(slotName(name, slot.name()),
            new ResourceVariable(tf, own ? Tensors.shape(slot.shape()) : storage.shape(), storage.dtype(), slotName(name, slot.name())));
      }
    });
    if (optimizer != null && !trainable.isEmpty())
      for (Slot slot : optimizer.ownSlots())
        own.put(ownName(slot.name()),
            new ResourceVariable(tf, Tensors.shape(slot.shape()), model.trainable().get(0).dtype(), ownName(slot.name())));
    fixed.forEach((name, storage) -> weights.put(name, new ResourceVariable(tf, storage.shape(), storage.dtype(), name)));
  }

  /** Keras ends in an error of TensorFlow's. */
  private void checkClipping() {
    for (int i = 0; optimizer != null && i < optimizer.optimizers().size(); i++) checkClipping(i);
  }

  private void checkClipping(int place) {
    List<DType> types = trainedAt(place).stream().map(Variable::dtype).distinct().toList();
    require(types.size() <= 1 || optimizer.optimizers().get(place).options().globalClipnorm() == null,
        "'%s': globalClipnorm takes the norm of gradients of one type, and its weights are of %s; take clipnorm, which clips each by itself",
        model.name(), types);
  }

  /** The trainable weights of the optimizer at {@code place}. */
  private List<Variable> trainedAt(int place) {
    return model.trainable().stream().filter(v -> optimizer.place(v.trainedAs()) == place).toList();
  }

  /** What the optimizer keeps for the weights in {@code storage}; several are there only if it keeps the same for all. */
  List<Slot> slots(Layout storage) { return optimizer == null ? List.of() : optimizer.kept(storage.variables().get(0).trainedAs()); }

  private static boolean apart(Variable v, Optimizer optimizer) {
    if (!optimizer.elementwise() || v.rows()) return true;
    boolean product = v.product() || optimizer.options().globalClipnorm() != null || optimizer.options().lossScaleFactor() != null;
    return product && optimizer.multipliesGradient() || optimizer.alignmentMatters() && v.size() % PackedLayout.ALIGNMENT != 0;
  }

  /** Whether others of the weights decay, and this one does not. */
  private boolean isSteady(Variable v) { return optimizer != null && optimizer.options().weightDecay() != null && !decays(v); }

  boolean decays(Variable v) { return optimizer != null && optimizer.of(v.trainedAs()).decays(v.trainedAs()); }

  static String slotName(String storage, String slot) { return storage + ":" + slot; }

  /** The name of a slot of the optimizer itself. */
  static String ownName(String slot) { return slotName(OWN, slot); }

  /** The variables that hold weights, by the names under which a loop carries them. */
  Map<String, ResourceVariable> weights() { return weights; }

  /** The same, and the optimizer's slots. */
  Map<String, ResourceVariable> all() {
    Map<String, ResourceVariable> all = new LinkedHashMap<>(weights);
    all.putAll(slots);
    all.putAll(own);
    return all;
  }

  private Map<String, Layout> storages() {
    Map<String, Layout> all = new LinkedHashMap<>(trainable);
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

  /** Those by name, with all weights that lie there. */
  Map<String, Layout> trained() { return trainable; }

  Built model() { return model; }

  Optimizer optimizer() { return optimizer; }

  /** Sets the weights; one array each, in the order of the model's variables. */
  void set(Session session, List<NDArray> values) {
    write(session, storages(), name -> weights.get(name), model.variables(), values);
  }

  /** The inverse of {@link #set}. */
  List<NDArray> get(Session session) {
    return read(session, storages(), name -> weights.get(name), model.variables());
  }

  /** Sets what the optimizer has kept: of each slot one array each, in the order of the model's trainable variables. */
  void setOptimizer(Session session, OptimizerState kept) {
    kept.own().forEach((slot, value) -> {
      if (own.containsKey(ownName(slot))) own.get(ownName(slot)).set(session, value);
    });
    kept.slots().forEach((slot, each) -> write(session, having(slot), name -> slots.get(slotName(name, slot)), model.trainable(), each));
  }

  /** The inverse of {@link #setOptimizer}; an array of no elements for a variable without the slot. */
  OptimizerState optimizer(Session session, Progress progress) {
    Map<String, List<NDArray>> values = new LinkedHashMap<>();
    for (String slot : OptimizerState.slotNames(optimizer, model.trained()))
      values.put(slot, read(session, having(slot), name -> slots.get(slotName(name, slot)), model.trainable()));
    Map<String, NDArray> numbers = new LinkedHashMap<>();
    for (Slot slot : optimizer.ownSlots())
      numbers.put(slot.name(), own.containsKey(ownName(slot.name()))
          ? ResourceVariable.get(session, List.of(own.get(ownName(slot.name())))).get(0)
          : new NDArray(slot.shape(), new float[] {slot.first()}));
    return progress.state(values, numbers);
  }

  private Map<String, Layout> having(String slot) {
    Map<String, Layout> having = new LinkedHashMap<>(trainable);
    having.keySet().removeIf(name -> !slots.containsKey(slotName(name, slot)));
    return having;
  }

  private static void write(Session session, Map<String, Layout> storages, Function<String, ResourceVariable> stores,
      List<Variable> variables,
      List<NDArray> values) {
    Map<Variable, NDArray> byVariable = new HashMap<>();
    for (int i = 0; i < values.size(); i++) byVariable.put(variables.get(i), values.get(i));
    storages.forEach((name, storage) -> stores.apply(name)
        .set(session, storage.join(storage.variables().stream().map(byVariable::get).toList())));
  }

  private static List<NDArray> read(Session session, Map<String, Layout> storages, Function<String, ResourceVariable> stores,
      List<Variable> variables) {
    if (storages.isEmpty()) return variables.stream().map(variable -> NDArray.of(new float[0])).toList();
    List<String> names = List.copyOf(storages.keySet());
    List<NDArray> read = ResourceVariable.get(session, names.stream().map(stores).toList());
    Map<Variable, NDArray> byVariable = new HashMap<>();
    for (int i = 0; i < read.size(); i++) {
      Layout storage = storages.get(names.get(i));
      List<NDArray> parts = storage.part(read.get(i));
      for (int k = 0; k < parts.size(); k++) byVariable.put(storage.variables().get(k), parts.get(k));
    }
    return variables.stream().map(variable -> byVariable.getOrDefault(variable, NDArray.of(new float[0]))).toList();
  }
}

package kerava.saving;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import kerava.KeravaException;
import kerava.config.Warnings;
import kerava.hdf5.Hdf5Dataset;
import kerava.network.Variable;
import kerava.optimizers.LossScale;
import kerava.optimizers.LossScaleOptimizer;
import kerava.optimizers.MultiOptimizer;
import kerava.optimizers.Optimizer;
import kerava.optimizers.OptimizerOptions;
import kerava.optimizers.OptimizerState;
import kerava.optimizers.SGD;
import kerava.optimizers.Slot;
import kerava.optimizers.Trainable;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;

/** The order in which Keras keeps what an optimizer has gathered: the iterations, then the learning rate or not, then the slots. */
enum OptimizerVariables {
  /** Keras 3: slots that belong together weight by weight, the others slot by slot. */
  KERAS_3(true, true),
  /**
   * Those of an optimizer inside a LossScaleOptimizer of Keras 3: the same without empty places and without slots of its own, which begin
   * anew.
   */
  SCALED(true, true),
  /** The optimizers that TensorFlow has had since 2.11: the same without the learning rate. */
  KERAS_2(false, true),
  /** The optimizers before them: slot by slot, but for some. */
  KERAS_2_LEGACY(false, false);

  private static final String MOMENTUM = "momentum";
  /**
   * How many variables a LossScaleOptimizer has before those of the inner one: iterations and rate, which it does not use, the counter and
   * the scale.
   */
  private static final int OF_SCALE = 4;

  private final boolean rate, together;

  OptimizerVariables(boolean rate, boolean together) {
    this.rate = rate;
    this.together = together;
  }

  /** A slot of the trainable weight {@code index}. */
  record Entry(String slot, int index) {}

  List<Entry> order(Optimizer optimizer, List<Variable> weights) {
    List<String> slots = slotNames(optimizer, weights);
    int first = (int) slots.stream().filter(OptimizerOptions.SLOTS::contains).count();
    int last = Math.min(first + (together ? optimizer.slotsTogether() : Keras2Optimizers.together(optimizer)), slots.size());
    List<Entry> order = new ArrayList<>();
    for (String slot : slots.subList(0, first)) for (int i = 0; i < weights.size(); i++) order.add(new Entry(slot, i));
    for (int i = 0; i < weights.size(); i++) for (String slot : slots.subList(first, last)) order.add(new Entry(slot, i));
    for (String slot : slots.subList(last, slots.size())) for (int i = 0; i < weights.size(); i++) order.add(new Entry(slot, i));
    order.removeIf(entry -> shape(entry, optimizer, weights) == null);
    return order;
  }

  private List<String> slotNames(Optimizer optimizer, List<Variable> weights) {
    if (keepsMomentum(optimizer)) return List.of(MOMENTUM);
    return OptimizerState.slotNames(optimizer, weights.stream().map(Variable::trainedAs).toList());
  }

  /** SGD of TensorFlow since 2.11 keeps a momentum even where it has none. */
  private boolean keepsMomentum(Optimizer optimizer) { return this == KERAS_2 && optimizer instanceof SGD; }

  /** The shape of a slot; null: the weight has none of that name. */
  private Shape shape(Entry entry, Optimizer optimizer, List<Variable> weights) {
    Trainable weight = weights.get(entry.index()).trainedAs();
    Slot slot = optimizer.slot(entry.slot(), weight);
    if (slot != null) return this != KERAS_3 && holdsAPlace(slot, weight.shape()) ? null : slot.shape();
    return keepsMomentum(optimizer) ? weight.shape() : null;
  }

  /**
   * Adafactor of Keras 3 keeps rows and columns of each weight, a zero where it has none; that of Keras 2 or inside another one does not.
   */
  private static boolean holdsAPlace(Slot slot, Shape weight) { return slot.shape().rank() == 0 && weight.rank() > 0; }

  /** What is there of an optimizer that Keras has not built. */
  List<Hdf5Dataset> scalars(OptimizerState state, Optimizer optimizer) {
    List<Hdf5Dataset> scalars = new ArrayList<>();
    scalars.add(Hdf5Dataset.of(Shape.of(), state.iterations()));
    if (optimizer instanceof MultiOptimizer many) {
      scalars.add(Hdf5Dataset.of(Shape.of(), 0f));
      for (ManyOptimizers.One one : ManyOptimizers.of(many, List.of(), this)) scalars.addAll(scalars(one.part(state), one.optimizer()));
    } else if (optimizer instanceof LossScaleOptimizer scales) {
      scalars.add(Hdf5Dataset.of(Shape.of(), 0f));
      scalars.addAll(SCALED.scalars(state, scales.innerOptimizer()));
    } else
      if (hasRate(optimizer)) scalars.add(Hdf5Dataset.of(Shape.of(), state.learningRate()));
    return scalars;
  }

  List<Hdf5Dataset> write(OptimizerState state, Optimizer optimizer, List<Variable> weights) {
    List<Hdf5Dataset> datasets = new ArrayList<>();
    if (optimizer instanceof LossScaleOptimizer scales) {
      datasets.addAll(List.of(Hdf5Dataset.of(Shape.of(), 0L), Hdf5Dataset.of(Shape.of(), 0f),
          Hdf5Dataset.of(Shape.of(), state.lossScale().stepCounter()), Hdf5Dataset.of(Shape.of(), state.lossScale().dynamicScale())));
      datasets.addAll(SCALED.write(state, scales.innerOptimizer(), weights));
      return datasets;
    }
    if (optimizer instanceof MultiOptimizer many) {
      datasets.addAll(List.of(Hdf5Dataset.of(Shape.of(), state.iterations()), Hdf5Dataset.of(Shape.of(), 0f)));
      for (ManyOptimizers.One one : ManyOptimizers.of(many, weights, this)) datasets.addAll(one.write(state));
      return datasets;
    }
    datasets.addAll(scalars(state, optimizer));
    for (Entry entry : order(optimizer, weights)) {
      Shape shape = shape(entry, optimizer, weights);
      List<NDArray> kept = state.slots().get(entry.slot());
      NDArray values = kept == null ? new NDArray(shape, new float[Math.toIntExact(shape.elements())]) : kept.get(entry.index());
      datasets.add(Hdf5Dataset.of(shape, values, weights.get(entry.index()).dtype()));
    }
    for (Slot slot : own(optimizer, weights))
      datasets.add(Hdf5Dataset.of(slot.shape(), state.own().get(slot.name()), weights.get(0).dtype()));
    return datasets;
  }

  /**
   * An optimizer's state out of a file.
   *
   * @param state reads it; gives null if the optimizer had not begun
   * @param misfit why what is there does not fit the model, or null
   */
  record Stored(Supplier<OptimizerState> state, String misfit) {
    static final Stored NONE = new Stored(() -> null, null);
    /** What follows if it is left aside: of a model that is loaded, and of one that has a state already. */
    static final String AFRESH = "so the training begins it afresh", KEPT = "so it stays as it is in the model";

    static Stored misfit(String why) { return new Stored(() -> null, why); }

    /** The state; what does not fit is left aside with a warning, as in Keras. {@code then}: what follows. */
    OptimizerState orWarn(String file, String then) {
      if (misfit != null) Warnings.warn("%s: the optimizer's state is left aside, %s: %s", file, then, KeravaException.printable(misfit));
      return state.get();
    }
  }

  /** How many datasets come before those of the slots. */
  int scalars(Optimizer optimizer) { return hasRate(optimizer) ? 2 : 1; }

  /** Its own slots in a file, where they are once there are weights to train. */
  private List<Slot> own(Optimizer optimizer, List<Variable> weights) {
    return weights.isEmpty() || this != KERAS_3 ? List.of() : optimizer.ownSlots();
  }

  /** How many datasets there are once it has begun. */
  int count(Optimizer optimizer, List<Variable> weights) {
    if (optimizer instanceof MultiOptimizer many)
      return ManyOptimizers.OWN + ManyOptimizers.of(many, weights, this).stream().mapToInt(ManyOptimizers.One::count).sum();
    return scalars(optimizer) + order(optimizer, weights).size() + own(optimizer, weights).size();
  }

  /** Whether it is so many datasets for these weights. */
  boolean holds(int datasets, Optimizer optimizer, List<Variable> weights) {
    return datasets == count(optimizer, weights);
  }

  private boolean hasRate(Optimizer optimizer) { return rate && optimizer.learningRate().first() != null; }

  /**
   * The state in {@code datasets}, or why it is none for this optimizer and model; neither if the optimizer had not begun when it was
   * saved, and had no slots yet.
   */
  Stored read(List<Hdf5Dataset> datasets, Optimizer optimizer, List<Variable> weights) {
    if (optimizer instanceof LossScaleOptimizer scales) return scaled(datasets, scales, weights);
    if (optimizer instanceof MultiOptimizer many) return ManyOptimizers.read(datasets, many, weights, this);
    List<Entry> order = order(optimizer, weights);
    List<Hdf5Dataset> found =
        this == KERAS_2_LEGACY
            ? Keras2Optimizers.current(datasets, optimizer, count(optimizer, weights), weights.size())
            : datasets;
    String misfit = misfit(found, order, optimizer, weights);
    if (misfit != null) return Stored.misfit(misfit);
    if (found.size() <= scalars(optimizer) && !order.isEmpty()) return Stored.NONE;
    return new Stored(() -> state(found, order, optimizer, weights), null);
  }

  /** Of an optimizer that has not begun, its own two scalars and those of the inner one. */
  private Stored scaled(List<Hdf5Dataset> datasets, LossScaleOptimizer optimizer, List<Variable> weights) {
    int own = datasets.size() <= OF_SCALE ? OF_SCALE / 2 : OF_SCALE;
    String who = optimizer.getClass().getSimpleName();
    if (datasets.size() < own)
      return Stored.misfit(String.format("%s must have %d variables of its own, got %d", who, OF_SCALE, datasets.size()));
    for (Hdf5Dataset scalar : datasets.subList(0, own))
      if (!scalar.isNumeric() || scalar.shape().rank() != 0) return Stored.misfit(scalar.path() + " must be a number");
    Stored inner = SCALED.read(datasets.subList(own, datasets.size()), optimizer.innerOptimizer(), weights);
    if (own < OF_SCALE || inner.misfit() != null) return inner;
    LossScale scale = new LossScale((long) datasets.get(2).doubles()[0], datasets.get(3).floats()[0]);
    return new Stored(() -> inner.state().get() == null ? null : inner.state().get().withLossScale(scale), null);
  }

  private OptimizerState state(List<Hdf5Dataset> found, List<Entry> order, Optimizer optimizer, List<Variable> weights) {
    Float learningRate = hasRate(optimizer) ? (Float) found.get(1).floats()[0] : optimizer.learningRate().first();
    Map<String, List<NDArray>> slots = new LinkedHashMap<>();
    for (String slot : OptimizerState.slotNames(optimizer, weights.stream().map(Variable::trainedAs).toList()))
      slots.put(slot, new ArrayList<>(weights.stream().map(weight -> zeros(optimizer.slot(slot, weight.trainedAs()))).toList()));
    for (int i = 0; i < order.size(); i++) {
      Entry entry = order.get(i);
      if (slots.containsKey(entry.slot()))
        slots.get(entry.slot()).set(entry.index(), found.get(scalars(optimizer) + i).array(weights.get(entry.index()).dtype()));
    }
    Map<String, NDArray> own = new LinkedHashMap<>();
    int next = scalars(optimizer) + order.size();
    for (Slot slot : own(optimizer, weights)) own.put(slot.name(), found.get(next++).array(weights.get(0).dtype()));
    return new OptimizerState(iterations(found), learningRate, slots).withOwn(own);
  }

  private static NDArray zeros(Slot slot) {
    Shape shape = slot == null ? Shape.of(0) : slot.shape();
    return new NDArray(shape, new float[Math.toIntExact(shape.elements())]);
  }

  /** Null if all of {@code datasets} are what the optimizer keeps for these weights. */
  private String misfit(List<Hdf5Dataset> datasets, List<Entry> order, Optimizer optimizer, List<Variable> weights) {
    int count = datasets.size(), expected = count(optimizer, weights);
    for (Hdf5Dataset dataset : datasets) if (!dataset.isNumeric()) return dataset.path() + " must hold numbers";
    for (Hdf5Dataset scalar : datasets.subList(0, Math.min(scalars(optimizer), count)))
      if (scalar.shape().rank() != 0) return scalar.path() + " must be a scalar, got shape " + scalar.shape();
    long iterations = count == 0 ? 0 : iterations(datasets);
    if (iterations < 0) return "the iterations must not be negative, got " + iterations;
    boolean unbegun = count <= scalars(optimizer) && iterations == 0;
    if (count != expected && !unbegun)
      return String.format("%s must have %d variables for this model, got %d", optimizer.getClass().getSimpleName(), expected, count);
    for (int i = 0; i < order.size() && !unbegun; i++) {
      Hdf5Dataset dataset = datasets.get(scalars(optimizer) + i);
      Shape expectedShape = shape(order.get(i), optimizer, weights);
      if (!dataset.shape().equals(expectedShape))
        return String.format("%s must have shape %s of the model's %s, got %s", dataset.path(), expectedShape,
            weights.get(order.get(i).index()).path(), dataset.shape());
    }
    return null;
  }

  /** Keras 2.0 counts in floats. */
  private static long iterations(List<Hdf5Dataset> datasets) { return (long) datasets.get(0).doubles()[0]; }
}

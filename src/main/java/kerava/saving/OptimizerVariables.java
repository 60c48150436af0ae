package kerava.saving;

import static kerava.FormatException.refuseUnless;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kerava.network.Built;
import kerava.network.Variable;
import kerava.optimizers.Optimizer;
import kerava.optimizers.OptimizerState;
import kerava.optimizers.SGD;
import kerava.saving.hdf5.Hdf5Dataset;
import kerava.tensor.Shape;

/** The order in which Keras keeps what an optimizer has gathered: the iterations, then the learning rate or not, then the slots. */
enum OptimizerVariables {
  /** Keras 3: slots that belong together weight by weight, the others slot by slot. */
  KERAS_3(true, true),
  /** The optimizers that TensorFlow has had since 2.11: the same without the learning rate. */
  KERAS_2(false, true),
  /** The optimizers before them: slot by slot. */
  KERAS_2_LEGACY(false, false);

  private final boolean rate, together;

  OptimizerVariables(boolean rate, boolean together) {
    this.rate = rate;
    this.together = together;
  }

  /** A slot of the trainable weight {@code index}. */
  record Entry(String slot, int index) {}

  List<Entry> order(Optimizer optimizer, int weights) {
    List<String> slots = slots(optimizer);
    int first = together ? Math.min(optimizer.slotsTogether(), slots.size()) : 0;
    List<Entry> order = new ArrayList<>();
    for (int i = 0; i < weights; i++) for (String slot : slots.subList(0, first)) order.add(new Entry(slot, i));
    for (String slot : slots.subList(first, slots.size())) for (int i = 0; i < weights; i++) order.add(new Entry(slot, i));
    return order;
  }

  /** SGD of TensorFlow since 2.11 keeps a momentum even where it has none. */
  private List<String> slots(Optimizer optimizer) {
    return this == KERAS_2 && optimizer instanceof SGD ? List.of("momentum") : optimizer.slots();
  }

  List<Hdf5Dataset> write(OptimizerState state, Optimizer optimizer, List<Variable> weights) {
    List<Hdf5Dataset> datasets = new ArrayList<>(List.of(Hdf5Dataset.of(Shape.of(), state.iterations())));
    if (rate) datasets.add(Hdf5Dataset.of(Shape.of(), state.learningRate()));
    for (Entry entry : order(optimizer, weights.size()))
      datasets.add(Hdf5Dataset.of(weights.get(entry.index()).shape(), state.slots().get(entry.slot()).get(entry.index())));
    return datasets;
  }

  /** How many datasets come before those of the slots. */
  int scalars() { return rate ? 2 : 1; }

  /**
   * The state in {@code datasets}, for a model whose slots must be as these say; null if the optimizer had not begun when it was saved, and had no
   * slots yet.
   */
  OptimizerState read(List<Hdf5Dataset> datasets, Optimizer optimizer, Built model, String file) {
    List<Variable> weights = model.trainable();
    List<Entry> order = order(optimizer, weights.size());
    if (datasets.size() <= scalars() && !order.isEmpty()) return null;
    refuseUnless(datasets.size() == scalars() + order.size(), "%s: %s must have %d variables for this model, got %d; save the model again",
        file, optimizer.getClass().getSimpleName(), scalars() + order.size(), datasets.size());
    long iterations = Weights.scalar(datasets.get(0), file).longs()[0];
    refuseUnless(iterations >= 0, "%s: the optimizer's iterations must not be negative, got %d; save the model again", file, iterations);
    float learningRate = rate ? Weights.scalar(datasets.get(1), file).floats()[0] : (float) optimizer.learningRate();
    for (int i = 0; i < order.size(); i++) {
      Variable weight = weights.get(order.get(i).index());
      Weights.check(datasets.get(scalars() + i), weight.shape(), "the optimizer's " + order.get(i).slot() + " of " + weight.path());
    }
    Map<String, List<float[]>> slots = new LinkedHashMap<>();
    for (String slot : optimizer.slots()) slots.put(slot, new ArrayList<>(java.util.Collections.nCopies(weights.size(), null)));
    for (int i = 0; i < order.size(); i++) {
      Entry entry = order.get(i);
      if (slots.containsKey(entry.slot())) slots.get(entry.slot()).set(entry.index(), datasets.get(scalars() + i).floats());
    }
    return new OptimizerState(iterations, learningRate, slots);
  }
}

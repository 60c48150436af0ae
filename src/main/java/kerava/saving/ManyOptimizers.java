package kerava.saving;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import kerava.hdf5.Hdf5Dataset;
import kerava.network.Variable;
import kerava.optimizers.MultiOptimizer;
import kerava.optimizers.Optimizer;
import kerava.optimizers.OptimizerState;
import kerava.optimizers.OptimizerState.Part;
import kerava.optimizers.Slot;
import kerava.saving.OptimizerVariables.Stored;
import kerava.tensor.NDArray;

/**
 * The variables of a MultiOptimizer in files: its iterations, a rate that is not used, and then all that each of its optimizers has.
 * Source: Keras {@code optimizers/multi_optimizer.py} variables.
 */
final class ManyOptimizers {
  /** How many it has itself. */
  static final int OWN = 2;

  private ManyOptimizers() {}

  /** One of them, with the weights that it trains and their places among all; {@code order}: that of the file. */
  record One(OptimizerVariables order, int place, Optimizer optimizer, List<Variable> weights, List<Integer> places) {
    /** Its own state out of that of all. */
    OptimizerState part(OptimizerState state) {
      Part counted = state.parts().get(place);
      Map<String, List<NDArray>> slots = new LinkedHashMap<>();
      state.slots().forEach((name, values) -> slots.put(name, places.stream().map(values::get).toList()));
      Map<String, NDArray> own = new LinkedHashMap<>();
      for (Slot slot : optimizer.ownSlots()) own.put(slot.name(), state.own().get(MultiOptimizer.ownName(place, slot.name())));
      return new OptimizerState(counted.iterations(), counted.learningRate(), slots, own, null);
    }

    /** Keras does not build one that has no weights. */
    List<Hdf5Dataset> write(OptimizerState state) {
      return weights.isEmpty() ? order.scalars(part(state), optimizer) : order.write(part(state), optimizer, weights);
    }

    int count() { return weights.isEmpty() ? order.scalars(optimizer) : order.count(optimizer, weights); }

    /** Puts its {@code state} into that of all. */
    private void put(OptimizerState state, Map<String, List<NDArray>> slots, Map<String, NDArray> own) {
      state.slots().forEach((name, values) -> {
        for (int i = 0; i < values.size(); i++) slots.get(name).set(places.get(i), values.get(i));
      });
      state.own().forEach((name, value) -> own.put(MultiOptimizer.ownName(place, name), value));
    }
  }

  /** Those of {@code optimizer}, in order. */
  static List<One> of(MultiOptimizer optimizer, List<Variable> weights, OptimizerVariables order) {
    List<One> all = new ArrayList<>();
    for (int i = 0; i < optimizer.optimizers().size(); i++) {
      int place = i;
      List<Integer> places =
          IntStream.range(0, weights.size()).filter(k -> optimizer.place(weights.get(k).trainedAs()) == place).boxed().toList();
      all.add(new One(order, i, optimizer.optimizers().get(i), places.stream().map(weights::get).toList(), places));
    }
    return all;
  }

  static Stored read(List<Hdf5Dataset> datasets, MultiOptimizer optimizer, List<Variable> weights, OptimizerVariables order) {
    List<One> all = of(optimizer, weights, order);
    int count = order.count(optimizer, weights), unbegun = OWN + all.stream().mapToInt(one -> order.scalars(one.optimizer())).sum();
    if (datasets.size() == unbegun && count != unbegun) return Stored.NONE;
    if (datasets.size() != count)
      return Stored.misfit(String.format("MultiOptimizer must have %d variables for this model, got %d", count, datasets.size()));
    for (Hdf5Dataset scalar : datasets.subList(0, OWN))
      if (!scalar.isNumeric() || scalar.shape().rank() != 0) return Stored.misfit(scalar.path() + " must be a number");
    List<Stored> parts = new ArrayList<>();
    int at = OWN;
    for (One one : all) {
      parts.add(order.read(datasets.subList(at, at + one.count()), one.optimizer(), one.weights()));
      at += one.count();
    }
    for (Stored part : parts) if (part.misfit() != null) return part;
    return new Stored(
        () -> together((long) datasets.get(0).doubles()[0], optimizer, weights, all,
            parts.stream().map(part -> part.state().get()).toList()),
        null);
  }

  private static OptimizerState together(long iterations, MultiOptimizer optimizer, List<Variable> weights, List<One> all,
      List<OptimizerState> states) {
    OptimizerState first = OptimizerState.first(optimizer, weights.stream().map(Variable::trainedAs).toList());
    Map<String, NDArray> own = new LinkedHashMap<>(first.own());
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      all.get(i).put(states.get(i), first.slots(), own);
      parts.add(new Part(states.get(i).iterations(), states.get(i).learningRate()));
    }
    return new OptimizerState(iterations, first.learningRate(), first.slots(), own, null, parts);
  }
}

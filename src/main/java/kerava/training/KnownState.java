package kerava.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kerava.network.Built;
import kerava.network.Variable;
import kerava.optimizers.OptimizerState;
import kerava.tensor.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * An optimizer's state by the paths of the weights that were trainable when it was built; it keeps that of those frozen since.
 * {@code state} null: nothing is kept yet. Source: Keras {@code optimizers/base_optimizer.py} build.
 */
public record KnownState(List<String> paths, @Nullable OptimizerState state) {
  /** The state of an optimizer built for the trainable weights of {@code model}. */
  public static KnownState of(Built model, OptimizerState state) { return new KnownState(paths(model), state); }

  static List<String> paths(Built model) { return model.trainable().stream().map(Variable::path).toList(); }

  /** A trainable weight of {@code model} that the optimizer does not know; null: there is none. */
  String unknown(Built model) {
    return paths(model).stream().filter(path -> !paths.contains(path)).findFirst().orElse(null);
  }

  /** The part for the trainable weights of {@code model}; null if the optimizer does not know one of them, or has no state. */
  public @Nullable OptimizerState part(Built model) {
    if (state == null || unknown(model) != null) return null;
    Map<String, List<NDArray>> slots = new LinkedHashMap<>();
    state.slots().forEach((slot, values) -> slots.put(slot, paths(model).stream().map(path -> values.get(paths.indexOf(path))).toList()));
    return state.withSlots(slots);
  }

  /** With {@code changed} for the trainable weights of {@code model}. */
  KnownState with(Built model, OptimizerState changed) {
    List<String> trained = paths(model);
    Map<String, List<NDArray>> slots = new LinkedHashMap<>();
    changed.slots().forEach((slot, values) -> {
      List<NDArray> all = state == null ? new ArrayList<>(values) : new ArrayList<>(state.slots().get(slot));
      for (int i = 0; i < trained.size(); i++) all.set(paths.indexOf(trained.get(i)), values.get(i));
      slots.put(slot, all);
    });
    return new KnownState(paths, changed.withSlots(slots));
  }
}

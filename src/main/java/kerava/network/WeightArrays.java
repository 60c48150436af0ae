package kerava.network;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import kerava.tensor.NDArray;

/** A model's weights as a user sees them, and as they are kept. */
public final class WeightArrays {
  private WeightArrays() {}

  /** Copies of {@code values}. */
  public static List<NDArray> of(List<NDArray> values) { return values.stream().map(NDArray::copy).toList(); }

  /** Gives the model's weights {@code values}, which are kept. */
  public static void set(Built model, List<NDArray> values) {
    for (int i = 0; i < values.size(); i++) model.variables().get(i).cell().set(values.get(i));
  }

  /**
   * Copies of the values of {@code arrays}, which must have the shapes of {@code variables}, rounded to the type of each; {@code who} asks,
   * for messages.
   */
  public static List<NDArray> values(String who, String model, List<Variable> variables, List<NDArray> arrays) {
    require(arrays != null && arrays.stream().allMatch(Objects::nonNull),
        "%s: the weights of '%s' must not be null; give an array for each", who, model);
    require(arrays.size() == variables.size(), "%s: '%s' has %d weights, got %d", who, model, variables.size(), arrays.size());
    List<NDArray> values = new ArrayList<>();
    for (int i = 0; i < arrays.size(); i++) {
      Variable v = variables.get(i);
      require(arrays.get(i).shape().equals(v.shape()), "%s: weight %d, %s, has shape %s, got %s", who, i, v.path(), v.shape(),
          arrays.get(i).shape());
      values.add(arrays.get(i).as(v.dtype()));
    }
    return values;
  }
}

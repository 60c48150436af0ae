package kerava.engine;

import java.util.ArrayList;
import java.util.List;
import kerava.network.Variable;
import kerava.tensor.DType;
import kerava.tensor.NDArray;

/** The weights that are trained, and their averages, which an optimizer keeps. */
record Averages(List<NDArray> weights, List<NDArray> averages) {
  /**
   * Each in the other's place, by sums and differences, which round: {@code w += a; a = w - a; w -= a}. Source: Keras
   * {@code callbacks/swap_ema_weights.py}.
   */
  Averages swapped(List<Variable> trainable) {
    List<NDArray> newWeights = new ArrayList<>(), newAverages = new ArrayList<>();
    for (int i = 0; i < weights.size(); i++) {
      DType type = trainable.get(i).dtype();
      NDArray sum = sum(type, weights.get(i), averages.get(i), 1), average = sum(type, sum, averages.get(i), -1);
      newAverages.add(average);
      newWeights.add(sum(type, sum, average, -1));
    }
    return new Averages(newWeights, newAverages);
  }

  private static NDArray sum(DType type, NDArray a, NDArray b, int sign) {
    if (type == DType.FLOAT64) {
      double[] x = a.doubles().clone(), y = b.doubles();
      for (int i = 0; i < x.length; i++) x[i] += sign * y[i];
      return NDArray.of(a.shape(), type, x);
    }
    float[] x = a.values().clone(), y = b.values();
    for (int i = 0; i < x.length; i++) x[i] = type == DType.FLOAT32 ? x[i] + sign * y[i] : type.rounded(x[i] + sign * y[i]);
    return new NDArray(a.shape(), x);
  }
}

package kerava.saving;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kerava.hdf5.Hdf5Dataset;
import kerava.network.Variable;
import kerava.tensor.Shape;

/**
 * Layers of Keras 2 that ran on a GPU alone, as those that compute the same anywhere: CuDNNLSTM as LSTM, CuDNNGRU as GRU. Their weights lie
 * otherwise in files. Source: tf_keras {@code saving/legacy/hdf5_format.py} _convert_rnn_weights.
 */
final class CuDnn {
  private static final String PREFIX = "CuDNN";
  private static final Map<String, Map<String, Object>> SETTINGS = Map.of(
      "CuDNNLSTM", Map.of("activation", "tanh", "recurrent_activation", "sigmoid"),
      "CuDNNGRU", Map.of("activation", "tanh", "recurrent_activation", "sigmoid", "reset_after", true));

  private CuDnn() {}

  /** {@code object}, a layer in a file, as it is described today. */
  static Map<String, Object> current(Map<String, Object> object) {
    Map<String, Object> fixed = object.get("class_name") instanceof String name ? SETTINGS.get(name) : null;
    if (fixed == null || !(object.get("config") instanceof Map<?, ?> given)) return object;
    Map<String, Object> config = new HashMap<>(fixed), current = new HashMap<>(object);
    given.forEach((key, value) -> config.put((String) key, value));
    current.put("class_name", ((String) object.get("class_name")).substring(PREFIX.length()));
    current.put("config", config);
    return current;
  }

  /**
   * {@code found}, as many as {@code variables}, in the layout of these: a kernel, a recurrent one and a bias, where the bias shows that
   * they are cuDNN's.
   */
  static List<Hdf5Dataset> current(List<Variable> variables, List<Hdf5Dataset> found) {
    List<Hdf5Dataset> current = new ArrayList<>(found);
    for (int i = 2; i < found.size(); i++) {
      Shape bias = variables.get(i).shape();
      if (!isOf(variables.subList(i - 2, i + 1), found.subList(i - 2, i + 1))) continue;
      int units = variables.get(i - 1).shape().size(0);
      current.set(i - 2, inOrder(found.get(i - 2), units, true));
      current.set(i - 1, inOrder(found.get(i - 1), units, false));
      current.set(i, Hdf5Dataset.of(bias, bias.rank() == 2 ? found.get(i).floats() : sumOfHalves(found.get(i).floats())));
    }
    return current;
  }

  private static boolean isOf(List<Variable> variables, List<Hdf5Dataset> found) {
    Shape kernel = variables.get(0).shape(), recurrent = variables.get(1).shape(), bias = variables.get(2).shape();
    if (kernel.rank() != 2 || recurrent.rank() != 2 || kernel.last() != recurrent.last()) return false;
    int gates = recurrent.last() / Math.max(1, recurrent.size(0));
    boolean lstm = gates == 4 && bias.rank() == 1, gru = gates == 3 && bias.rank() == 2;
    return (lstm || gru) && found.get(0).shape().equals(kernel) && found.get(1).shape().equals(recurrent)
        && found.get(2).shape().equals(Shape.of(2 * recurrent.last())) && found.stream().allMatch(Hdf5Dataset::isNumeric);
  }

  /** The kernel of each gate by columns in place of rows; {@code reshaped}: in the shape that it had. */
  private static Hdf5Dataset inOrder(Hdf5Dataset kernel, int units, boolean reshaped) {
    int rows = kernel.shape().size(0), columns = kernel.shape().size(1);
    float[] from = kernel.floats(), to = new float[from.length];
    for (int row = 0; row < rows; row++)
      for (int column = 0; column < columns; column++) {
        int gate = column / units, inGate = column % units, at = reshaped ? row + inGate * rows : inGate * units + row;
        to[row * columns + column] = from[at / units * columns + gate * units + at % units];
      }
    return Hdf5Dataset.of(kernel.shape(), to);
  }

  private static float[] sumOfHalves(float[] values) {
    float[] sums = new float[values.length / 2];
    for (int i = 0; i < sums.length; i++) sums[i] = values[i] + values[sums.length + i];
    return sums;
  }
}

package kerava.training;

import java.util.List;
import java.util.SortedMap;
import kerava.config.Warnings;
import kerava.network.Variable;
import kerava.tensor.NDArray;

/** Says once in a fit that its loss has become infinite or NaN, which Keras leaves to who reads the numbers, and which weights have. */
final class NotFinite {
  private boolean said;

  /** Looks at what epoch {@code epoch}, from 0 on, has told. */
  void look(int epoch, SortedMap<String, Double> logs, List<Variable> variables, Training now) {
    Double loss = logs.get("loss");
    if (said || loss == null || Double.isFinite(loss)) return;
    said = true;
    Warnings.warn("fit: the loss of epoch %d is %s; %s; lower the learning rate, clip gradients (withClipnorm), or scale the data; "
        + "the callback TerminateOnNaN ends a fit at the first such batch and names it", epoch + 1, Decimals.repr(loss),
        weights(variables, now.weights()));
  }

  private static String weights(List<Variable> variables, List<NDArray> values) {
    for (int i = 0; i < variables.size(); i++)
      if (!isFinite(values.get(i)))
        return String.format("the first layer whose weights are not finite is '%s' (%s)", variables.get(i).layer(),
            variables.get(i).name());
    return "all weights are finite";
  }

  private static boolean isFinite(NDArray array) {
    for (float value : array.values()) if (!Float.isFinite(value)) return false;
    return true;
  }
}

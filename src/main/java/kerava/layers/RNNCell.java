package kerava.layers;

import java.util.List;
import java.util.function.Supplier;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/**
 * A cell of a user's own, for an {@link RNN}: it says how long its states are, which weights it has, and what a step makes of an input and
 * the states. States begin with zeros. Its weights are its own: it has no {@link #parts}, and in its steps neither draws, nor changes
 * weights, nor adds to the loss. Source: Keras {@code layers/rnn/rnn.py}.
 */
public interface RNNCell extends CellLayer {
  /**
   * The length of each state of a sample, at least one state. The output is as long as the first, unless {@link #outputSize} says
   * otherwise.
   */
  @Override List<Integer> stateSizes();

  /** Its weights for steps of shape x, (batch, features). */
  List<Weight> weights(Shape x);

  /**
   * The output of a step with input x, (batch, features), and then the states after it, each (batch, length) as {@link #stateSizes} says.
   */
  List<Tensor> step(Call c, Tensor x, List<Tensor> states);

  @Override default List<Weight> weights(List<Shape> inputs) { return weights(inputs.get(0)); }

  @Override default int seeds() { return 0; }

  @Override default CellStep begin(Call c, String name, Supplier<Tensor> x, List<Tensor> states) {
    return new CellStep(this, name, c, "", null, List.of(), List.of(), List.of());
  }

  @Override default List<Tensor> step(CellStep s, Tensor x, List<Tensor> states) { return step(new StepCall(s, this), x, states); }
}

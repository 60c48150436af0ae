package kerava.layers;

import java.util.List;
import java.util.function.Supplier;
import kerava.ops.Tensor;

/** What a recurrent layer computes in each of its steps. Source: Keras {@code layers/rnn/rnn.py}. */
interface Cell {
  /** The length of each state of a sample. */
  List<Integer> stateSizes();

  /** The length of a sample's output. */
  default int outputSize() { return stateSizes().get(0); }

  /** How many seeds the masks of one run take from the cell's own generator. */
  int seeds();

  /**
   * The cell called {@code name} at the begin of a run, its masks drawn. {@code x}: an input of the shape that each step has; {@code states}: those to begin
   * with.
   */
  CellStep begin(Call c, String name, Supplier<Tensor> x, List<Tensor> states);

  /** The output of a step with input x, (batch, features), and then the states after it. */
  List<Tensor> step(CellStep s, Tensor x, List<Tensor> states);
}

package kerava.layers;

import java.util.List;
import java.util.function.Supplier;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/** What a recurrent layer computes in each of its steps. Source: Keras {@code layers/rnn/rnn.py}. */
interface Cell {
  /** The number of its states. */
  int stateCount();

  /** The shape of each state for steps of shape {@code x}, both with the batch in front. */
  List<Shape> stateShapes(Shape x);

  /** The shape of the output for steps of shape {@code x}. */
  default Shape stepOutput(Shape x) { return stateShapes(x).get(0); }

  /** Refuses sequences {@code x}, (batch, steps, ...), whose steps it cannot take, in the name of {@code layer}. */
  void checkSequence(Layer layer, Shape x);

  /** How many seeds the masks of one run take from the cell's own generator. */
  int seeds();

  /**
   * The cell called {@code name} at the begin of a run, its masks drawn. {@code x}: an input of the shape that each step has;
   * {@code states}: those to begin with.
   */
  CellStep begin(Call c, String name, Supplier<Tensor> x, List<Tensor> states);

  /** The output of a step with input x, (batch, ...), and then the states after it. */
  List<Tensor> step(CellStep s, Tensor x, List<Tensor> states);
}

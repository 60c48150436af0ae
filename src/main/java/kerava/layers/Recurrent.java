package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import kerava.ops.Slice;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/**
 * A layer that goes through the steps of a sequence with one cell. Inputs: the sequence, (batch, steps, features), and the cell's states to
 * begin with, (batch, units) each, or none for zeros. Outputs: (batch, units) after the last step, or (batch, steps, units), and the last
 * states if they are asked for. Of a {@link ConvLSTM2D} and its kin a step has places and channels, and so have states and outputs. Steps
 * that a mask leaves out change nothing. Source: Keras {@code layers/rnn/rnn.py}, {@code backend/tensorflow/rnn.py}.
 */
interface Recurrent extends Layer {
  /** So many steps are written one after the other, which run faster; more are a loop in the graph, which begins faster. */
  int MOST_WRITTEN = 128;
  /** So many steps may be written one after the other because the layer says so. */
  int MOST_UNROLLED = 1024;

  boolean returnSequences();

  boolean returnState();

  boolean goBackwards();

  boolean stateful();

  boolean unroll();

  boolean zeroOutputForMask();

  /** What a step computes. */
  Cell rule();

  /** The cell at the begin of a run. {@code x}: the sequence. */
  CellStep begin(Call c, Tensor x, List<Tensor> states);

  @Override default CallForm callForm() { return CallForm.SEQUENCE; }

  @Override default boolean writesForAnySize() { return false; }

  @Override default boolean supportsMasking() { return true; }

  @Override default MaskRule maskRule() { return MaskRule.STEPS; }

  @Override default List<Tensor> masks(List<Tensor> inputs, List<Tensor> masks) {
    List<Tensor> all = new ArrayList<>(Collections.nCopies(returnState() ? 1 + states() : 1, null));
    if (returnSequences()) all.set(0, masks.get(0));
    return all;
  }

  @Override default List<Shape> statesKept(List<Shape> inputs) {
    return stateful() ? rule().stateShapes(step(inputs.get(0))) : List.of();
  }

  /** The number of the cell's states. */
  default int states() { return rule().stateCount(); }

  @Override default List<Shape> outputShapes(List<Shape> inputs) {
    Shape x = inputs.get(0);
    rule().checkSequence(this, x);
    require(x.size(1) != 0, "%s: takes at least one step, got sequences of none, %s; leave them out, or pad them", className(), x);
    require(!unroll() || x.size(1) <= MOST_UNROLLED, inJava("call withUnroll(false)"),
        "%s: unrolls at most %d steps, got %d; cut the sequences, or leave unroll out", className(), MOST_UNROLLED, x.size(1));
    require(inputs.size() == 1 || inputs.size() == 1 + states(), "%s: takes a sequence, and %d states or none, got %d inputs of shapes %s",
        className(), states(), inputs.size(), inputs);
    List<Shape> states = rule().stateShapes(step(x));
    for (int i = 1; i < inputs.size(); i++) {
      Shape each = inputs.get(i), state = states.get(i - 1);
      require(state.dropFirst().meets(each.dropFirst()), "%s: a state must be %s, got %s", className(), state, each);
    }
    Shape output = rule().stepOutput(step(x));
    List<Shape> outputs = new ArrayList<>(List.of(returnSequences() ? output.dropFirst().prepend(x.size(1)).prepend(x.size(0)) : output));
    if (returnState()) outputs.addAll(states);
    return outputs;
  }

  @Override default List<Tensor> call(Call c, List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    List<Tensor> initial = inputs.size() > 1 ? inputs.subList(1, inputs.size()) : begun(c, x);
    CellStep first = begin(c, x, initial);
    List<Tensor> made = steps(first, x.size(1)).of(x, initial);
    if (stateful()) c.keepStates(Steps.states(made));
    return returnState() ? made : made.subList(0, 1);
  }

  private Steps steps(CellStep first, long number) {
    if (unroll()) return new UnrolledSteps(this, first);
    return number <= MOST_WRITTEN ? new LoopedSteps(this, first) : new ScannedSteps(this, first);
  }

  private List<Tensor> begun(Call c, Tensor x) {
    List<Tensor> kept = stateful() ? c.keptStates() : null;
    return kept == null ? zeros(x) : kept.stream().map(state -> state.as(dtypePolicy().computeDtype())).toList();
  }

  private List<Tensor> zeros(Tensor x) {
    Object batch = x.symbolicSizes().get(0);
    return rule().stateShapes(step(Shape.ofSizes(x.sizes()))).stream().map(shape -> {
      List<Object> sizes = new ArrayList<>(shape.sizes());
      sizes.set(0, batch);
      return x.zeros(sizes);
    }).toList();
  }

  /** The shape of each step of a sequence of shape x, with the batch in front. */
  static Shape step(Shape x) { return x.dropFirst().dropFirst().prepend(x.size(0)); }

  /** The first step of the sequence x. */
  static Tensor firstStep(Tensor x) { return x.slice(Slice.all(), Slice.at(0), Slice.all()); }
}

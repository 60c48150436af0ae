package kerava.layers;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/**
 * A recurrent layer with {@code cell} in each step: a {@link SimpleRNNCell}, {@link LSTMCell}, {@link GRUCell}, {@link StackedRNNCells} or
 * {@link RNNCell} of a user's own, whose object has the weights. Inputs and outputs as {@link Recurrent} says. Source: Keras
 * {@code layers/rnn/rnn.py}.
 */
public record RNN(Layer cell, boolean returnSequences, boolean returnState, boolean goBackwards, boolean stateful, boolean unroll,
    boolean zeroOutputForMask,
    LayerOptions options) implements Recurrent, WithSteps<RNN>, Configured<RNN> {
  public RNN {
    Cells.check("RNN", cell);
    DTypePolicy own = options == null ? DTypePolicy.FLOAT32 : options.dtype();
    require(cell.dtypePolicy() == own, "RNN: must compute in the types of its cell, got %s and %s; give both the same dtype", own,
        cell.dtypePolicy());
  }

  public RNN(Layer cell) { this(cell, false, false, false, false, false, false, LayerOptions.of("RNN")); }

  /** {@code cells} on each other. */
  public RNN(List<? extends Layer> cells) { this(new StackedRNNCells(cells)); }

  @Override public CellLayer rule() { return (CellLayer) cell; }

  @Override public Map<String, Layer> parts() { return Map.of("cell", cell); }

  @Override public List<List<Shape>> partInputs(List<Shape> inputs) {
    Shape x = Recurrent.step(inputs.get(0));
    List<Shape> step = new ArrayList<>(List.of(x));
    step.addAll(rule().stateShapes(x));
    return List.of(step);
  }

  @Override public List<Shape> outputShapes(List<Shape> inputs) {
    require(inputs.size() == 1 || !(cell instanceof StackedRNNCells),
        "RNN: states to begin with are not supported for StackedRNNCells yet, got %d; leave them out, or take an RNN for each cell",
        inputs.size() - 1);
    return Recurrent.super.outputShapes(inputs);
  }

  @Override public CellStep begin(Call c, Tensor x, List<Tensor> states) {
    Call inside = c.of(cell);
    return rule().begin(inside, inside.name(), () -> Recurrent.firstStep(x), states);
  }
}

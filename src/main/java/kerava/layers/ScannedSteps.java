package kerava.layers;

import java.util.ArrayList;
import java.util.List;
import kerava.ops.Scan;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/** The same as {@link LoopedSteps} as a loop in the graph, which does not grow with the number of steps. */
final class ScannedSteps extends Steps {
  ScannedSteps(Recurrent layer, CellStep first) { super(layer, first); }

  @Override List<Tensor> of(Tensor x, Tensor mask, List<Tensor> initial) {
    List<Tensor> sequences = new ArrayList<>(List.of(ordered(x)));
    if (mask != null) sequences.add(ordered(mask));
    return x.scope("while", () -> scanned(sequences, initial));
  }

  private List<Tensor> scanned(List<Tensor> sequences, List<Tensor> initial) {
    Tensor x = sequences.get(0);
    boolean keepsOutput = !layer.returnSequences() || sequences.size() > 1 && !layer.zeroOutputForMask();
    List<Tensor> begin = new ArrayList<>(initial);
    List<Object> sizes = new ArrayList<>(layer.rule().stepOutput(Shape.ofSizes(x.sizes()).dropFirst()).sizes());
    sizes.set(0, x.symbolicSizes().get(1));
    Tensor none = x.zeros(sizes);
    if (keepsOutput) begin.add(none);
    CellStep step = first.looped();
    Scan.Made made = Scan.of(sequences, begin, step.taken(), layer.returnSequences() ? none : null,
        each -> step(step, each, keepsOutput, initial.size()));
    Tensor last = keepsOutput ? made.carried().get(initial.size()) : null;
    return results(made.output(), last, made.carried().subList(0, initial.size()));
  }

  private Scan.Made step(CellStep step, Scan.Step given, boolean keepsOutput, int states) {
    Tensor counts = given.elements().size() > 1 ? given.elements().get(1) : null;
    List<Tensor> made = looped(step.taking(given.taken().iterator()), given.elements().get(0), counts,
        output -> layer.zeroOutputForMask() ? output.zerosLike() : given.carried().get(states), given.carried().subList(0, states));
    List<Tensor> carried = new ArrayList<>(states(made));
    if (keepsOutput) carried.add(made.get(0));
    return new Scan.Made(carried, layer.returnSequences() ? made.get(0) : null);
  }
}

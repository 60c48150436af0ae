package kerava.layers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import kerava.ops.Tensor;

/**
 * What Keras's loop computes, step by step in one graph. As there, the gradients of the weights are summed from the last step to the first.
 */
final class LoopedSteps extends Steps {
  LoopedSteps(Recurrent layer, CellStep first) { super(layer, first); }

  @Override List<Tensor> of(Tensor x, Tensor mask, List<Tensor> initial) {
    Tensor steps = inOrder(x), masks = mask == null ? null : inOrder(mask);
    return x.scope("while", () -> written(steps.unstack(0), masks == null ? null : masks.unstack(0), initial));
  }

  private Tensor inOrder(Tensor steps) { return layer.goBackwards() ? steps.reverse(0) : steps; }

  private List<Tensor> written(List<Tensor> xs, List<Tensor> masks, List<Tensor> initial) {
    List<Tensor> outputs = new ArrayList<>(), states = initial;
    CellStep step = first.looped();
    Tensor none = null;
    for (int i = 0; i < xs.size(); i++) {
      if (i > 0) step = step.next();
      List<Tensor> before = states.stream().map(Tensor::again).toList();
      CellStep now = step;
      Tensor x = xs.get(i);
      List<Tensor> made = x.loopScope("step", () -> now.run(x, before));
      Tensor output = made.get(0);
      states = states(made);
      if (masks != null) {
        if (none == null) none = output.zerosLike();
        Tensor counts = counts(masks.get(i), output);
        output = counts.where(output, i == 0 || layer.zeroOutputForMask() ? none : outputs.get(i - 1));
        states = where(Collections.nCopies(states.size(), counts), states, before);
      }
      outputs.add(output);
    }
    Tensor last = outputs.get(outputs.size() - 1);
    return results(layer.returnSequences() ? Tensor.stack(outputs) : null, last.apart(), states.stream().map(Tensor::apart).toList());
  }
}

package kerava.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import kerava.ops.Tensor;

/**
 * What Keras's loop computes, step by step in one graph. As there, the gradients of the weights are summed from the last step to the first.
 */
final class LoopedSteps extends Steps {
  LoopedSteps(Recurrent layer, CellStep first) { super(layer, first); }

  @Override List<Tensor> of(Tensor x, Tensor mask, List<Tensor> initial) {
    Tensor steps = ordered(x), masks = mask == null ? null : ordered(mask);
    return x.scope("while", () -> written(steps.unstack(0), masks == null ? null : masks.unstack(0), initial));
  }

  private List<Tensor> written(List<Tensor> xs, List<Tensor> masks, List<Tensor> initial) {
    List<Tensor> outputs = new ArrayList<>(), states = initial, none = new ArrayList<>();
    CellStep step = first.looped();
    for (int i = 0; i < xs.size(); i++) {
      if (i > 0) step = step.next();
      List<Tensor> before = states.stream().map(Tensor::again).toList();
      Tensor last = i == 0 || layer.zeroOutputForMask() ? null : outputs.get(i - 1);
      UnaryOperator<Tensor> earlier = output -> {
        if (none.isEmpty()) none.add(output.zerosLike());
        return last == null ? none.get(0) : last;
      };
      List<Tensor> made = looped(step, xs.get(i), masks == null ? null : masks.get(i), earlier, before);
      outputs.add(made.get(0));
      states = states(made);
    }
    Tensor last = outputs.get(outputs.size() - 1);
    return results(layer.returnSequences() ? Tensor.stack(outputs) : null, last.apart(), states.stream().map(Tensor::apart).toList());
  }
}

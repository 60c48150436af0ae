package kerava.layers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import kerava.ops.Tensor;

/** As Keras writes them with {@code unroll}: each step reads the weights for itself. */
final class UnrolledSteps extends Steps {
  UnrolledSteps(Recurrent layer, CellStep first) { super(layer, first); }

  @Override List<Tensor> of(Tensor x, Tensor mask, List<Tensor> initial) {
    List<Tensor> xs = inOrder(x), masks = mask == null ? null : inOrder(mask), outputs = new ArrayList<>(), states = initial;
    for (int i = 0; i < xs.size(); i++) {
      List<Tensor> before = states;
      Tensor step = xs.get(i);
      List<Tensor> made = first.runInScope(step, before);
      Tensor output = made.get(0);
      states = states(made);
      if (mask != null) {
        Tensor earlier = i == 0 ? output.zerosLike() : outputs.get(i - 1);
        output = spread(masks.get(i), output, 1).where(output, earlier);
        Tensor counts = masks.get(i);
        states = where(states.stream().map(state -> spread(counts, state, 1)).toList(), states, before);
      }
      outputs.add(output);
    }
    return results(outputs, mask, masks, states);
  }

  private List<Tensor> results(List<Tensor> outputs, Tensor mask, List<Tensor> masks, List<Tensor> states) {
    Tensor last = outputs.get(outputs.size() - 1);
    Tensor all = Tensor.stack(layer.returnSequences() ? outputs : List.of(last));
    if (mask != null && layer.zeroOutputForMask()) {
      last = spread(masks.get(masks.size() - 1), last, 1).where(last, last.zerosLike());
      if (layer.returnSequences()) all = spread(mask, all, 2).where(all, all.zerosLike());
    }
    return results(all, last, states);
  }

  /** The mask for each element of {@code like}, as many times as that is long from axis {@code first} on. */
  private Tensor spread(Tensor mask, Tensor like, int first) {
    int[] times = new int[like.rank()];
    for (int axis = 0; axis < times.length; axis++) times[axis] = axis < first ? 1 : (int) like.size(axis);
    return counts(mask, like).tile(times);
  }

  private List<Tensor> inOrder(Tensor steps) {
    List<Tensor> all = new ArrayList<>(steps.unstack(0));
    if (layer.goBackwards()) Collections.reverse(all);
    return all;
  }
}

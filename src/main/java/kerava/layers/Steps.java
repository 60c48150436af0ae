package kerava.layers;

import java.util.ArrayList;
import java.util.List;
import kerava.ops.Tensor;

/** The steps of a recurrent layer, one after the other. Source: Keras {@code backend/tensorflow/rnn.py}. */
abstract sealed class Steps permits LoopedSteps, UnrolledSteps {
  final Recurrent layer;
  final Call c;

  Steps(Recurrent layer, Call c) {
    this.layer = layer;
    this.c = c;
  }

  /** {@code x} and {@code mask}, which may be null, step by step: (steps, batch, ...). */
  abstract List<Tensor> of(Tensor x, Tensor mask, List<Tensor> initial);

  /** The outputs of the layer. */
  List<Tensor> of(Tensor x, List<Tensor> initial) {
    Tensor mask = x.mask(), steps = x.transpose(1, 0, 2);
    return of(steps, mask == null ? null : mask.expandDims(-1).transpose(1, 0, 2), initial);
  }

  /** Of the outputs of all steps as one tensor, that of the last, and the last states. */
  List<Tensor> results(Tensor outputs, Tensor last, List<Tensor> states) {
    List<Tensor> results = new ArrayList<>(List.of(layer.returnSequences() ? outputs.transpose(1, 0, 2) : last));
    if (layer.returnState()) results.addAll(states);
    return results;
  }

  /** {@code states} where the mask holds, else those of {@code before}. */
  static List<Tensor> where(List<Tensor> masks, List<Tensor> states, List<Tensor> before) {
    List<Tensor> chosen = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) chosen.add(masks.get(i).where(states.get(i), before.get(i)));
    return chosen;
  }
}

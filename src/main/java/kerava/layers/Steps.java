package kerava.layers;

import java.util.ArrayList;
import java.util.List;
import kerava.ops.Tensor;

/** The steps of a recurrent layer, one after the other. Source: Keras {@code backend/tensorflow/rnn.py}. */
abstract sealed class Steps permits LoopedSteps, UnrolledSteps {
  final Recurrent layer;
  final CellStep first;

  Steps(Recurrent layer, CellStep first) {
    this.layer = layer;
    this.first = first;
  }

  /** {@code x} and {@code mask}, which may be null, step by step: (steps, batch, ...). */
  abstract List<Tensor> of(Tensor x, Tensor mask, List<Tensor> initial);

  /** The layer's output, then the last states. */
  List<Tensor> of(Tensor x, List<Tensor> initial) {
    Tensor mask = x.mask(), steps = x.transpose(1, 0, 2);
    return of(steps, mask == null ? null : mask.expandDims(-1).transpose(1, 0, 2), initial);
  }

  /** The same, of the outputs of all steps as one tensor and that of the last. */
  List<Tensor> results(Tensor outputs, Tensor last, List<Tensor> states) {
    List<Tensor> results = new ArrayList<>(List.of(layer.returnSequences() ? outputs.transpose(1, 0, 2) : last));
    results.addAll(states);
    return results;
  }

  /** {@code states} where the mask holds, else those of {@code before}. */
  static List<Tensor> where(List<Tensor> masks, List<Tensor> states, List<Tensor> before) {
    List<Tensor> chosen = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) chosen.add(masks.get(i).where(states.get(i), before.get(i)));
    return chosen;
  }

  /** What a step gives after its output. */
  static List<Tensor> states(List<Tensor> made) { return made.subList(1, made.size()); }
}

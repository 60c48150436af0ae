package kerava.layers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import kerava.ops.Tensor;

/** The steps of a recurrent layer, one after the other. Source: Keras {@code backend/tensorflow/rnn.py}. */
abstract sealed class Steps permits LoopedSteps, ScannedSteps, UnrolledSteps {
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

  /** The sequence as the steps go through it. */
  final Tensor ordered(Tensor steps) { return layer.goBackwards() ? steps.reverse(0) : steps; }

  /**
   * The output of a step of a loop and the states after it.
   *
   * @param counts whether the step counts, (batch, 1); null: it does
   * @param earlier what the output is where it does not, of that where it does
   */
  static List<Tensor> looped(CellStep step, Tensor x, Tensor counts, UnaryOperator<Tensor> earlier, List<Tensor> before) {
    List<Tensor> made = x.loopScope("step", () -> step.run(x, before));
    if (counts == null) return made;
    List<Tensor> kept = new ArrayList<>(List.of(counts.where(made.get(0), earlier.apply(made.get(0)))));
    kept.addAll(where(Collections.nCopies(before.size(), counts), states(made), before));
    return kept;
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

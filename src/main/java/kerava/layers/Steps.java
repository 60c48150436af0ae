package kerava.layers;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

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
    Tensor mask = x.mask(), steps = swapped(x);
    if (mask != null && mask.rank() == 2) mask = mask.expandDims(-1);
    return of(steps, mask == null ? null : swapped(mask), initial);
  }

  /** The same, of the outputs of all steps as one tensor and that of the last. */
  List<Tensor> results(Tensor outputs, Tensor last, List<Tensor> states) {
    List<Tensor> results = new ArrayList<>(List.of(layer.returnSequences() ? swapped(outputs) : last));
    results.addAll(states);
    return results;
  }

  /** The sequence as the steps go through it. */
  final Tensor ordered(Tensor steps) { return layer.goBackwards() ? steps.reverse(0) : steps; }

  /**
   * The output of a step of a loop and the states after it.
   *
   * @param mask whether the step counts, (batch, 1) or what {@link #counts} takes; null: it does
   * @param earlier what the output is where it does not, of that where it does
   */
  final List<Tensor> looped(CellStep step, Tensor x, Tensor mask, UnaryOperator<Tensor> earlier, List<Tensor> before) {
    List<Tensor> made = x.loopScope("step", () -> step.run(x, before));
    if (mask == null) return made;
    Tensor counts = counts(mask, made.get(0));
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

  /** x with its first two axes in the other order. */
  static Tensor swapped(Tensor x) {
    int[] order = new int[x.rank()];
    for (int axis = 0; axis < order.length; axis++) order[axis] = axis < 2 ? 1 - axis : axis;
    return x.transpose(order);
  }

  /** A step's mask with as many axes as {@code like}; refused if it does not say of each place of that whether it counts. */
  Tensor counts(Tensor mask, Tensor like) {
    Tensor counts = mask;
    while (counts.rank() < like.rank()) counts = counts.expandDims(-1);
    for (int axis = 1; axis < like.rank(); axis++)
      require(counts.size(axis) == 1 || counts.size(axis) == like.size(axis),
          "%s: a mask of the places of a step must be as large as the step's output, got %s and %s; take a mask of steps, (batch, steps), or padding same",
          layer.className(), Shape.ofSizes(mask.sizes()), Shape.ofSizes(like.sizes()));
    return counts;
  }
}

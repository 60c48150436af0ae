package kerava.ops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import kerava.ops.OpCall.Literal;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.tensorflow.proto.DataType;

/**
 * How likely a row of labels is in a sequence of steps, by all ways in which the steps can tell it. A way goes through states: a beginning,
 * one for each label, and after each, and before the first, one of no label. Python's loop over steps is written out, step after step.
 * Source: TensorFlow {@code python/ops/ctc_ops.py} ctc_loss_dense; Keras {@code backend/tensorflow/nn.py} ctc_loss.
 */
public final class Alignment {
  private static final float LOG_0 = (float) Math.log(1e-307), NONE = Float.NEGATIVE_INFINITY;

  private final Tensor labels, logs;
  private final int steps, places, states, classes;

  /** {@code logs}: (steps, batch, classes). */
  private Alignment(Tensor labels, Tensor logs) {
    this.labels = labels;
    this.logs = logs;
    steps = Math.toIntExact(logs.size(0));
    classes = Math.toIntExact(logs.size(2));
    places = Math.toIntExact(labels.size(1));
    states = 2 * (places + 1);
  }

  /**
   * Minus the logarithm of the likelihood of each row. Shapes: labels (batch, labels), 0 after the last; logits (batch, steps, classes),
   * result (batch).
   */
  public static Tensor ctc(Tensor labels, Tensor logits) {
    Tensor whole = labels.cast(DataType.DT_INT32);
    return logits.tape().scope("ctc_loss_dense", () -> {
      Tensor turned = logits.transpose(1, 0, 2);
      Alignment alignment = new Alignment(whole, turned.logSoftmax().stopGradient());
      List<Tensor> both = alignment.lossAndGradient();
      return logits.tape().custom(both.get(0), List.of(turned), dy -> List.of(dy.reshape(1, -1, 1).times(both.get(1))));
    });
  }

  private List<Tensor> lossAndGradient() {
    Tensor observed = observed(), moves = moves().log(), back = moves.transpose(0, 2, 1);
    Tensor counts = labels.notEqual(0).cast(DataType.DT_INT32).sumOver(false, 1);
    List<Tensor> seen = observed.unstack(0), forward = forward(seen, moves);
    Tensor ended = ended(counts), sum = null, state = ended;
    List<Tensor> backward = new ArrayList<>(List.of(ended));
    for (int step = steps - 1; step >= 0; step--) {
      Tensor next = Reductions.logSumExp(state.plus(seen.get(step)).expandDims(1).plus(back), false, -1);
      Tensor all = Reductions.logSumExp(next, true, -1), each = all.squeezeLast();
      state = next.minus(all);
      sum = sum == null ? each : sum.plus(each);
      backward.add(state);
    }
    Collections.reverse(backward);
    Tensor ways = Tensor.stack(forward, 0).plus(Tensor.stack(backward.subList(1, steps + 1), 0));
    Tensor shares = ways.minus(Reductions.logSumExp(ways, true, 2));
    Tensor likelihood = backward.get(0).slice(Slice.all(), Slice.range(0, 1)).squeezeLast().plus(sum);
    return List.of(likelihood.negative(), logs.exp().minus(byClass(shares).exp()));
  }

  /** After each step, the likelihood of each state by what has been seen. */
  private List<Tensor> forward(List<Tensor> seen, Tensor moves) {
    List<Tensor> after = new ArrayList<>();
    float[] first = new float[states];
    Arrays.fill(first, LOG_0);
    first[0] = 0;
    Tensor state = labels.tape().constant(NDArray.of(Shape.of(1, states), first));
    for (Tensor observed : seen) {
      Tensor next = Reductions.logSumExp(state.expandDims(1).plus(moves), false, -1).plus(observed);
      state = next.minus(Reductions.logSumExp(next, true, -1));
      after.add(state);
    }
    return after;
  }

  /** What a step tells of each state, (steps, batch, states). */
  private Tensor observed() {
    Tensor none = logs.slice(Slice.all(), Slice.all(), Slice.range(0, 1)).tile(1, 1, places + 1);
    Tensor told = logs.expandDims(2).times(rows(labels, classes, 1, 0).expandDims(0)).sumOver(false, 3);
    return padded(Tensor.concatenate(List.of(told, none), 2), NONE, new int[][] {{0, 0}, {0, 0}, {1, 0}});
  }

  /** 1 from a state, along the last axis, to one that may follow, (batch, states, states): no label follows itself but by way of none. */
  private Tensor moves() {
    float[] always = new float[states * states];
    for (int i = 0; i < states; i++) always[i * states + i] = 1;
    always[states] = 1;
    for (int label = 1; label <= places; label++) always[label * states + places + label] = 1;
    for (int label = 0; label <= places; label++) always[(places + 1 + label) * states + label] = 1;
    Tensor repeated = labels.slice(Slice.all(), Slice.to(-1)).equalTo(labels.slice(Slice.all(), Slice.from(1)));
    Tensor other = repeated.cast(DataType.DT_FLOAT).subtractedFrom(1f);
    Tensor below = padded(other, 0, new int[][] {{0, 0}, {1, states - 1 - places}});
    GradientTape tape = labels.tape();
    Tensor between =
        tape.op("MatrixDiagV3").on(below, new Literal("k", -1), new Literal("num_rows", states), new Literal("num_cols", states),
            new Literal("padding_value", 0f)).shaped(labels.size(0), states, states);
    return tape.constant(NDArray.of(Shape.of(1, states, states), always)).plus(between);
  }

  /** The likelihood of each state after the last step, of (batch) labels, (batch, states). */
  private Tensor ended(Tensor counts) {
    Tensor last = rows(counts, places + 1, 1, 0);
    return Tensor.concatenate(List.of(last, last), 1).subtractedFrom(1f).times(LOG_0);
  }

  /** The likelihoods of states summed for each class, (steps, batch, classes). */
  private Tensor byClass(Tensor ways) {
    Tensor labelled = ways.slice(Slice.all(), Slice.all(), Slice.range(1, places + 1));
    Tensor none = ways.slice(Slice.all(), Slice.all(), Slice.from(places + 1));
    Tensor rows = rows(labels.minus(labels.number(1)), classes - 1, 0, NONE).expandDims(0);
    Tensor told = Reductions.logSumExp(labelled.expandDims(3).plus(rows), false, 2);
    return Tensor.concatenate(List.of(Reductions.logSumExp(none, true, 2), told), -1);
  }

  private static Tensor rows(Tensor x, int depth, float on, float off) {
    long[] sizes = Arrays.copyOf(x.sizes(), x.rank() + 1);
    sizes[x.rank()] = depth;
    return x.tape().op("OneHot").attribute("axis", -1)
        .on(x, new Literal("depth", depth), new Literal("on_value", on), new Literal("off_value", off))
        .shaped(sizes);
  }

  private static Tensor padded(Tensor x, float with, int[][] margins) {
    long[] sizes = x.sizes();
    for (int axis = 0; axis < sizes.length; axis++) if (sizes[axis] >= 0) sizes[axis] += margins[axis][0] + margins[axis][1];
    return x.tape().op("PadV2").on(x, x.tape().constant(margins), new Literal("constant_values", with)).shaped(sizes);
  }
}

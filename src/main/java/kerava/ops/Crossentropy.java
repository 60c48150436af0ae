package kerava.ops;

import static kerava.KeravaException.require;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.DataType;

/**
 * How unlikely the truth is by the predicted probabilities, a number for each row: what losses and metrics share. On logits where a softmax
 * or sigmoid made the prediction or {@code fromLogits} says so. Source: Keras {@code losses/losses.py}, {@code backend/tensorflow/nn.py}.
 */
public final class Crossentropy {
  private Crossentropy() {}

  /**
   * The mean of {@code -(truth log(p) + (1 - truth) log(1 - p))}, probabilities clipped to 1e-7 .. 1 - 1e-7. {@code labelSmoothing} s: with
   * {@code truth (1 - s) + s / 2}. Shapes: (batch, ..., n), or one of them without a last axis of 1; {@code axis} is that of the mean.
   */
  public static Tensor binary(Tensor given, Tensor made, boolean fromLogits, double labelSmoothing, int axis) {
    SameRank same = SameRank.of(given, made);
    Tensor truth = binarySmoothed(same.first(), labelSmoothing), y = same.second();
    return binaryOfEach(truth, y, fromLogits && y.logits() == null ? y : y.logits()).mean(false, axis);
  }

  /** That of each output; {@code logits} may be null. */
  public static Tensor binaryOfEach(Tensor truth, Tensor y, @Nullable Tensor logits) {
    return logits != null ? NeuralNetwork.sigmoidCrossEntropy(truth, logits) : onProbabilities(truth, y);
  }

  public static Tensor binarySmoothed(Tensor truth, double labelSmoothing) {
    return labelSmoothing == 0 ? truth : truth.times((float) (1 - labelSmoothing)).add((float) (0.5 * labelSmoothing));
  }

  private static Tensor onProbabilities(Tensor truth, Tensor y) {
    Tensor p = y.clip(Epsilon.VALUE, 1 - Epsilon.VALUE), right = truth.times(p.log());
    return right.plus(truth.subtractedFrom(1).times(p.subtractedFrom(1).log())).negative();
  }

  /**
   * {@code -sum(truth log(p))}, probabilities scaled to a sum of 1 and clipped to 1e-7 .. 1 - 1e-7. {@code labelSmoothing} s: with
   * {@code truth (1 - s) + s / classes}. Shapes: (batch, ..., classes); {@code axis}: that of
   * the classes.
   */
  public static Tensor categorical(Tensor rows, Tensor y, boolean fromLogits, double labelSmoothing, int axis) {
    Tensor truth = smoothed(rows, labelSmoothing), logits = fromLogits && y.logits() == null ? y : y.logits();
    require(logits == null || axis >= -1,
        "CategoricalCrossentropy: on logits, which a softmax or sigmoid has too, axis must be -1 or at least 0, as in Keras; got %d, take %d",
        axis,
        Math.floorMod(axis, y.rank()));
    if (logits != null) return NeuralNetwork.softmaxCrossEntropy(truth, logits, axis);
    return truth.times(probabilities(y, axis).log()).sumOver(false, axis).negative();
  }

  /** With a sum of 1 over {@code axis}, clipped. */
  public static Tensor probabilities(Tensor y, int axis) {
    return y.dividedBy(y.sumOver(true, axis)).clip(Epsilon.VALUE, 1 - Epsilon.VALUE);
  }

  public static Tensor smoothed(Tensor truth, double labelSmoothing) {
    if (labelSmoothing == 0) return truth;
    return truth.times((float) (1 - labelSmoothing)).add((float) labelSmoothing / truth.size(-1));
  }

  /**
   * {@code -log(p[label])}, probabilities clipped to 1e-7 .. 1 - 1e-7. Shapes: truth (batch, ...) or (batch, ..., 1), y (batch, ...,
   * classes).
   */
  public static Tensor sparse(Tensor truth, Tensor y, boolean fromLogits) {
    Tensor known = y.logits(), labels = truth.cast(DataType.DT_INT64);
    if (labels.rank() == y.rank() && labels.size(-1) == 1) labels = labels.squeezeLast();
    Tensor logits = known != null ? known : fromLogits ? y : y.clip(Epsilon.VALUE, 1 - Epsilon.VALUE).log();
    return NeuralNetwork.sparseSoftmaxCrossEntropy(labels, logits);
  }

  /**
   * The same; where truth is {@code ignored} the loss is 0 and masked. What is put in its place is no longer known for a softmax's, so that
   * the crossentropy is on probabilities then unless {@code fromLogits} is given. {@code ignored} null: nothing is.
   */
  public static Tensor sparse(Tensor given, Tensor y, boolean fromLogits, @Nullable Integer ignored) {
    if (ignored == null) return sparse(given, y, fromLogits);
    Tensor truth = given.rank() == y.rank() && given.size(-1) == 1 ? given.squeezeLast() : given;
    List<?> shape = y.symbolicSizes();
    Tensor counts = truth.notEqual(ignored), labels = counts.where(truth, 0);
    Tensor losses = sparse(labels, counts.expandDims(-1).where(y, 0), fromLogits), each = counts.reshape(shape.subList(0, y.rank() - 1));
    return Shaping.withMask(each.where(losses, 0), each);
  }

  /** {@code sum(truth log(truth / y))}, both kept within 1e-7 .. 1. */
  public static Tensor klDivergence(Tensor truth, Tensor prediction) {
    SameRank same = SameRank.of(truth, prediction);
    Tensor p = same.first().clip(Epsilon.VALUE, 1), q = same.second().clip(Epsilon.VALUE, 1);
    return p.times(p.dividedBy(q).log()).sumOver(false, -1);
  }
}

package kerava.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import kerava.KeravaException;
import kerava.config.Names;
import kerava.losses.Loss;
import kerava.metrics.MeanMetric;
import kerava.metrics.Metric;
import kerava.ops.Gradient;
import kerava.ops.GradientTape;
import kerava.ops.SampleSum;
import kerava.ops.Tensor;
import kerava.tensor.Shape;
import org.tensorflow.proto.DataType;

/**
 * The loss of a batch, its gradients and its metrics, with Keras's order of operations. Weights multiply the losses, not their number, and
 * leave metrics alone. Source: Keras {@code losses/loss.py}, {@code trainers/compile_utils.py}, {@code metrics/reduction_metrics.py}.
 */
final class Objective {
  private static final String LOSS = "compile_loss";

  /** What belongs to the outputs, one after the other, null where an output has none; and {@code terms}, what is added to the loss. */
  record Batch(List<Tensor> truths, List<Tensor> predictions, List<Tensor> weights, List<Tensor> terms) {
    Batch(List<Tensor> truths, List<Tensor> predictions, List<Tensor> weights) { this(truths, predictions, weights, List.of()); }
  }

  private final GradientTape tape;
  private final CompiledSettings compiled;
  private final Batch batch;
  private final List<Tensor> each = new ArrayList<>();
  private final Tensor loss;
  private final List<Tensor> told;
  /** Whether each of {@link #each} is added batch by batch, not sample by sample. */
  private final List<Boolean> overBatches = new ArrayList<>();

  Objective(GradientTape tape, CompiledSettings compiled, Batch batch) {
    this(tape, compiled, batch, new ArrayList<>());
    told.add(sumOverSamples(tape, loss, batch.predictions().get(0)));
    told.addAll(each);
    told.addAll(metricSums(tape, compiled, batch));
  }

  /** The loss alone; nothing is {@link #told}. */
  static Objective ofLoss(GradientTape tape, CompiledSettings compiled, Batch batch) {
    return new Objective(tape, compiled, batch, List.of());
  }

  private Objective(GradientTape tape, CompiledSettings compiled, Batch batch, List<Tensor> told) {
    this.tape = tape;
    this.compiled = compiled;
    this.batch = batch;
    this.told = told;
    loss = with(batch.terms(), tape.scope(LOSS, compiled.outputs().size() == 1 ? this::ofOne : this::ofAll));
  }

  private static Tensor with(List<Tensor> terms, Tensor loss) {
    if (terms.isEmpty()) return loss;
    KeravaException.require(loss.rank() == 0,
        "the loss: with the reduction none it has the shape %s, to which regularizers cannot add, nor can Keras; take the reduction sum, by which weights "
            + "change in the same way, or leave regularizers out",
        Shape.ofSizes(loss.sizes()));
    List<Tensor> all = new ArrayList<>(List.of(loss));
    for (Tensor term : terms) {
      KeravaException.require(term.type() == DataType.DT_FLOAT,
          "the loss, of float32: a regularizer's term of %s cannot be added to it, nor can Keras; leave out the regularizers of weights of that type, "
              + "and activity regularizers of layers that compute in it, or give the layer the dtype float32",
          term.dtype());
      all.add(term.sum());
    }
    return Tensor.sumOfAll(all);
  }

  private Tensor ofOne() { return weighted(value(0), compiled.outputs().get(0).weight()); }

  private Tensor ofAll() {
    Tensor total = null;
    for (int i = 0; i < compiled.outputs().size(); i++) {
      if (compiled.outputs().get(i).loss() == null) continue;
      Tensor value = value(i);
      if (compiled.tellsEachLoss()) tellEach(value, batch.predictions().get(i));
      Tensor weighted = weighted(value, compiled.outputs().get(i).weight());
      // Python's sum begins with 0
      if (total == null) tape.reserve("add");
      total = total == null ? tape.read(weighted) : total.plus(weighted);
    }
    return total;
  }

  private Tensor value(int output) {
    String name = Names.snakeCase(compiled.outputs().get(output).loss().getClass().getSimpleName());
    Tensor prediction = batch.predictions().get(output), weights = batch.weights().get(output);
    return tape.scope(name, () -> {
      Tensor made = prediction.cast(DataType.DT_FLOAT);
      Loss loss = compiled.outputs().get(output).loss();
      Tensor losses = loss.losses(batch.truths().get(output), made);
      KeravaException.require(losses != null, "%s: losses must give a loss for each sample, got null", loss.getClass().getSimpleName());
      return new WeightedLosses(losses, weights, prediction.mask()).reduced(loss.reduction());
    });
  }

  private Tensor weighted(Tensor value, Double weight) {
    return weight == null ? value : value.weighted(weight.floatValue());
  }

  /** As Keras tells the loss of an output: times the number of samples where that is known, else batch by batch. */
  private void tellEach(Tensor value, Tensor prediction) {
    boolean known = prediction.size(0) != Shape.NONE;
    if (known) each.add(mean(value).times(tape.constant((float) prediction.size(0))));
    else each.add(value.rank() == 0 ? value : SampleSum.of(value));
    overBatches.add(!known && value.rank() == 0);
  }

  private static Tensor mean(Tensor loss) { return loss.rank() == 0 ? loss : loss.mean(); }

  /** The mean of {@code loss} times the number of samples, which those of {@code x} are. */
  static Tensor sumOverSamples(GradientTape tape, Tensor loss, Tensor x) {
    Tensor number = x.shape().at(0), sum = tape.scope("loss", () -> mean(loss).times(number.cast(DataType.DT_FLOAT)));
    tape.reserve("mul", "Add", "Add", "Sum", "Sum");
    return sum;
  }

  /** What the batch adds to the sums of metrics, in the order of {@link CompiledSettings#told}; null for what is no mean. */
  static List<Tensor> metricSums(GradientTape tape, CompiledSettings compiled, Batch batch) {
    List<Tensor> sums = new ArrayList<>();
    for (CompiledSettings.Told told : compiled.metrics()) {
      boolean sum = !told.weighted() && told.metric() instanceof MeanMetric;
      sums.add(sum ? metricSum(tape, told.metric(), batch.truths().get(told.output()), batch.predictions().get(told.output())) : null);
    }
    return sums;
  }

  Tensor loss() { return loss; }

  /** The sums of the losses of outputs, if they are told. */
  List<Tensor> each() { return each; }

  /** What the batch adds to the sums that {@link CompiledSettings#told} names; null for what is no mean. */
  List<Tensor> told() { return told; }

  /** Whether each of {@link #told} is a sum over batches, not over samples. */
  boolean[] overBatches() {
    boolean[] over = new boolean[compiled.told().size()];
    for (int i = 0; i < overBatches.size(); i++) over[1 + i] = overBatches.get(i);
    return over;
  }

  private static Tensor metricSum(GradientTape tape, Metric kind, Tensor truth, Tensor prediction) {
    return tape.scope("metrics", () -> SampleSum.of(values(kind, truth, prediction)));
  }

  /** A value for each sample, or several, of a metric that is their mean. */
  static Tensor values(Metric kind, Tensor truth, Tensor prediction) {
    KeravaException.require(prediction.mask() == null,
        "%s: metrics of an output with a mask are not supported yet; leave the metric out, or compute it from predictions",
        kind.getClass().getSimpleName());
    MeanMetric metric = (MeanMetric) kind.resolve(Shape.ofSizes(truth.sizes()), Shape.ofSizes(prediction.sizes()));
    Tensor values = metric.values(truth, metric.takesAnyType() ? prediction : prediction.cast(DataType.DT_FLOAT));
    KeravaException.require(values != null, "%s: values must give a value for each sample, got null", kind.getClass().getSimpleName());
    return values;
  }

  /** The gradients of the mean loss with respect to {@code weights}; zeros where it does not depend on one. */
  List<Gradient> gradients(List<Tensor> weights) { return orZeros(tape.gradients(loss, weights), weights); }

  /** The gradients of what {@code scaled} makes of the loss; null where it does not depend on a weight. */
  List<Gradient> gradients(List<Tensor> weights, UnaryOperator<Tensor> scaled) { return tape.gradients(scaled.apply(loss), weights); }

  /** {@code gradients} by {@code weights}, zeros in place of null. */
  static List<Gradient> orZeros(List<Gradient> gradients, List<Tensor> weights) {
    List<Gradient> all = new ArrayList<>();
    for (int i = 0; i < gradients.size(); i++) all.add(gradients.get(i) == null ? weights.get(i).zerosLike() : gradients.get(i));
    return all;
  }
}

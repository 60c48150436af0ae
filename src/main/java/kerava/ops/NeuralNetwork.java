package kerava.ops;

import static kerava.ops.Gradients.unary;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Activations, biases and crossentropies. Source: TensorFlow {@code python/ops/nn_ops.py}, {@code nn_impl.py}, {@code nn_grad.py}. */
public final class NeuralNetwork {
  private NeuralNetwork() {}

  static Tensor relu(Tensor x) { return byOutput("Relu", x); }

  static Tensor elu(Tensor x) { return byOutput("Elu", x); }

  static Tensor selu(Tensor x) { return byOutput("Selu", x); }

  static Tensor relu6(Tensor x) { return Functions.scoped("Relu6", "Relu6", x, (dy, y) -> dy.tape().op("Relu6Grad").on(dy, y).like(dy)); }

  private static Tensor byOutput(String type, Tensor x) {
    Tensor y = Functions.plain(type, x);
    return unary(y, x, dy -> dy.tape().op(type + "Grad").on(dy, y).like(dy));
  }

  static Tensor leakyRelu(Tensor x, double slope) {
    float negativeSlope = (float) slope;
    return x.tape().names().within("LeakyRelu",
        () -> unary(x.tape().op("LeakyRelu").whole().attribute("alpha", negativeSlope).on(x).like(x), x,
            dy -> dy.tape().op("LeakyReluGrad").attribute("alpha", negativeSlope).on(dy, x).like(dy)));
  }

  static Tensor softplus(Tensor x) { return unary(Functions.plain("Softplus", x), x, dy -> dy.times(x.sigmoid())); }

  static Tensor softsign(Tensor x) {
    return unary(Functions.plain("Softsign", x), x, dy -> dy.tape().op("SoftsignGrad").on(dy, x).like(dy));
  }

  static Tensor logSigmoid(Tensor x) {
    return x.tape().names().within("LogSigmoid", () -> {
      Tensor inner = softplus(x.negative());
      return unary(x.tape().op("Neg").whole().on(inner).like(inner), inner, Tensor::negative);
    });
  }

  static Tensor softmax(Tensor x) {
    Tensor y = Functions.plain("Softmax", x);
    return unary(y, x, dy -> dy.minus(Reductions.sum(dy.times(y), true, -1)).times(y));
  }

  static Tensor logSoftmax(Tensor x) {
    Tensor y = Functions.plain("LogSoftmax", x);
    return unary(y, x, dy -> {
      Tensor softmax = y.exp();
      return dy.minus(Reductions.sum(dy, true, -1).times(softmax));
    });
  }

  /**
   * {@code function}, which acts along the last axis, along another one. Source: TensorFlow {@code python/ops/nn_ops.py} _wrap_2d_function.
   */
  static Tensor along(int axis, Tensor x, UnaryOperator<Tensor> function) {
    int along = axis < 0 ? axis + x.rank() : axis, last = x.rank() - 1;
    if (along == last) return function.apply(x);
    int[] order = IntStream.range(0, x.rank()).toArray();
    order[along] = last;
    order[last] = along;
    x.tape().reserve("Rank", "Rank", "Sub", "range", "range", "concat");
    if (axis < 0) x.tape().reserve("add", "mod", "add"); // which Python counts from the end in the graph
    Tensor y = function.apply(Shaping.transpose(x, order));
    x.tape().reserve("Sub", "range", "range", "concat");
    if (axis < 0) x.tape().reserve("add");
    return Shaping.transpose(y, order).like(x);
  }

  static Tensor gelu(Tensor x) {
    return x.tape().names().within("Gelu", () -> {
      Tensor half = x.scaledBy(.5);
      Tensor root = Shaping.cast((float) Math.sqrt(2), x);
      return half.times(Arithmetic.plus(1f, x.dividedBy(root).erf()));
    });
  }

  static Tensor geluByTanh(Tensor x) {
    return x.tape().names().within("Gelu", () -> {
      Tensor half = x.scaledBy(.5f), coefficient = Shaping.cast(.044715f, x), cubic = x.pow(3);
      Tensor bent = x.plus(cubic.scaledBy(coefficient)).scaledBy((float) Math.sqrt(2 / Math.PI));
      return half.times(Arithmetic.plus(1f, bent.tanh()));
    });
  }

  /** With Python's custom gradient, which computes the sigmoid once more. */
  static Tensor silu(Tensor x) {
    GradientTape tape = x.tape();
    Tensor beta = x.tape().constant("beta", 1f).cast(x.type()), y = x.times(x.timesOne("mul").sigmoid());
    return tape.custom(y, List.of(x, beta), dy -> {
      Tensor sigmoid = Gradients.after(dy, () -> x.timesOne("mul").sigmoid());
      Tensor slope = sigmoid.times(Arithmetic.plus(1f, x.timesOne("mul").times(sigmoid.subtractedFrom(1f))));
      Tensor ofBeta = dy.times(x.square()).times(sigmoid).times(sigmoid.subtractedFrom(1f)).sum();
      return List.of(dy.times(slope), ofBeta);
    });
  }

  /** Along the last axis of x, or along its second one. */
  public static Tensor biasAdd(Tensor x, Tensor bias, boolean channelsLast) {
    String format = channelsLast ? "NHWC" : "NCHW";
    return x.tape().names().within("BiasAdd", () -> {
      Tensor y = x.tape().op("BiasAdd").whole().attribute("data_format", format).on(x, bias).like(x);
      return Gradients.of(y, List.of(x, bias),
          flow -> List.of(flow.dy(), x.tape().op("BiasAddGrad").attribute("data_format", format).on(flow.dy()).like(bias)));
    });
  }

  /** The crossentropy of each row of {@code logits}, (batch, classes), at its label, int64. */
  public static Tensor sparseSoftmaxCrossEntropy(Tensor labels, Tensor logits) {
    return logits.tape().scope("SparseSoftmaxCrossEntropyWithLogits", () -> {
      if (logits.rank() == 2) return sparseOfRows(labels, logits);
      Tensor rows = Shaping.reshape(logits, -1, logits.size(-1));
      Tensor flat = Shaping.reshape(labels, -1);
      return Shaping.reshape(sparseOfRows(flat, rows), labels.sizes());
    });
  }

  private static Tensor sparseOfRows(Tensor labels, Tensor logits) {
    if (Determinism.asked()) return Determinism.sparseCrossEntropy(labels, logits);
    List<Tensor> both = logits.tape().op("SparseSoftmaxCrossEntropyWithLogits").all(2, logits, labels);
    logits.tape().record(both, List.of(logits, labels), flow -> Arrays.asList(alongRows(flow.dy(), both.get(1)), null));
    return both.get(0);
  }

  /**
   * The crossentropy of {@code logits} with {@code labels}, both (batch, ..., classes), but with the classes along {@code axis}, -1 or from
   * 0 on.
   */
  public static Tensor softmaxCrossEntropy(Tensor labels, Tensor logits, int axis) {
    GradientTape tape = logits.tape();
    return tape.scope("softmax_cross_entropy_with_logits", () -> {
      if (axis == -1) return softmaxOfRows(labels, logits);
      Tensor rows = toEnd(logits, axis);
      return softmaxOfRows(toEnd(labels, axis), rows);
    });
  }

  private static Tensor toEnd(Tensor x, int axis) {
    x.tape().reserve("range", "range", "concat");
    int last = x.rank() - 1;
    return Shaping.transpose(x, IntStream.rangeClosed(0, last).map(i -> i == last ? axis : i < axis ? i : i + 1).toArray());
  }

  private static Tensor softmaxOfRows(Tensor labels, Tensor logits) {
    GradientTape tape = logits.tape();
    Tensor shape = logits.shape(), rows = Shaping.flattenOuter(logits), targets = Shaping.flattenOuter(labels);
    if (Determinism.asked()) return Shaping.likeWithoutLast(Determinism.crossEntropy(targets, rows), shape, logits);
    List<Tensor> both = tape.op("SoftmaxCrossEntropyWithLogits").whole().all(2, rows, targets);
    tape.record(both, List.of(rows, targets), flow -> Arrays.asList(alongRows(flow.dy(), both.get(1)),
        flow.wants(1) ? alongRows(flow.dy(), rows.logSoftmax().negative()) : null));
    return Shaping.likeWithoutLast(both.get(0), shape, logits);
  }

  private static Tensor alongRows(Tensor losses, Tensor rows) { return losses.expandDims(-1).times(rows); }

  /** {@code max(z, 0) - z t + log(1 + exp(-abs(z)))}, which no z makes infinite. */
  public static Tensor sigmoidCrossEntropy(Tensor labels, Tensor logits) {
    return logits.tape().scope("logistic_loss", () -> {
      Tensor zeros = logits.zerosLike(), positive = logits.greaterEqual(zeros);
      Tensor relu = Comparisons.select(positive, logits, zeros), lower = Comparisons.select(positive, logits.negative(), logits);
      Tensor linear = relu.minus(logits.times(labels));
      return Arithmetic.wholeAdd(linear, lower.exp().log1p());
    });
  }
}

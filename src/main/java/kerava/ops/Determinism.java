package kerava.ops;

import kerava.ops.OpCall.Literal;

/**
 * Whether one seed is to give the same bits in each run on a GPU too. TensorFlow's kernels ask the environment variable
 * {@code TF_DETERMINISTIC_OPS} for that; the crossentropies have no such kernel there, and are written with other operations then, here as
 * in Python. Source: TensorFlow {@code core/util/determinism.cc}, {@code python/ops/nn_ops.py}.
 */
public final class Determinism {
  /** The environment variable, which must be 1 or true before the process starts. */
  public static final String VARIABLE = "TF_DETERMINISTIC_OPS";

  private static final boolean ASKED = EnvironmentSwitch.isOn(VARIABLE);

  private Determinism() {}

  /** Whether this process asks for it. */
  public static boolean asked() { return ASKED; }

  /** Shapes: {@code labels} and {@code logits} (batch, classes), the result (batch). */
  static Tensor crossEntropy(Tensor labels, Tensor logits) {
    Tensor logarithms = logits.logSoftmax();
    return labels.times(logarithms).sumOver(false, 1).negative();
  }

  /** The same at {@code labels}, int64, (batch); NaN where there is no such class. */
  static Tensor sparseCrossEntropy(Tensor labels, Tensor logits) {
    Tensor costs = picked(logits.logSoftmax(), labels).negative();
    Tensor outside = labels.less(0).or(labels.greaterEqual(logits.size(-1)));
    return outside.where(Float.NaN, costs);
  }

  /** Of each row of x what stands at its place. */
  private static Tensor picked(Tensor x, Tensor places) {
    Tensor y = x.tape().op("GatherV2").attribute("batch_dims", 1).on(x, places, new Literal("axis", 1)).like(places);
    return Gradients.unary(y, x, dy -> {
      Tensor size = Shaping.size(places).cast(places.type()), classes = x.tape().constant("classes", x.size(-1));
      Tensor begins = x.tape().op("Range").on(new Literal("start", 0L), size, new Literal("delta", 1L)).times(classes);
      Tensor flat = x.tape().op("UnsortedSegmentSum").on(dy, begins.plus(places), size.times(classes));
      return Shaping.reshape(flat, -1, x.size(-1)).like(x);
    });
  }
}

package kerava.ops;

/**
 * What keeps TensorFlow's graph optimizer from joining what Python computes in graphs of their own. Source: TensorFlow
 * {@code python/ops/while_v2.py}.
 */
final class Barrier {
  private Barrier() {}

  static Tensor again(Tensor x) { return Gradients.unary(x.tape().of(x.operand()).like(x), x, Barrier::snapshot); }

  static Tensor apart(Tensor x) { return Gradients.unary(snapshot(x), x, Barrier::snapshot); }

  private static Tensor snapshot(Tensor x) { return x.tape().op("Snapshot").on(x).like(x); }
}

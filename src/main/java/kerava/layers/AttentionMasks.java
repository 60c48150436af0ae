package kerava.layers;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import kerava.ops.Tensor;

/**
 * Which keys a query sees, (batch or 1, queries or 1, keys). Source: Keras {@code layers/attention/multi_head_attention.py}
 * _compute_attention_mask.
 */
final class AttentionMasks {
  private AttentionMasks() {}

  /** The keys that all masks leave in, {@code masks} being those of query, value and key, null for none; null: all. */
  static Tensor of(List<Tensor> masks) {
    Tensor all = masks.get(0) == null ? null : masks.get(0).expandDims(-1);
    for (Tensor mask : masks.subList(1, masks.size())) if (mask != null) all = and(all, mask.expandDims(-2));
    return all;
  }

  /** Both, of which each may be null. */
  static Tensor and(Tensor x, Tensor y) { return x == null ? y : y == null ? x : x.and(y); }

  /** (1, queries, keys): the keys that are not after a query. */
  static Tensor causal(Tensor query, Tensor value) { return places(query, value, Tensor::greaterEqual); }

  /** (1, queries, keys): the keys at most {@code window} - 1 places away. */
  static Tensor near(Tensor query, Tensor value, int window) {
    return places(query, value, Tensor::minus).abs().less(query.constant(window));
  }

  private static Tensor places(Tensor query, Tensor value, BinaryOperator<Tensor> both) {
    Tensor rows = query.constant(IntStream.range(0, (int) query.size(1)).toArray()).reshape(1, -1, 1);
    return both.apply(rows, query.constant(IntStream.range(0, (int) value.size(1)).toArray()).reshape(1, 1, -1));
  }
}

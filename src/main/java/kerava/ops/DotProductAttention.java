package kerava.ops;

import kerava.ops.OpCall.Literal;
import org.jspecify.annotations.Nullable;

/** What of each value counts for each query. Source: Keras {@code backend/tensorflow/nn.py} dot_product_attention. */
public final class DotProductAttention {
  private DotProductAttention() {}

  /**
   * {@code softmax(scale query key) value}, head by head: query is (batch, queries, heads, size), key (batch, keys, heads, size) and value
   * (batch, keys, heads, width); the result is (batch, queries, heads, width). {@code mask}, which may be null, is true for what counts and
   * broadcasts to (batch, heads, queries, keys). {@code causal}: of key i only queries from i on see something.
   */
  public static Tensor of(Tensor query, Tensor key, Tensor value, @Nullable Tensor mask, boolean causal, float scale) {
    if (query.size(2) != key.size(2))
      throw new IllegalArgumentException("query and key must have as many heads, got " + query.size(2) + " and "
          + key.size(2) + "; repeat those of key and value");
    query.tape().reserve("Shape", "strided_slice");
    Tensor products = EinsumOp.of("BTNH,BSNH->BNTS", query, key);
    Tensor logits = Normalization.atLeastFloat(products);
    Tensor scaled = Arithmetic.multiply(logits, Shaping.cast(scale, logits));
    Tensor masked = mask == null && !causal ? scaled : masked(scaled, mask, causal);
    return EinsumOp.of("BNTS,BSNH->BTNH", masked.softmax().cast(key.type()), value);
  }

  /** x times a number, as Keras multiplies queries. */
  public static Tensor scaled(Tensor x, float scale) { return Arithmetic.multiply(x, Shaping.cast(scale, x)); }

  private static Tensor masked(Tensor logits, Tensor mask, boolean causal) {
    Tensor counts = Shaping.trues(logits);
    if (mask != null) counts = counts.and(mask);
    if (causal) counts = counts.and(before(logits));
    return counts.where(logits, logits.constant("Const", 3.38953e38 * -.7));
  }

  /** (1, 1, queries, keys): which keys are not after a query. */
  private static Tensor before(Tensor logits) {
    GradientTape tape = logits.tape();
    Tensor shape = logits.shape(), queries = Shaping.at(shape, 2), keys = Shaping.at(shape, 3);
    Tensor all = tape.names().within("ones", () -> {
      Tensor sizes = tape.op("Pack").named("packed").on(java.util.List.of(queries, keys));
      return tape.op("Fill").whole().on(sizes, tape.constant(true));
    });
    Tensor lower = tape.op("MatrixBandPart").on(all, new Literal("num_lower", -1), new Literal("num_upper", 0));
    return Slice.of(lower.shaped(logits.size(2), logits.size(3)), Slice.newAxis(), Slice.newAxis(), Slice.all(), Slice.all());
  }
}

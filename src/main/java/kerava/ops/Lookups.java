package kerava.ops;

import java.util.List;
import java.util.stream.IntStream;
import kerava.ops.OpCall.Literal;
import kerava.tensor.NDArray;
import org.tensorflow.Operation;
import org.tensorflow.proto.DataType;

/**
 * Tables, what is not in them, and hashes. Nothing here has a gradient. Source: TensorFlow {@code python/ops/lookup_ops.py},
 * {@code string_ops.py}; Keras {@code layers/preprocessing/index_lookup.py}, {@code hashing.py}, {@code hashed_crossing.py}.
 */
public final class Lookups {
  private static final long DEFAULT_HASH_KEY = 0xDECAFCAFFEL;

  private Lookups() {}

  /**
   * For each element of x what stands in {@code values} where it stands in {@code keys}, which are of its type; {@code missing} for one
   * that is not there. The table is the op's own, and filled before the first search of a session: to fill it once more does nothing, which
   * its size tells.
   */
  public static Tensor find(Tensor x, NDArray keys, NDArray values, Object missing) {
    GradientTape tape = x.tape();
    return tape.names().within("lookup", () -> {
      Tensor table = tape.op("HashTableV2").named("hash_table").attribute("key_dtype", Constants.of(keys.dtype()))
          .attribute("value_dtype", Constants.of(values.dtype())).on();
      Operation filled = tape.op("InitializeTableV2").alone(table, new Literal("keys", keys), new Literal("values", values));
      return tape.names().after(filled, () -> tape.op("LookupTableFindV2").on(table, x, new Literal("default_value", missing)).like(x));
    });
  }

  /** x, once all of {@code condition} is true: a run in which it is not fails with {@code message}. */
  public static Tensor required(Tensor x, Tensor condition, String message) {
    GradientTape tape = x.tape();
    Tensor all = condition.all(false, IntStream.range(0, condition.rank()).toArray());
    Operation checked = tape.op("Assert").alone(all, List.of(new Literal("data_0", message)));
    return tape.names().after(checked, () -> tape.op("Identity").on(x).like(x));
  }

  /** As decimal digits, strings. */
  public static Tensor asString(Tensor x) { return x.tape().op("AsString").on(x).like(x); }

  /**
   * The hash of each string, in 0 .. buckets - 1, int64: FarmHash64 without {@code key}, else SipHash64 with two whole numbers. Source:
   * TensorFlow {@code core/kernels/string_to_hash_bucket_op.cc}.
   */
  public static Tensor bucket(Tensor strings, int buckets, long[] key) {
    OpCall call = strings.tape().op(key == null ? "StringToHashBucketFast" : "StringToHashBucketStrong").attribute("num_buckets", buckets);
    return (key == null ? call : call.attribute("key", key)).on(strings).like(strings);
  }

  /**
   * The hash of each pair of strings or int64 numbers, in 0 .. buckets - 1. Shapes: of each of {@code inputs} and of the result (batch, 1).
   * Source: TensorFlow {@code python/ops/sparse_ops.py} sparse_cross_hashed, sparse_tensor_to_dense.
   */
  public static Tensor crossed(List<Tensor> inputs, int buckets) {
    GradientTape tape = inputs.get(0).tape();
    boolean text = inputs.stream().allMatch(x -> x.type() == DataType.DT_STRING);
    List<Tensor> sparse = tape.op("SparseCross").attribute("hashed_output", true).attribute("num_buckets", buckets)
        .attribute("hash_key", DEFAULT_HASH_KEY).attribute("out_type", DataType.DT_INT64)
        .attribute("internal_type", text ? DataType.DT_STRING : DataType.DT_INT64).all(3, List.of(), List.of(), List.of(), inputs);
    return tape.op("SparseToDense").on(sparse.get(0), sparse.get(2), sparse.get(1), new Literal("default_value", 0L))
        .shaped(inputs.get(0).size(0), 1);
  }

  /** x modulo y with the sign of y. */
  public static Tensor floorMod(Tensor x, long y) {
    return x.tape().op("FloorMod").on(x, OpCall.input("y", y, x)).like(x);
  }
}

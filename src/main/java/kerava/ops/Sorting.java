package kerava.ops;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import kerava.ops.OpCall.Literal;
import org.tensorflow.proto.DataType;

/** The last axis in order, and sums along it. Source: TensorFlow {@code python/ops/sort_ops.py}, {@code nn_grad.py}. */
public final class Sorting {
  private Sorting() {}

  /** From the largest to the smallest. */
  public static Tensor descending(Tensor x) {
    return x.tape().names().within("sort", () -> {
      List<Tensor> found = x.tape().op("TopKV2").all(2, x, new Literal("k", (int) x.size(-1)));
      x.tape().record(found, List.of(x), flow -> List.of(unsorted(x, found.get(1), flow.dy())));
      return found.get(0);
    });
  }

  /** {@code dy} at the places that it came from. */
  private static Tensor unsorted(Tensor x, Tensor places, Tensor dy) {
    GradientTape tape = x.tape();
    int size = (int) x.size(-1);
    Tensor rows = Shaping.reshape(places, -1, size), shape = x.shape(), all = Reductions.product(shape);
    Tensor starts = Shaping.expandDims(tape.op("Range").named("range").on(tape.constant(0), all, tape.constant(size)), -1);
    Tensor indices = Shaping.expandDims(Shaping.reshape(rows.plus(starts), -1), -1);
    Tensor flat = tape.op("ScatterNd").on(indices, Shaping.reshape(dy, -1), Shaping.reshape(all, 1));
    return Shaping.reshape(flat, shape);
  }

  /** The sum of each element and all before it. */
  public static Tensor cumulativeSum(Tensor x) { return cumulativeSum(x, false); }

  private static Tensor cumulativeSum(Tensor x, boolean reverse) {
    return x.tape().names().within("Cumsum", () -> {
      Tensor y = x.tape().op("Cumsum").whole().attribute("reverse", reverse).on(x, new Literal("axis", -1));
      return Gradients.of(y, List.of(x), flow -> Arrays.asList(cumulativeSum(flow.dy(), !reverse)));
    });
  }

  /** Whether fewer than {@code k} numbers of a row are larger than that at its label, int32; (batch, classes) to (batch). */
  public static Tensor inTopK(Tensor labels, Tensor x, int k) {
    return x.tape().op("InTopKV2").on(x, labels, new Literal("k", k)).shaped(x.size(0));
  }

  /** The places of the {@code k} largest numbers of each row, int32, the first of equal ones first. */
  public static Tensor topPlaces(Tensor x, int k) {
    return x.tape().names().within("top_k", () -> x.tape().op("TopKV2").all(2, x, new Literal("k", k)).get(1));
  }

  /** 1, 2, ... of the type of x, as many as its last axis is long. */
  public static Tensor ranks(Tensor x) {
    float[] ranks = new float[(int) x.size(-1)];
    IntStream.range(0, ranks.length).forEach(i -> ranks[i] = i + 1);
    return x.tape().constant("range", ranks).as(x.dtype());
  }

  /** The place of the largest, the first of several, along the last axis; int64. */
  static Tensor argMax(Tensor x) {
    return x.tape().op("ArgMax").attribute("output_type", DataType.DT_INT64).on(x, new Literal("dimension", -1));
  }
}

package kerava.ops;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tensorflow.proto.DataType;

/** More of the formulas of {@code golden_ops.py}: what is joined, cut and turned. */
final class MoreFormulas {
  private static final Slice ALL_OF_IT = Slice.all();
  static final Map<String, Function<List<Tensor>, Tensor>> ALL = Map.ofEntries(two("add squeezed bias", Tensor::add),
      two("add bias of channels", Tensor::add),
      two("add squeezed bias of channels", Tensor::add), two("average", (x, y) -> x.add(y).dividedBy(2)),
      entry("concatenate", in -> Tensor.concatenate(in, -1)), entry("concatenate along 1", in -> Tensor.concatenate(in, 1)),
      entry("concatenate along 0", in -> Tensor.concatenate(in, 0)), entry("concatenate one", in -> Tensor.concatenate(in, -1)),
      two("concatenate with itself", (x, y) -> Tensor.concatenate(List.of(x, y, x), 1)),
      two("subtract", Tensor::subtract), two("maximum of two", Tensor::maximum), two("maximum of a row", Tensor::maximum),
      two("minimum of two", Tensor::minimum), two("minimum of a column", Tensor::minimum), two("batchDot", (x, y) -> x.batchDot(y, 1, 1)),
      two("batchDot of matrices", (x, y) -> x.batchDot(y, 1, 2)), two("batchDot of a row", (x, y) -> x.batchDot(y, 1, 2)),
      two("batchDot by a row", (x, y) -> x.batchDot(y, 2, 1)), two("batchDot of four axes", (x, y) -> x.batchDot(y, 3, 2)),
      two("batchDot along the second", (x, y) -> x.batchDot(y, 1, 3)), one("transpose", x -> x.transpose(2, 0, 1)),
      one("transpose of the last", x -> x.transpose(0, 2, 1)),
      two("matmul of stacks", Tensor::matmul), two("matmul of stacks that broadcast", Tensor::matmul),
      two("matmul of a matrix and a stack", Tensor::matmul),
      two("matmul transposed", (x, y) -> x.matmul(y, false, true)), two("matmul transposed first", (x, y) -> x.matmul(y, true, false)),
      two("matmul transposed both", (x, y) -> x.matmul(y, true, true)), entry("stack", in -> Tensor.stack(in, 1)),
      entry("stack along the last", in -> Tensor.stack(in, -1)), one("unstack", x -> {
        List<Tensor> parts = x.unstack(1);
        return parts.get(1).multiply(parts.get(2));
      }), one("slice, one", x -> x.slice(ALL_OF_IT, Slice.at(1))), one("slice, the last", x -> x.slice(ALL_OF_IT, Slice.at(-1))),
      one("slice, a range", x -> x.slice(ALL_OF_IT, Slice.range(1, 3))),
      one("slice, from the end", x -> x.slice(ALL_OF_IT, Slice.from(-3))),
      one("slice, with steps", x -> x.slice(ALL_OF_IT, Slice.every(2), Slice.at(3))),
      one("slice, backwards", x -> x.slice(ALL_OF_IT, Slice.every(-1))),
      one("slice, of the last axis", x -> x.slice(Slice.ellipsis(), Slice.to(2))),
      one("reverse", x -> x.reverse(1)), one("reverse two", x -> x.reverse(0, 2)), one("squeeze", x -> x.squeeze(1)),
      one("squeeze two", x -> x.squeeze(-1, 1)), one("tile", x -> x.tile(1, 4, 2)),
      one("repeat", x -> x.repeat(3, 1)),
      one("repeat along the last", x -> x.repeat(2, -1)), one("softmax along 1", x -> x.softmax(1)),
      one("logSoftmax along 1", x -> x.logSoftmax(1)),
      one("maxOver", x -> x.maxOver(false, 1)), one("maxOver kept", x -> x.maxOver(true, 1, 2)), one("minOver", x -> x.minOver(false, -1)),
      one("max of ties", x -> x.maxOver(false, -1)),
      two("logical", (x, y) -> x.greater(0f).and(y.greater(0f)).or(x.notEqual(y).not()).where(x, y)),
      two("any", (x, y) -> x.greater(0f).any(true, -1).where(x, y)), two("all", (x, y) -> x.greater(-1f).all(true, 1).where(x, y)));

  static final Map<String, Function<List<Tensor>, Tensor>> ROWS =
      Map.ofEntries(two("take", Tensor::take), two("take of int64", Tensor::take),
          two("take of a vector", Tensor::take), entry("take twice",
              in -> in.get(0).take(in.get(1)).slice(ALL_OF_IT, Slice.to(2)).add(in.get(0).take(in.get(2)))),
          two("take, and all of it", (w, i) -> w.take(i).sum().times(w)), two("take of what is computed", (w, i) -> w.tanh().take(i)));
  static final Map<String, Function<List<Tensor>, Tensor>> SUMS = Map.ofEntries(one("moments kept", x -> {
    Normalization.Moments moments = Normalization.moments(x, true, 1, 2);
    return Arithmetic.add(moments.mean(), moments.variance());
  }), entry("layerNormalization", in -> Normalization.layerNormalization(in.get(0), in.get(1), in.get(2), 1e-3f, -1)),
      one("layerNormalization, plain", x -> Normalization.layerNormalization(x, null, null, 1e-3f, -1)),
      entry("layerNormalization along two axes", in -> Normalization.layerNormalization(in.get(0), in.get(1), in.get(2), 1e-3f, 2, 1)),
      entry("layerNormalization along 1", in -> Normalization.layerNormalization(in.get(0), in.get(1), in.get(2), 1e-3f, 1)),
      entry("dotProductAttention", in -> DotProductAttention.of(in.get(0), in.get(1), in.get(2), null, false, .25f)),
      entry("dotProductAttention, causal", in -> DotProductAttention.of(in.get(0), in.get(1), in.get(2), null, true, .25f)),
      entry("dotProductAttention, masked", in -> DotProductAttention.of(in.get(0), in.get(1), in.get(2), in.get(3), false, .25f)),
      entry("dotProductAttention, masked and causal",
          in -> DotProductAttention.of(in.get(0), in.get(1), in.get(2), in.get(3), true, .25f)),
      one("l2Normalize", x -> Normalization.l2Normalize(x, 1)), one("einsum of one", x -> Einsum.of("abc->acb", x)),
      one("einsum of one, summed", x -> Einsum.of("abc -> ac", x)));

  /** What is computed in another type and cast back, by the name before " in ". */
  static final Map<String, Function<Tensor, Tensor>> TYPED =
      Map.ofEntries(typed("numbers", x -> x.times(.3).subtractedFrom(2).add(.1).dividedBy(3).minus(.7)),
          typed("square", Tensor::square), typed("exp", x -> x.times(.1).exp()), typed("erf", Tensor::erf),
          typed("log1p", x -> x.square().log1p()),
          typed("sigmoid", Tensor::sigmoid), typed("softmax", Tensor::softmax), typed("where", x -> x.greater(.25f).where(x, .5f)),
          typed("clip", x -> x.clip(-.5f, .5f)), typed("pow", x -> x.pow(3)), typed("gelu", Tensor::gelu),
          typed("geluByTanh", Tensor::geluByTanh),
          typed("leakyRelu", x -> x.leakyRelu(.125f)),
          typed("mean", x -> x.mean(false, -1)), typed("squaredDifference", x -> x.squaredDifference(x.slice(ALL_OF_IT, Slice.to(1)))),
          typed("maximum", x -> x.maximum(.25f)), typed("maxOver", x -> x.maxOver(false, -1)),
          typed("matmul", x -> x.matmul(x.transpose(1, 0))),
          typed("stop", x -> x.stopGradient().times(x)), typed("split", x -> x.split(3, -1).get(1)));
  private static final Map<String, DataType> TYPES =
      Map.of("float64", DataType.DT_DOUBLE, "float16", DataType.DT_HALF, "bfloat16", DataType.DT_BFLOAT16,
          "int32", DataType.DT_INT32, "int64", DataType.DT_INT64, "uint8", DataType.DT_UINT8);

  private static Map.Entry<String, Function<Tensor, Tensor>> typed(String name, Function<Tensor, Tensor> formula) {
    return entry(name, formula);
  }

  private static Tensor inType(String name, Tensor x) {
    String[] words = name.split(" in ");
    DataType type = TYPES.get(words[1]);
    if (words[0].equals("whole numbers")) return x.times(x.abs().cast(type).scaledBy(3).add(2).cast(DataType.DT_FLOAT));
    return TYPED.get(words[0]).apply(x.cast(type)).cast(DataType.DT_FLOAT);
  }

  /** That of a golden; einsum's equation stands in its name. */
  static Function<List<Tensor>, Tensor> of(String name) {
    Function<List<Tensor>, Tensor> formula = Formulas.ALL.get(name);
    if (name.contains(" in ") && TYPES.containsKey(name.split(" in ")[1])) return in -> inType(name, in.get(0));
    if (name.equals("truth")) return in -> in.get(0).times(in.get(0).greater(0).cast(DataType.DT_FLOAT));
    return formula != null ? formula : in -> Einsum.of(name.substring("einsum ".length()), in.get(0), in.get(1));
  }

  private static final int[] ONE = {1}, ONES = {1, 1}, TWO = {2}, TWOS = {2, 2}, WIDE = {1, 2};
  static final Map<String, Function<List<Tensor>, Tensor>> WINDOWS = Map.ofEntries(
      two("conv2d", (x, k) -> Convolutions.conv(x, k, ONES, "valid", true, 1, 1)),
      two("conv2d same", (x, k) -> Convolutions.conv(x, k, ONES, "same", true, 1, 1)),
      two("conv2d in steps", (x, k) -> Convolutions.conv(x, k, new int[] {2, 3}, "same", true, 1, 1)),
      two("conv2d dilated", (x, k) -> Convolutions.conv(x, k, ONES, "same", true, 1, 2)),
      two("conv2d channels first", (x, k) -> Convolutions.conv(x, k, TWOS, "valid", false, 1, 1)),
      two("conv1d", (x, k) -> Convolutions.conv(x, k, TWO, "same", true, 1)),
      two("conv1d causal",
          (x, k) -> Convolutions.conv(Pooling.pad(x, new int[] {0, 0}, new int[] {2, 0}, new int[] {0, 0}), k, ONE, "valid", true, 1)),
      two("conv1d dilated", (x, k) -> Convolutions.conv(x, k, ONE, "valid", true, 2)),
      two("depthwiseConv2d", (x, k) -> Convolutions.depthwiseConv(x, k, ONES, "same", true, 1, 1)),
      two("depthwiseConv2d in steps", (x, k) -> Convolutions.depthwiseConv(x, k, TWOS, "valid", true, 1, 1)),
      two("depthwiseConv2d dilated", (x, k) -> Convolutions.depthwiseConv(x, k, ONES, "same", true, 2, 3)),
      two("depthwiseConv2d channels first", (x, k) -> Convolutions.depthwiseConv(x, k, ONES, "valid", false, 1, 1)),
      entry("conv2d, bias and relu",
          in -> Convolutions.conv(in.get(0), in.get(1), ONES, "same", true, 1, 1).add(in.get(2).reshape(1, 1, 1, 4)).relu()),
      entry("conv2d, bias and pool", in -> Pooling.maxPool(Convolutions.conv(in.get(0), in.get(1), ONES, "valid", true, 1, 1)
          .add(in.get(2).reshape(1, 1, 1, 4)).tanh(), TWOS, TWOS, "valid", true)),
      one("maxPool2d", x -> Pooling.maxPool(x, new int[] {2, 3}, new int[] {2, 3}, "valid", true)),
      one("maxPool2d same", x -> Pooling.maxPool(x, TWOS, WIDE, "same", true)),
      one("maxPool2d channels first", x -> Pooling.maxPool(x, TWOS, TWOS, "valid", false)),
      one("averagePool2d", x -> Pooling.averagePool(x, new int[] {2, 3}, new int[] {2, 3}, "valid", true)),
      one("averagePool2d same", x -> Pooling.averagePool(x, TWOS, WIDE, "same", true)),
      one("averagePool2d channels first", x -> Pooling.averagePool(x, TWOS, TWOS, "valid", false)),
      one("maxPool1d", x -> Pooling.maxPool(x, TWO, TWO, "valid", true)),
      one("averagePool1d", x -> Pooling.averagePool(x, new int[] {3}, TWO, "same", true)),
      one("pad", x -> Pooling.pad(x, new int[] {0, 0}, new int[] {1, 2}, new int[] {3, 0})));

  private MoreFormulas() {}

  private static Map.Entry<String, Function<List<Tensor>, Tensor>> one(String name, Function<Tensor, Tensor> formula) {
    return entry(name, in -> formula.apply(in.get(0)));
  }

  private static Map.Entry<String, Function<List<Tensor>, Tensor>> two(String name, java.util.function.BinaryOperator<Tensor> formula) {
    return entry(name, in -> formula.apply(in.get(0), in.get(1)));
  }
}

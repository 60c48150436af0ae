package kerava.ops;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tensorflow.proto.DataType;

/** The formulas of {@code golden_ops.py}. */
final class Formulas {
  static final Map<String, Function<List<Tensor>, Tensor>> ALL = new java.util.HashMap<>(formulas());

  static {
    ALL.putAll(MoreFormulas.ALL);
    ALL.putAll(MoreFormulas.WINDOWS);
    ALL.putAll(MoreFormulas.SUMS);
    ALL.putAll(MoreFormulas.ROWS);
  }

  private Formulas() {}

  private static Map<String, Function<List<Tensor>, Tensor>> formulas() {
    return Map.<String, Function<List<Tensor>, Tensor>>ofEntries(entry("add", in -> in.get(0).add(in.get(1))),
        entry("add bias", in -> in.get(0).add(in.get(1))),
        entry("add column", in -> in.get(0).add(in.get(1))), entry("add one", in -> in.get(0).add(in.get(1))),
        entry("plus", in -> in.get(0).plus(in.get(1))), entry("add number", of(x -> x.add(.75f))),
        entry("minus", in -> in.get(0).minus(in.get(1))),
        entry("minus number", of(x -> x.minus(.75f))), entry("subtractedFrom", of(x -> x.subtractedFrom(.75f))),
        entry("times", in -> in.get(0).times(in.get(1))), entry("times number", of(x -> x.times(.75f))),
        entry("scaledBy", of(x -> x.scaledBy(.75f))),
        entry("multiply", in -> in.get(0).multiply(in.get(1))), entry("dividedBy", in -> in.get(0).dividedBy(in.get(1))),
        entry("dividedBy number", of(x -> x.dividedBy(3))), entry("divideNoNan", in -> in.get(0).divideNoNan(in.get(1))),
        entry("timesOne", of(x -> x.timesOne("mul"))), entry("weighted", of(x -> x.weighted(.75f))),
        entry("scaledByCast", of(x -> x.scaledByCast(.75f))), entry("sumOfAll", x -> Tensor.sumOfAll(x)),
        entry("maximum", of(x -> x.maximum(.25f))),
        entry("minimum", of(x -> x.minimum(.25f))),
        entry("pow", of(x -> x.pow(3))), entry("squaredDifference", in -> in.get(0).squaredDifference(in.get(1))),
        entry("negative", of(Tensor::negative)),
        entry("abs", of(Tensor::abs)), entry("square", of(Tensor::square)), entry("sqrt", of(Tensor::sqrt)),
        entry("dividedInto", of(x -> x.dividedInto(2))), entry("cos", of(Tensor::cos)), entry("sin", of(Tensor::sin)),
        entry("floor", of(Tensor::floor)),
        entry("ceil", of(Tensor::ceil)),
        entry("rsqrt", of(Tensor::rsqrt)),
        entry("exp", of(Tensor::exp)), entry("sign", of(Tensor::sign)), entry("expm1", of(Tensor::expm1)), entry("log", of(Tensor::log)),
        entry("log1p", of(Tensor::log1p)),
        entry("erf", of(Tensor::erf)), entry("tanh", of(Tensor::tanh)), entry("sigmoid", of(Tensor::sigmoid)),
        entry("relu", of(Tensor::relu)),
        entry("relu6", of(Tensor::relu6)), entry("elu", of(Tensor::elu)), entry("selu", of(Tensor::selu)),
        entry("leakyRelu", of(x -> x.leakyRelu(.125f))),
        entry("softplus", of(Tensor::softplus)), entry("softsign", of(Tensor::softsign)), entry("silu", of(Tensor::silu)),
        entry("gelu", of(Tensor::gelu)), entry("geluByTanh", of(Tensor::geluByTanh)),
        entry("logSigmoid", of(Tensor::logSigmoid)), entry("softmax", of(Tensor::softmax)), entry("logSoftmax", of(Tensor::logSoftmax)),
        entry("where", in -> in.get(0).greater(0f).where(in.get(0), in.get(1))),
        entry("where number", of(x -> x.greater(0f).where(x, .5f))),
        entry("clip", of(x -> x.clip(-.5f, .5f))), entry("matmul", in -> in.get(0).matmul(in.get(1))),
        entry("matmul of three axes", in -> in.get(0).matmul(in.get(1))), entry("matmul of four axes", in -> in.get(0).matmul(in.get(1))),
        entry("sum", of(Tensor::sum)), entry("sumOver", of(x -> x.sumOver(false, 0, 2))),
        entry("sumOver kept", of(x -> x.sumOver(true, -1))),
        entry("mean", of(x -> x.mean(false, -1))), entry("mean kept", of(x -> x.mean(true, 0, 1))),
        entry("reshape", of(x -> x.reshape(3, 8))),
        entry("flatten", of(Tensor::flatten)), entry("expandDims", of(x -> x.expandDims(1))), entry("squeezeLast", of(Tensor::squeezeLast)),
        entry("split", of(x -> x.split(2, -1).get(0).multiply(x.split(2, -1).get(1)))),
        entry("split, one part", of(x -> x.split(2, -1).get(1))),
        entry("stopGradient", in -> in.get(0).stopGradient().times(in.get(1))), entry("moments", of(x -> {
          Normalization.Moments moments = Normalization.moments(x, 0, 1);
          return moments.mean().plus(moments.variance());
        })),
        entry("batchNormalization",
            in -> Normalization.batchNormalization(in.get(0), in.get(1), in.get(2), in.get(3), in.get(4), -1, 1e-3f)),
        entry("batchNormalization along 1", in -> Normalization.batchNormalization(in.get(0), in.get(1), in.get(2), null, null, 1, 1e-3f)),
        entry("sparseSoftmaxCrossEntropy", of(z -> NeuralNetwork.sparseSoftmaxCrossEntropy(labels(z, 4), z))),
        entry("sparseSoftmaxCrossEntropy of three axes", of(z -> NeuralNetwork.sparseSoftmaxCrossEntropy(labels(z, 2, 2), z))),
        entry("softmaxCrossEntropy", in -> NeuralNetwork.softmaxCrossEntropy(in.get(0), in.get(1), -1)),
        entry("sigmoidCrossEntropy", in -> NeuralNetwork.sigmoidCrossEntropy(in.get(0), in.get(1))),
        entry("descending", of(Sorting::descending)),
        entry("cumulativeSum", of(Sorting::cumulativeSum)), entry("used twice", of(x -> x.times(x.tanh()).plus(x.times(x)))),
        entry("used three times", of(x -> x.exp().plus(x.tanh().times(x.sigmoid())))));
  }

  private static Function<List<Tensor>, Tensor> of(Function<Tensor, Tensor> formula) { return in -> formula.apply(in.get(0)); }

  private static Tensor labels(Tensor beside, long... sizes) {
    return beside.constant(new int[] {2, 0, 1, 1}).reshape(sizes).cast(DataType.DT_INT64);
  }
}

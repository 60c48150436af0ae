package kerava.activations;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import kerava.KeravaException;
import kerava.config.Names;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/**
 * Keras's built-in activation functions, with their default arguments: y has the shape of x, but for {@link #GLU}, whose last axis is half
 * as long. Not here: {@code threshold}, which Keras cannot call by name either. Source: Keras {@code activations/activations.py},
 * {@code backend/tensorflow/nn.py}.
 */
public enum Activations implements ActivationFunction {
  /** x. */
  LINEAR(x -> x),
  /** max(x, 0). */
  RELU(Tensor::relu),
  /** 1 / (1 + exp(-x)). */
  SIGMOID(Tensor::sigmoid),
  /** exp(x) / sum(exp(x)) over the last axis. */
  SOFTMAX(Tensor::softmax),
  TANH(Tensor::tanh),
  /** x where positive, else 0.2 x. */
  LEAKY_RELU(x -> x.leakyRelu(.2f)),
  /** min(max(x, 0), 6). */
  RELU6(Tensor::relu6),
  /** x where positive, else exp(x) - 1. Source: Clevert et al., 2015. */
  ELU(Tensor::elu),
  /** 1.0507 (x where positive, else 1.6733 (exp(x) - 1)). Source: Klambauer et al., 2017. */
  SELU(Tensor::selu),
  /** max(x, 0) + expm1(min(x, 0)). Source: Barron, 2017. */
  CELU(x -> x.maximum(0).plus(x.minimum(0).timesOne("truediv").expm1().timesOne("mul"))),
  /** log(exp(x) + 1). */
  SOFTPLUS(Tensor::softplus),
  /** x / (abs(x) + 1). */
  SOFTSIGN(Tensor::softsign),
  /** (x + sqrt(x^2 + 4)) / 2. Source: Barron, 2021. */
  SQUAREPLUS(x -> {
    Tensor four = x.number(4);
    return x.plus(x.square().plus(four).sqrt()).dividedBy(2);
  }),
  /** x moved by 0.5 towards 0, and 0 within 0.5 of it. */
  SOFT_SHRINK(x -> {
    Tensor above = x.greater(.5f), lowered = x.minus(.5f), below = x.less(-.5f), raised = x.add(.5f);
    return above.where(lowered, below.where(raised, x.zerosLike()));
  }),
  /** 0 within 0.5 of it, else x. */
  HARD_SHRINK(x -> x.abs().greater(.5f).where(x, x.zerosLike())),
  /** x - tanh(x). */
  TANH_SHRINK(x -> x.minus(x.tanh())),
  /** 0 up to -1, (x + 1)^2 / 4 up to 1, then x. */
  SPARSE_PLUS(x -> {
    Tensor low = x.lessEqual(-1f), zeros = x.zerosLike(), middle = x.less(1f);
    return low.where(zeros, middle.where(x.add(1).pow(2).scaledBy(.25f), x));
  }),
  /** 0 up to -1, (x + 1) / 2 up to 1, then 1. */
  SPARSE_SIGMOID(x -> {
    Tensor low = x.lessEqual(-1f), zero = x.number(0), high = x.greaterEqual(1f), one = x.number(1);
    return low.where(zero, high.where(one, x.add(1).scaledBy(.5f)));
  }),
  /** x sigmoid(x), also called swish. Source: Ramachandran et al., 2017. */
  SILU(Tensor::silu),
  /** x (1 + erf(x / sqrt(2))) / 2. Source: Hendrycks and Gimpel, 2016. */
  GELU(Tensor::gelu),
  /** The first half of the last axis times sigmoid of the second. Source: Dauphin et al., 2016. */
  GLU(x -> {
    List<Tensor> halves = x.split(2, -1);
    return halves.get(0).times(halves.get(1).sigmoid());
  }) {
    @Override public int outputSize(int last) {
      if (last == Shape.NONE) return last;
      KeravaException.require(last % 2 == 0, "glu: the last axis must be even, to be halved, got %d", last);
      return last / 2;
    }
  },
  /** x tanh(softplus(x)). Source: Misra, 2019. */
  MISH(x -> x.times(x.softplus().tanh())),
  EXPONENTIAL(Tensor::exp),
  /** relu6(x + 3) / 6. */
  HARD_SIGMOID(Activations::hardSigmoid),
  /** x hard_sigmoid(x), also called hard_swish. Source: Howard et al., 2019. */
  HARD_SILU(x -> x.times(hardSigmoid(x))),
  /** x kept within -1 .. 1. */
  HARD_TANH(x -> x.clip(-1, 1)),
  /** log(sigmoid(x)). */
  LOG_SIGMOID(Tensor::logSigmoid),
  /** log(softmax(x)) over the last axis. */
  LOG_SOFTMAX(Tensor::logSoftmax),
  /** The point of the probability simplex nearest to x, over the last axis. Source: Martins and Astudillo, 2016. */
  SPARSEMAX(Sparsemax::of);

  private static final Map<String, Activations> ALIASES = Map.of("swish", SILU, "hard_swish", HARD_SILU);

  private final UnaryOperator<Tensor> function;

  Activations(UnaryOperator<Tensor> function) { this.function = function; }

  @Override public Tensor call(Tensor x) { return function.apply(x); }

  private static Tensor hardSigmoid(Tensor x) {
    Tensor three = x.number(3);
    return x.plus(three).relu6().dividedBy(x.number(6));
  }

  /** As Keras names it: {@code leaky_relu}. */
  @Override public String toString() { return name().toLowerCase(java.util.Locale.ROOT); }

  /** The function Keras calls {@code name}; an alias (swish, hard_swish) too. */
  public static Activations byName(String name) {
    String plain = name == null || !Names.isWord(name) ? "" : Names.snakeCase(name);
    if (ALIASES.containsKey(plain)) return ALIASES.get(plain);
    return Arrays.stream(values()).filter(a -> a.toString().equals(plain)).findFirst()
        .orElseThrow(() -> new KeravaException(String.format("Activation '%s' is not known; use one of %s", name, names())));
  }

  public static List<String> names() { return Arrays.stream(values()).map(Activations::toString).collect(Collectors.toList()); }
}

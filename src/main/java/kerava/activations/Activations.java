package kerava.activations;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kerava.KeravaException;
import kerava.config.Names;
import kerava.gradients.HandGradient;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Sum;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.op.nn.Relu6Grad;
import org.tensorflow.op.nn.ReluGrad;
import org.tensorflow.types.TFloat32;

/**
 * Keras's built-in activation functions, with their default arguments: y has the shape of x, but for {@link #GLU}, whose last axis is half as
 * long. Where TensorFlow's C++ library lacks the gradient that Python uses, it stands beside the formula. Not here: {@code threshold}, which
 * Keras cannot call by name either. Source: Keras {@code activations/activations.py}, {@code backend/tensorflow/nn.py}.
 */
public enum Activations {
  /** x. */
  LINEAR {
    @Override public Operand<TFloat32> call(Ops tf, Operand<TFloat32> x) { return x; }
  },
  /** max(x, 0). */
  RELU {
    @Override public Operand<TFloat32> call(Ops tf, Operand<TFloat32> x) { return byHand(tf, tf.nn.relu(x), x); }

    /** By y, as in Python: TensorFlow's C++ gradient asks for x, which keeps its graph optimizer from fusing the function with what made x. */
    @Override Operand<TFloat32> gradient(Ops tf, Operand<TFloat32> x, Operand<TFloat32> dy) {
      return ReluGrad.create(tf.scope(), dy, tf.nn.relu(x));
    }
  },
  /** 1 / (1 + exp(-x)). */
  SIGMOID {
    @Override public Operand<TFloat32> call(Ops tf, Operand<TFloat32> x) { return tf.math.sigmoid(x); }
  },
  /** exp(x) / sum(exp(x)) over the last axis. */
  SOFTMAX {
    @Override public Operand<TFloat32> call(Ops tf, Operand<TFloat32> x) { return tf.nn.softmax(x); }
  },
  TANH {
    @Override public Operand<TFloat32> call(Ops tf, Operand<TFloat32> x) { return tf.math.tanh(x); }
  },
  /** x where positive, else 0.2 x. */
  LEAKY_RELU {
    @Override public Operand<TFloat32> call(Ops tf, Operand<TFloat32> x) { return tf.nn.leakyRelu(x, LeakyRelu.alpha(0.2f)); }
  },
  /** min(max(x, 0), 6). */
  RELU6 {
    @Override public Operand<TFloat32> call(Ops tf, Operand<TFloat32> x) { return byHand(tf, tf.nn.relu6(x), x); }

    @Override Operand<TFloat32> gradient(Ops tf, Operand<TFloat32> x, Operand<TFloat32> dy) {
      return Relu6Grad.create(tf.scope(), dy, tf.nn.relu6(x));
    }
  },
  /** x where positive, else exp(x) - 1. Source: Clevert et al., 2015. */
  ELU {
    @Override public Operand<TFloat32> call(Ops tf, Operand<TFloat32> x) { return tf.nn.elu(x); }
  },
  /** 1.0507 (x where positive, else 1.6733 (exp(x) - 1)). Source: Klambauer et al., 2017. */
  SELU {
    @Override public Operand<TFloat32> call(Ops tf, Operand<TFloat32> x) { return tf.nn.selu(x); }
  },
  /** max(x, 0) + expm1(min(x, 0)). Source: Barron, 2017. */
  CELU {
    @Override public Operand<TFloat32> call(Ops tf, Operand<TFloat32> x) {
      return tf.math.add(tf.math.maximum(x, tf.constant(0f)), tf.math.expm1(tf.math.minimum(x, tf.constant(0f))));
    }
  },
  /** log(exp(x) + 1). */
  SOFTPLUS {
    @Override public Operand<TFloat32> call(Ops tf, Operand<TFloat32> x) { return byHand(tf, tf.math.softplus(x), x); }

    @Override Operand<TFloat32> gradient(Ops tf, Operand<TFloat32> x, Operand<TFloat32> dy) { return tf.math.mul(dy, tf.math.sigmoid(x)); }
  },
  /** x / (abs(x) + 1). */
  SOFTSIGN {
    @Override public Operand<TFloat32> call(Ops tf, Operand<TFloat32> x) { return tf.nn.softsign(x); }
  },
  /** (x + sqrt(x^2 + 4)) / 2. Source: Barron, 2021. */
  SQUAREPLUS {
    @Override public Operand<TFloat32> call(Ops tf, Operand<TFloat32> x) {
      return tf.math.div(tf.math.add(x, tf.math.sqrt(tf.math.add(tf.math.square(x), tf.constant(4f)))), tf.constant(2f));
    }
  },
  /** x moved by 0.5 towards 0, and 0 within 0.5 of it. */
  SOFT_SHRINK {
    @Override public Operand<TFloat32> call(Ops tf, Operand<TFloat32> x) {
      var below = tf.select(tf.math.less(x, tf.constant(-.5f)), tf.math.add(x, tf.constant(.5f)), tf.zerosLike(x));
      return tf.select(tf.math.greater(x, tf.constant(.5f)), tf.math.sub(x, tf.constant(.5f)), below);
    }
  },
  /** 0 within 0.5 of it, else x. */
  HARD_SHRINK {
    @Override public Operand<TFloat32> call(Ops tf, Operand<TFloat32> x) {
      return tf.select(tf.math.greater(tf.math.abs(x), tf.constant(.5f)), x, tf.zerosLike(x));
    }
  },
  /** x - tanh(x). */
  TANH_SHRINK {
    @Override public Operand<TFloat32> call(Ops tf, Operand<TFloat32> x) { return tf.math.sub(x, tf.math.tanh(x)); }
  },
  /** 0 up to -1, (x + 1)^2 / 4 up to 1, then x. */
  SPARSE_PLUS {
    @Override public Operand<TFloat32> call(Ops tf, Operand<TFloat32> x) {
      var curve = tf.math.mul(tf.constant(.25f), tf.math.pow(tf.math.add(x, tf.constant(1f)), tf.constant(2f)));
      return tf.select(tf.math.lessEqual(x, tf.constant(-1f)), tf.zerosLike(x), tf.select(tf.math.less(x, tf.constant(1f)), curve, x));
    }
  },
  /** 0 up to -1, (x + 1) / 2 up to 1, then 1. */
  SPARSE_SIGMOID {
    @Override public Operand<TFloat32> call(Ops tf, Operand<TFloat32> x) {
      var line = tf.math.mul(tf.constant(.5f), tf.math.add(x, tf.constant(1f)));
      var upper = tf.select(tf.math.greaterEqual(x, tf.constant(1f)), tf.constant(1f), line);
      return tf.select(tf.math.lessEqual(x, tf.constant(-1f)), tf.zerosLike(x), upper);
    }
  },
  /** x sigmoid(x), also called swish. Source: Ramachandran et al., 2017. */
  SILU {
    @Override public Operand<TFloat32> call(Ops tf, Operand<TFloat32> x) {
      return byHand(tf, tf.math.mul(x, tf.math.sigmoid(x)), x);
    }

    @Override Operand<TFloat32> gradient(Ops tf, Operand<TFloat32> x, Operand<TFloat32> dy) {
      // Of a copy, so that TensorFlow cannot merge it with the forward sigmoid, and fuses that one with its product.
      var s = tf.math.sigmoid(tf.snapshot(x));
      return tf.math.mul(dy, tf.math.mul(s, tf.math.add(tf.constant(1f), tf.math.mul(x, tf.math.sub(tf.constant(1f), s)))));
    }
  },
  /** x (1 + erf(x / sqrt(2))) / 2. Source: Hendrycks and Gimpel, 2016. */
  GELU {
    @Override public Operand<TFloat32> call(Ops tf, Operand<TFloat32> x) {
      var half = tf.math.mul(tf.constant(.5f), x);
      var y = tf.math.mul(half, tf.math.add(tf.constant(1f), tf.math.erf(tf.math.div(x, tf.constant((float) Math.sqrt(2))))));
      return byHand(tf, y, x);
    }

    @Override Operand<TFloat32> gradient(Ops tf, Operand<TFloat32> x, Operand<TFloat32> dy) {
      var t = tf.math.mul(x, tf.constant((float) Math.sqrt(.5)));
      var slope = tf.math.mul(tf.math.exp(tf.math.neg(tf.math.square(t))), tf.constant((float) Math.sqrt(2 / Math.PI)));
      var level = tf.math.add(tf.constant(1f), tf.math.erf(t));
      return tf.math.add(tf.math.mul(slope, tf.math.mul(dy, tf.math.mul(x, tf.constant(.5f)))),
          tf.math.mul(tf.math.mul(dy, tf.constant(.5f)), level));
    }
  },
  /** The first half of the last axis times sigmoid of the second. Source: Dauphin et al., 2016. */
  GLU {
    @Override public Operand<TFloat32> call(Ops tf, Operand<TFloat32> x) {
      var halves = tf.split(tf.constant(-1), x, 2L).output();
      return tf.math.mul(halves.get(0), tf.math.sigmoid(halves.get(1)));
    }

    @Override public int outputSize(int last) {
      KeravaException.require(last % 2 == 0, "glu: the last axis must be even, to be halved, got %d", last);
      return last / 2;
    }
  },
  /** x tanh(softplus(x)). Source: Misra, 2019. */
  MISH {
    @Override public Operand<TFloat32> call(Ops tf, Operand<TFloat32> x) { return tf.math.mul(x, tf.math.tanh(SOFTPLUS.call(tf, x))); }
  },
  EXPONENTIAL {
    @Override public Operand<TFloat32> call(Ops tf, Operand<TFloat32> x) { return tf.math.exp(x); }
  },
  /** relu6(x + 3) / 6. */
  HARD_SIGMOID {
    @Override public Operand<TFloat32> call(Ops tf, Operand<TFloat32> x) {
      return tf.withName("truediv").math.div(RELU6.call(tf, tf.math.add(x, tf.constant(3f))), tf.constant(6f));
    }
  },
  /** x hard_sigmoid(x), also called hard_swish. Source: Howard et al., 2019. */
  HARD_SILU {
    @Override public Operand<TFloat32> call(Ops tf, Operand<TFloat32> x) {
      return byHand(tf, tf.math.mul(x, HARD_SIGMOID.call(tf, x)), x);
    }

    @Override Operand<TFloat32> gradient(Ops tf, Operand<TFloat32> x, Operand<TFloat32> dy) {
      var through = tf.math.div(tf.math.mul(x, dy), tf.constant(6f));
      return tf.math.add(tf.math.mul(dy, HARD_SIGMOID.call(tf, x)),
          Relu6Grad.create(tf.scope(), through, tf.nn.relu6(tf.math.add(x, tf.constant(3f)))));
    }
  },
  /** x kept within -1 .. 1. */
  HARD_TANH {
    @Override public Operand<TFloat32> call(Ops tf, Operand<TFloat32> x) {
      return tf.math.maximum(tf.math.minimum(x, tf.constant(1f)), tf.constant(-1f));
    }
  },
  /** log(sigmoid(x)). */
  LOG_SIGMOID {
    @Override public Operand<TFloat32> call(Ops tf, Operand<TFloat32> x) { return tf.math.neg(SOFTPLUS.call(tf, tf.math.neg(x))); }
  },
  /** log(softmax(x)) over the last axis. */
  LOG_SOFTMAX {
    @Override public Operand<TFloat32> call(Ops tf, Operand<TFloat32> x) { return byHand(tf, tf.nn.logSoftmax(x), x); }

    /** TensorFlow's C++ gradient sums over axis 1, which is the last one only of a matrix. */
    @Override Operand<TFloat32> gradient(Ops tf, Operand<TFloat32> x, Operand<TFloat32> dy) {
      return tf.math.sub(dy, tf.math.mul(tf.sum(dy, tf.constant(-1), Sum.keepDims(true)), tf.math.exp(tf.nn.logSoftmax(x))));
    }
  },
  /** The point of the probability simplex nearest to x, over the last axis. Source: Martins and Astudillo, 2016. */
  SPARSEMAX {
    @Override public Operand<TFloat32> call(Ops tf, Operand<TFloat32> x) { return byHand(tf, Sparsemax.call(tf, x), x); }

    @Override Operand<TFloat32> gradient(Ops tf, Operand<TFloat32> x, Operand<TFloat32> dy) { return Sparsemax.gradient(tf, x, dy); }
  };

  private static final Map<String, Activations> ALIASES = Map.of("swish", SILU, "hard_swish", HARD_SILU);

  public abstract Operand<TFloat32> call(Ops tf, Operand<TFloat32> x);

  private final HandGradient hand = new HandGradient(name(), (tf, x, dy) -> List.of(gradient(tf, x.get(0), dy)));

  /** {@code y}, through which gradients flow to {@code x} by {@link #gradient}. */
  Operand<TFloat32> byHand(Ops tf, Operand<TFloat32> y, Operand<TFloat32> x) {
    return hand.apply(tf, y, x);
  }

  /** dL/dx from dL/dy, for the functions that use {@link #byHand}. */
  Operand<TFloat32> gradient(Ops tf, Operand<TFloat32> x, Operand<TFloat32> dy) {
    throw new UnsupportedOperationException(this + " has TensorFlow's gradient");
  }

  /** How long the last axis is after the function. */
  public int outputSize(int last) { return last; }

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

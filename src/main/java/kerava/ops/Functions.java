package kerava.ops;

import static kerava.ops.Gradients.after;
import static kerava.ops.Gradients.unary;

/** Functions of one operand, element by element. Source: TensorFlow {@code python/ops/math_ops.py}, {@code math_grad.py}. */
final class Functions {
  private Functions() {}

  /** An op that has its type for a name, in the current scope. */
  static Tensor plain(String type, Tensor x) { return x.tape().op(type).on(x).like(x); }

  /** An op that gives its name to a scope; {@code backward} is recorded in there. */
  static Tensor scoped(String scope, String type, Tensor x, java.util.function.BinaryOperator<Tensor> backward) {
    return x.tape().names().within(scope, () -> {
      Tensor y = x.tape().op(type).whole().on(x).like(x);
      return unary(y, x, dy -> backward.apply(dy, y));
    });
  }

  static Tensor negative(Tensor x) { return unary(plain("Neg", x), x, Tensor::negative); }

  static Tensor abs(Tensor x) { return scoped("Abs", "Abs", x, (dy, y) -> dy.times(plain("Sign", x))); }

  /** -1, 0 or 1. */
  static Tensor sign(Tensor x) { return unary(plain("Sign", x), x, dy -> Shaping.zeros(x)); }

  static Tensor square(Tensor x) {
    return unary(plain("Square", x), x, dy -> after(dy, () -> {
      Tensor two = dy.constant("Const", 2);
      return Arithmetic.multiply(dy, Arithmetic.multiply(x, two));
    }));
  }

  static Tensor sqrt(Tensor x) { return byOutput("Sqrt", "SqrtGrad", x); }

  static Tensor rsqrt(Tensor x) { return byOutput("Rsqrt", "RsqrtGrad", x); }

  private static Tensor byOutput(String type, String gradient, Tensor x) {
    Tensor y = plain(type, x);
    return unary(y, x, dy -> dy.tape().op(gradient).on(y, dy));
  }

  static Tensor exp(Tensor x) {
    Tensor y = plain("Exp", x);
    return unary(y, x, dy -> after(dy, () -> dy.times(y)));
  }

  static Tensor expm1(Tensor x) { return unary(plain("Expm1", x), x, dy -> after(dy, () -> dy.times(plain("Exp", x)))); }

  static Tensor log(Tensor x) { return unary(plain("Log", x), x, dy -> after(dy, () -> dy.times(plain("Reciprocal", x)))); }

  static Tensor log1p(Tensor x) {
    return unary(plain("Log1p", x), x, dy -> after(dy, () -> dy.times(plain("Reciprocal", Arithmetic.plus(1f, x)))));
  }

  static Tensor cos(Tensor x) { return unary(plain("Cos", x), x, dy -> after(dy, () -> dy.negative().times(plain("Sin", x)))); }

  static Tensor sin(Tensor x) { return unary(plain("Sin", x), x, dy -> after(dy, () -> dy.times(plain("Cos", x)))); }

  /** Python asks for the gradient, and gets none. */
  static Tensor floor(Tensor x) { return unary(plain("Floor", x), x, dy -> null); }

  static Tensor isNan(Tensor x) { return plain("IsNan", x); }

  static Tensor ceil(Tensor x) { return unary(plain("Ceil", x), x, dy -> null); }

  static Tensor erf(Tensor x) {
    return unary(plain("Erf", x), x, dy -> {
      Tensor slope = dy.constant("Const", 2 / Math.sqrt(Math.PI));
      return after(dy, () -> dy.times(slope).times(exp(negative(square(x)))));
    });
  }

  static Tensor tanh(Tensor x) {
    Tensor y = plain("Tanh", x);
    return unary(y, x, dy -> after(dy, () -> dy.tape().op("TanhGrad").on(y, dy)));
  }

  static Tensor sigmoid(Tensor x) {
    return scoped("Sigmoid", "Sigmoid", x, (dy, y) -> after(dy, () -> dy.tape().op("SigmoidGrad").on(y, dy)));
  }
}

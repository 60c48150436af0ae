package kerava.ops;

import static kerava.ops.Gradients.isScalar;
import static kerava.ops.Gradients.reduced;
import static kerava.ops.Gradients.sameShape;

import java.util.Arrays;
import java.util.List;
import kerava.ops.GradientTape.Flow;

/** What two operands make, a Tensor or number each. Source: TensorFlow {@code python/ops/math_ops.py}, {@code math_grad.py}. */
final class Arithmetic {
  /** The backward pass of an op of two inputs. */
  private interface Backward {
    List<Tensor> of(Flow flow, Tensor x, Tensor y);
  }

  private Arithmetic() {}

  /** Keras's {@code ops.add}. Source: Keras {@code backend/tensorflow/numpy.py} add. */
  static Tensor add(Tensor x, Tensor y) {
    boolean bias = y.rank() == 1 && x.rank() > 1 && y.size(0) > 1 && y.size(0) == x.size(-1);
    return bias ? NeuralNetwork.biasAdd(x, y) : scoped("Add", "AddV2", x, y, Arithmetic::addGradient);
  }

  /** The sum as the op that has the name of the current scope. */
  static Tensor wholeAdd(Tensor x, Tensor y) { return recorded(x.tape().op("AddV2").whole().on(x, y), x, y, Arithmetic::addGradient); }

  static Tensor plus(Object x, Object y) { return scoped("add", "AddV2", x, y, Arithmetic::addGradient); }

  static Tensor minus(Object x, Object y) { return scoped("sub", "Sub", x, y, Arithmetic::subGradient); }

  static Tensor times(Object x, Object y) { return scoped("mul", "Mul", x, y, Arithmetic::mulGradient); }

  /** By the function, not the operator: without a scope of its own. */
  static Tensor multiply(Object x, Object y) { return plain("Mul", x, y, Arithmetic::mulGradient); }

  static Tensor subtract(Object x, Object y) { return plain("Sub", x, y, Arithmetic::subGradient); }

  static Tensor dividedBy(Object x, Object y) { return scoped("truediv", "RealDiv", x, y, Arithmetic::divGradient); }

  static Tensor realDiv(Object x, Object y) { return plain("RealDiv", x, y, Arithmetic::divGradient); }

  static Tensor divideNoNan(Object x, Object y) { return scoped("div_no_nan", "DivNoNan", x, y, Arithmetic::divNoNanGradient); }

  static Tensor maximum(Object x, Object y) { return plain("Maximum", x, y, (flow, a, b) -> choice("GreaterEqual", flow, a, b)); }

  /** The maximum as the op that has the name of the current scope. */
  static Tensor wholeMaximum(Tensor x, Object y) {
    Tensor b = operand(x.tape(), "y", y);
    return recorded(x.tape().op("Maximum").whole().on(x, b), x, b, (flow, a, c) -> choice("GreaterEqual", flow, a, c));
  }

  static Tensor minimum(Object x, Object y) { return plain("Minimum", x, y, (flow, a, b) -> choice("LessEqual", flow, a, b)); }

  static Tensor pow(Object x, Object y) { return scoped("Pow", "Pow", x, y, Arithmetic::powGradient); }

  static Tensor squaredDifference(Tensor x, Tensor y) { return plain("SquaredDifference", x, y, Arithmetic::squaredDifferenceGradient); }

  /** An op that gives its name to a scope, in which numbers become constants. */
  private static Tensor scoped(String scope, String type, Object x, Object y, Backward backward) {
    GradientTape tape = x instanceof Tensor tensor ? tensor.tape() : ((Tensor) y).tape();
    return tape.names().within(scope, () -> {
      Tensor a = operand(tape, "x", x), b = operand(tape, "y", y);
      return recorded(tape.op(type).whole().on(a, b), a, b, backward);
    });
  }

  /** An op in the current scope; numbers become constants under its name. */
  private static Tensor plain(String type, Object x, Object y, Backward backward) {
    GradientTape tape = x instanceof Tensor tensor ? tensor.tape() : ((Tensor) y).tape();
    String path = tape.names().unique(type);
    List<Tensor> inputs = tape.names().in(path, () -> List.of(operand(tape, "x", x), operand(tape, "y", y)));
    Tensor result = tape.names().in(path, () -> tape.op(type).whole().on(inputs.get(0), inputs.get(1)));
    return recorded(result, inputs.get(0), inputs.get(1), backward);
  }

  private static Tensor recorded(Tensor result, Tensor x, Tensor y, Backward backward) {
    return Gradients.of(result.shaped(StaticShape.broadcast(x.sizes(), y.sizes())), List.of(x, y), flow -> backward.of(flow, x, y));
  }

  static Tensor operand(GradientTape tape, String name, Object value) {
    return value instanceof Tensor tensor ? tensor : tape.constant(name, value);
  }

  private static boolean onlyFirst(Flow flow, Tensor y) { return !flow.wants(1) && isScalar(y); }

  private static List<Tensor> addGradient(Flow flow, Tensor x, Tensor y) {
    Tensor dy = flow.dy();
    if (onlyFirst(flow, y)) return Arrays.asList(dy, null);
    if (sameShape(x, y, dy)) return List.of(dy, dy);
    return reduced(x, y, flow.wants(0) ? dy : null, flow.wants(1) ? dy : null);
  }

  private static List<Tensor> subGradient(Flow flow, Tensor x, Tensor y) {
    Tensor dy = flow.dy();
    if (onlyFirst(flow, y)) return Arrays.asList(dy, null);
    if (sameShape(x, y, dy)) return List.of(dy, dy.negative());
    return reduced(x, y, flow.wants(0) ? dy : null, flow.wants(1) ? dy.negative() : null);
  }

  private static List<Tensor> mulGradient(Flow flow, Tensor x, Tensor y) {
    Tensor dy = flow.dy();
    if (onlyFirst(flow, y)) return Arrays.asList(multiply(dy, y), null);
    if (sameShape(x, y, dy)) return List.of(multiply(dy, y), multiply(dy, x));
    return reduced(x, y, flow.wants(0) ? multiply(dy, y) : null, flow.wants(1) ? multiply(x, dy) : null);
  }

  private static List<Tensor> divGradient(Flow flow, Tensor x, Tensor y) {
    Tensor dy = flow.dy(), dx = realDiv(dy, y), negative = x.negative(), once = realDiv(negative, y), twice = realDiv(once, y);
    return reduced(x, y, dx, dy.times(twice));
  }

  private static List<Tensor> divNoNanGradient(Flow flow, Tensor x, Tensor y) {
    Tensor dy = flow.dy(), dx = divideNoNan(dy, y), negative = x.negative(), once = divideNoNan(negative, y), twice = divideNoNan(once, y);
    return reduced(x, y, dx, dy.times(twice));
  }

  private static List<Tensor> choice(String comparison, Flow flow, Tensor x, Tensor y) {
    Tensor dy = flow.dy(), zeros = dy.zerosLike(), first = Comparisons.compare(comparison, x, y);
    if (onlyFirst(flow, y)) return Arrays.asList(first.where(dy, zeros), null);
    Tensor dx = flow.wants(0) ? first.where(dy, zeros) : null;
    return reduced(x, y, dx, flow.wants(1) ? first.where(zeros, dy) : null);
  }

  /** By x alone, for the exponent is a number. */
  private static List<Tensor> powGradient(Flow flow, Tensor x, Tensor y) {
    Tensor scaled = flow.dy().times(y);
    return Arrays.asList(scaled.times(pow(x, y.minus(1))), null);
  }

  private static List<Tensor> squaredDifferenceGradient(Flow flow, Tensor x, Tensor y) {
    Tensor dy = flow.dy();
    Tensor dx = Gradients.after(dy, () -> multiply(dy.tape().constant("scalar", 2f), dy).times(x.minus(y)));
    if (sameShape(x, y, dy)) return List.of(dx, dx.negative());
    return reduced(x, y, flow.wants(0) ? dx : null, flow.wants(1) ? dx.negative() : null);
  }
}

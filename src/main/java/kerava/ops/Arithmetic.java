package kerava.ops;

import static kerava.ops.Gradients.isScalar;
import static kerava.ops.Gradients.reduced;
import static kerava.ops.Gradients.sameShape;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import kerava.ops.GradientTape.Flow;
import org.tensorflow.proto.DataType;

/** What two operands make, a Tensor or number each. Source: TensorFlow {@code python/ops/math_ops.py}, {@code math_grad.py}. */
final class Arithmetic {
  /** The backward pass of an op of two inputs. */
  private interface Backward {
    List<Tensor> of(Flow flow, Tensor x, Tensor y);
  }

  private Arithmetic() {}

  /** Keras's {@code ops.add}. Source: Keras {@code backend/tensorflow/numpy.py} add. */
  static Tensor add(Tensor x, Tensor y) {
    long[] longer = LongStream.of(y.sizes()).filter(size -> size != 1 && size != 0).toArray();
    if (longer.length != 1 || longer[0] < 0 || x.rank() < 2 || longer[0] != x.size(1) && longer[0] != x.size(-1))
      return scoped("Add", "AddV2", x, y, Arithmetic::addGradient);
    return NeuralNetwork.biasAdd(x, y.rank() == 1 ? y : Shaping.squeeze(y), longer[0] == x.size(-1));
  }

  /** The sum as the op that has the name of the current scope. */
  static Tensor wholeAdd(Tensor x, Tensor y) { return written(x.tape().op("AddV2").whole(), x, y, Arithmetic::addGradient); }

  static Tensor plus(Object x, Object y) { return scoped("add", "AddV2", x, y, Arithmetic::addGradient); }

  static Tensor minus(Object x, Object y) { return scoped("sub", "Sub", x, y, Arithmetic::subGradient); }

  /** By the function, not the operator: without a scope of its own. */
  static Tensor subtract(Tensor x, Tensor y) { return plain("Sub", x, y, Arithmetic::subGradient); }

  static Tensor times(Object x, Object y) { return scoped("mul", "Mul", x, y, Arithmetic::mulGradient); }

  /** By the function, not the operator: without a scope of its own. */
  static Tensor multiply(Object x, Object y) { return plain("Mul", x, y, Arithmetic::mulGradient); }

  /** By 1 as {@link Tensor#timesOne}. */
  static Tensor weighted(Tensor x, double weight) {
    GradientTape tape = x.tape();
    Tensor factor = x.number(weight);
    if (weight == 1) tape.reserve("Mul");
    Tensor y = weight == 1 ? tape.of(x.operand()).like(x) : tape.op("Mul").on(x, factor).like(x);
    return weighted(y, x, factor);
  }

  /** By a scalar that is none of the sources. */
  static Tensor weighted(Tensor x, Tensor factor) { return weighted(x.tape().op("Mul").on(x, factor).like(x), x, factor); }

  private static Tensor weighted(Tensor y, Tensor x, Tensor factor) {
    return Gradients.unary(y, x, dy -> dy.madeBy().equals("Const") ? factor : multiply(dy, factor));
  }

  static Tensor dividedBy(Object x, Object y) { return scoped("truediv", "RealDiv", x, y, Arithmetic::divGradient); }

  static Tensor realDiv(Object x, Object y) { return plain("RealDiv", x, y, Arithmetic::divGradient); }

  static Tensor divideNoNan(Object x, Object y) { return scoped("div_no_nan", "DivNoNan", x, y, Arithmetic::divNoNanGradient); }

  static Tensor maximum(Object x, Object y) { return plain("Maximum", x, y, Arithmetic::maximumGradient); }

  /** The maximum as the op that has the name of the current scope. */
  static Tensor wholeMaximum(Tensor x, Object y) { return written(x.tape().op("Maximum").whole(), x, y, Arithmetic::maximumGradient); }

  static Tensor minimum(Object x, Object y) { return plain("Minimum", x, y, Arithmetic::minimumGradient); }

  static Tensor pow(Object x, Object y) { return scoped("Pow", "Pow", x, y, Arithmetic::powGradient); }

  static Tensor squaredDifference(Tensor x, Tensor y) { return plain("SquaredDifference", x, y, Arithmetic::squaredDifferenceGradient); }

  /** An op that gives its name to a scope, in which its backward pass is recorded. */
  private static Tensor scoped(String scope, String type, Object x, Object y, Backward backward) {
    GradientTape tape = tape(x, y);
    return tape.names().within(scope, () -> written(tape.op(type).whole(), x, y, backward));
  }

  /** An op in the current scope. */
  private static Tensor plain(String type, Object x, Object y, Backward backward) { return written(tape(x, y).op(type), x, y, backward); }

  private static GradientTape tape(Object x, Object y) { return (x instanceof Tensor tensor ? tensor : (Tensor) y).tape(); }

  private static Tensor written(OpCall call, Object x, Object y, Backward backward) {
    Tensor result = call.on(OpCall.input("x", x, y), OpCall.input("y", y, x)), a = call.input(0), b = call.input(1);
    return Gradients.of(result.shaped(StaticShape.broadcast(a.sizes(), b.sizes())), List.of(a, b), flow -> backward.of(flow, a, b));
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
    boolean fast = dy.type() == DataType.DT_FLOAT || dy.type() == DataType.DT_INT32;
    if (fast && sameShape(x, y, dy)) return List.of(multiply(dy, y), multiply(dy, x));
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

  private static List<Tensor> maximumGradient(Flow flow, Tensor x, Tensor y) { return choice("GreaterEqual", flow, x, y); }

  private static List<Tensor> minimumGradient(Flow flow, Tensor x, Tensor y) { return choice("LessEqual", flow, x, y); }

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
    Tensor dx = Gradients.after(dy, () -> multiply(dy.constant("scalar", 2), dy).times(x.minus(y)));
    if (sameShape(x, y, dy)) return List.of(dx, dx.negative());
    return reduced(x, y, flow.wants(0) ? dx : null, flow.wants(1) ? dx.negative() : null);
  }
}

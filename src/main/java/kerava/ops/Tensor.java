package kerava.ops;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;

/**
 * A value in a graph, with Keras's operations on it: each is the op that Keras issues, and gradients flow back through it as in Python. Shapes are known as
 * far as TensorFlow infers them; a size of -1 is not known. Operands that meet broadcast as in NumPy. Source: Keras {@code ops/}.
 */
public final class Tensor {
  private final GradientTape tape;
  private final Operand<?> operand;
  private GradientTape.Entry entry;
  /** Null: not even the number of axes is known. */
  private long[] sizes;
  private Tensor logits;
  private boolean source;

  Tensor(GradientTape tape, Operand<?> operand) {
    this.tape = tape;
    this.operand = operand;
    sizes = operand.asOutput().shape().asArray();
  }

  GradientTape tape() { return tape; }

  private Tensor madeOf(Tensor logits) {
    this.logits = logits;
    return this;
  }

  /** What a softmax or sigmoid made this of, null for all else. Source: Keras {@code backend/tensorflow/nn.py}, _keras_logits. */
  public Tensor logits() { return logits; }

  GradientTape.Entry entry() { return entry; }

  void made(GradientTape.Entry by) { entry = by; }

  void watch() { source = true; }

  boolean isWatched() { return source || entry != null; }

  boolean isFloating() {
    DataType type = type();
    return type == DataType.DT_FLOAT || type == DataType.DT_DOUBLE || type == DataType.DT_HALF || type == DataType.DT_BFLOAT16;
  }

  /** The type of the elements. */
  public DataType type() { return operand.asOutput().dataType(); }

  /** The op's output in TensorFlow's graph, for what has no operation here; no gradient flows through what is made of it. */
  public Operand<?> operand() { return operand; }

  /** A value that others have written into the graph of x, as by {@link #tf}; no gradient flows through it. */
  public Tensor beside(Operand<?> written) { return tape.of(written); }

  /** TensorFlow's operations in the graph of x, for what has no operation here. */
  public Ops tf() { return Ops.create(tape.graph()); }

  /** What {@code writing} writes, its ops named in a scope {@code name}. */
  public <T> T scope(String name, Supplier<T> writing) { return tape.scope(name, writing); }

  /** What a layer called {@code name} writes. */
  public <T> T layerScope(String name, Supplier<T> writing) { return tape.layerScope(name, writing); }

  /** The same as floats; the value must be float32. */
  public Operand<TFloat32> floats() { return operand.asOutput().expect(TFloat32.class); }

  /** The type of the op that made it, as TensorFlow calls it. */
  public String madeBy() { return operand.op().type(); }

  /** This with what is known of its shape beyond what TensorFlow infers. */
  Tensor shaped(long... known) {
    sizes = StaticShape.merged(sizes, known);
    return this;
  }

  /** This, which has the shape of x, whatever else is known of it: Python's set_shape. */
  public Tensor like(Tensor x) { return shaped(x.sizes); }

  /** The number of axes. */
  public int rank() { return sizes.length; }

  /** The size of each axis; -1: not known. */
  public long[] sizes() { return sizes.clone(); }

  /** The size of an axis, counted from the end if negative; -1: not known. */
  public long size(int axis) { return sizes[axis < 0 ? axis + sizes.length : axis]; }

  boolean isStatic() { return LongStream.of(sizes).noneMatch(size -> size == StaticShape.UNKNOWN); }

  boolean hasShapeOf(Tensor x) { return Arrays.equals(sizes, x.sizes); }

  /** x + y; a vector as long as the last axis is added as a bias, as Keras does it. */
  public Tensor add(Tensor y) { return Arithmetic.add(this, y); }

  public Tensor add(float y) { return Arithmetic.plus(this, y); }

  /** x + y by Python's operator. */
  public Tensor plus(Tensor y) { return Arithmetic.plus(this, y); }

  /** x - y by Python's operator, and so with the others that are named like it. */
  public Tensor minus(Tensor y) { return Arithmetic.minus(this, y); }

  public Tensor minus(float y) { return Arithmetic.minus(this, y); }

  /** y - x. */
  public Tensor subtractedFrom(float y) { return Arithmetic.minus(y, this); }

  public Tensor times(Tensor y) { return Arithmetic.times(this, y); }

  /** x y, the number to the right. */
  public Tensor times(float y) { return Arithmetic.times(this, y); }

  /** y x, the number to the left. */
  public Tensor scaledBy(float y) { return Arithmetic.times(y, this); }

  /**
   * x, for a product with or a division by 1 that Keras writes as an op called {@code name}. TensorFlow's graph optimizer leaves it out; in a loop it would
   * have to wait for the 1, which keeps it from fusing what is around it.
   */
  public Tensor timesOne(String name) {
    tape.reserve(name);
    return tape.read(this);
  }

  public Tensor dividedBy(Tensor y) { return Arithmetic.dividedBy(this, y); }

  public Tensor dividedBy(float y) { return Arithmetic.dividedBy(this, y); }

  /** x y by the function, not the operator. */
  public Tensor multiply(Tensor y) { return Arithmetic.multiply(this, y); }

  /** x / y, and 0 where y is 0. */
  public Tensor divideNoNan(Tensor y) { return Arithmetic.divideNoNan(this, y); }

  public Tensor maximum(float y) { return Arithmetic.maximum(this, y); }

  public Tensor minimum(float y) { return Arithmetic.minimum(this, y); }

  public Tensor pow(float y) { return Arithmetic.pow(this, y); }

  /** (x - y) squared. */
  public Tensor squaredDifference(Tensor y) { return Arithmetic.squaredDifference(this, y); }

  public Tensor negative() { return Functions.negative(this); }

  public Tensor abs() { return Functions.abs(this); }

  public Tensor square() { return Functions.square(this); }

  public Tensor sqrt() { return Functions.sqrt(this); }

  /** 1 / sqrt(x). */
  public Tensor rsqrt() { return Functions.rsqrt(this); }

  public Tensor exp() { return Functions.exp(this); }

  /** exp(x) - 1. */
  public Tensor expm1() { return Functions.expm1(this); }

  public Tensor log() { return Functions.log(this); }

  /** log(1 + x). */
  public Tensor log1p() { return Functions.log1p(this); }

  public Tensor erf() { return Functions.erf(this); }

  public Tensor tanh() { return Functions.tanh(this); }

  /** 1 / (1 + exp(-x)); y knows x as its {@link #logits}. */
  public Tensor sigmoid() { return Functions.sigmoid(this).madeOf(this); }

  public Tensor relu() { return NeuralNetwork.relu(this); }

  public Tensor relu6() { return NeuralNetwork.relu6(this); }

  public Tensor elu() { return NeuralNetwork.elu(this); }

  public Tensor selu() { return NeuralNetwork.selu(this); }

  public Tensor leakyRelu(float negativeSlope) { return NeuralNetwork.leakyRelu(this, negativeSlope); }

  public Tensor softplus() { return NeuralNetwork.softplus(this); }

  public Tensor softsign() { return NeuralNetwork.softsign(this); }

  /** x sigmoid(x). */
  public Tensor silu() { return NeuralNetwork.silu(this); }

  /** x (1 + erf(x / sqrt(2))) / 2. */
  public Tensor gelu() { return NeuralNetwork.gelu(this); }

  /** log(sigmoid(x)). */
  public Tensor logSigmoid() { return NeuralNetwork.logSigmoid(this); }

  /** Over the last axis; y knows x as its {@link #logits}. */
  public Tensor softmax() { return NeuralNetwork.softmax(this).madeOf(this); }

  /** Over the last axis. */
  public Tensor logSoftmax() { return NeuralNetwork.logSoftmax(this); }

  /** Whether x > y, and so with the other comparisons; no gradient. */
  public Tensor greater(Object y) { return Comparisons.compare("Greater", this, y); }

  public Tensor greaterEqual(Object y) { return Comparisons.compare("GreaterEqual", this, y); }

  public Tensor less(Object y) { return Comparisons.compare("Less", this, y); }

  public Tensor lessEqual(Object y) { return Comparisons.compare("LessEqual", this, y); }

  /** Whether x = y, element by element. */
  public Tensor equalTo(Object y) { return Comparisons.compare("Equal", this, y); }

  /** {@code yes} where this condition holds, else {@code no}; a Tensor or number each. */
  public Tensor where(Object yes, Object no) { return Comparisons.where(this, yes, no); }

  /** x kept within {@code least} .. {@code most}. */
  public Tensor clip(float least, float most) { return Comparisons.clip(this, least, most); }

  /** The matrix product over the last axis; w has two axes. */
  public Tensor matmul(Tensor w) { return Products.matmul(this, w); }

  /** The sum over all axes. */
  public Tensor sum() { return Reductions.sumOfAll(this); }

  /** The sum over some axes, one given by its number as Python gives it. */
  public Tensor sumOver(boolean keepDims, int... axes) {
    return Reductions.sum(this, keepDims, axes.length == 1 ? (Object) axes[0] : axes);
  }

  /** How many elements x has, a scalar of int32. */
  public Tensor number() { return Reductions.number(this); }

  public Tensor mean(boolean keepDims, int... axes) { return mean("Mean", keepDims, axes); }

  /** The mean over some axes by an op called {@code name}. */
  public Tensor mean(String name, boolean keepDims, int... axes) { return Reductions.mean(name, this, keepDims, axes); }

  /** A constant in the graph of x: of a number, boolean or array of numbers. */
  public Tensor constant(Object value) { return tape.constant(value); }

  public Tensor reshape(long... sizes) { return Shaping.reshape(this, sizes); }

  /** All axes but the first as one. */
  public Tensor flatten() { return Shaping.flatten(this); }

  /** The element at {@code index} of a vector of whole numbers, a scalar; no gradient. */
  public Tensor at(int index) { return Shaping.at(this, index); }

  /** Scalars as a vector; no gradient. */
  public static Tensor stack(List<Tensor> scalars) { return Shaping.stack(scalars.toArray(Tensor[]::new)); }

  public Tensor expandDims(int axis) { return Shaping.expandDims(this, axis); }

  /** Without its last axis, which is 1. */
  public Tensor squeezeLast() { return Shaping.squeezeLast(this); }

  /** In {@code parts} equal parts along an axis. */
  public List<Tensor> split(int parts, int axis) { return Shaping.split(this, parts, axis); }

  public Tensor cast(DataType type) { return Shaping.cast(this, type); }

  /** Zeros in the shape of x; no gradient. */
  public Tensor zerosLike() { return Shaping.zerosLike(this); }

  /** x, through which no gradient flows. */
  public Tensor stopGradient() { return Shaping.stopGradient(this); }

  /** The sizes as a vector of int32. */
  public Tensor shape() { return Shaping.shape(this); }
}

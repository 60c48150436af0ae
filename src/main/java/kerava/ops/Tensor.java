package kerava.ops;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import kerava.tensor.DType;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;

/**
 * A value in a graph with Keras's operations, each the op that Keras issues; gradients flow back through it as in Python. Shapes are known
 * as far as TensorFlow infers them; a size of -1 is not known. Operands that meet broadcast as in NumPy. Source: Keras {@code ops/}.
 */
public final class Tensor extends Elementwise implements Gradient {
  private final GradientTape tape;
  /** What is cast to {@code type} where it is first used, then {@link #operand}; else null. */
  private final Tensor uncast;
  private final DataType type;
  private Operand<?> operand;
  private GradientTape.Entry entry;
  /** Null: not even the number of axes is known. */
  private long[] sizes;
  private Tensor logits, mask;
  private boolean source;

  Tensor(GradientTape tape, Operand<?> operand) {
    this.tape = tape;
    this.operand = operand;
    uncast = null;
    type = operand.asOutput().dataType();
    sizes = operand.asOutput().shape().asArray();
  }

  private Tensor(Tensor uncast, DataType type) {
    tape = uncast.tape;
    this.uncast = uncast;
    this.type = type;
    sizes = uncast.sizes;
  }

  GradientTape tape() { return tape; }

  Tensor madeOf(Tensor logits) {
    this.logits = logits;
    return this;
  }

  /** What a softmax or sigmoid made this of, null for all else. Source: Keras {@code backend/tensorflow/nn.py}, _keras_logits. */
  public @Nullable Tensor logits() { return logits; }

  /** Which places of x count, truth values for its first axes; null: all. Source: Keras {@code backend/common/masking.py}, _keras_mask. */
  public @Nullable Tensor mask() { return mask; }

  /** Sets the {@link #mask} of this very value, for all that use it from now on; null: none. */
  public void setMask(@Nullable Tensor newMask) { mask = newMask; }

  void written(Operand<?> made) { operand = made; }

  GradientTape.Entry entry() { return entry; }

  void made(GradientTape.Entry by) { entry = by; }

  void watch() { source = true; }

  boolean isWatched() { return source || entry != null; }

  boolean isFloating() {
    return type == DataType.DT_FLOAT || type == DataType.DT_DOUBLE || type == DataType.DT_HALF || type == DataType.DT_BFLOAT16;
  }

  @Override public Tensor dense() { return this; }

  @Override public Tensor map(UnaryOperator<Tensor> change) { return change.apply(this); }

  @Override public Tensor addedTo(Tensor source) { return source.plus(this); }

  @Override public Tensor takenFrom(Tensor source) { return source.minus(this); }

  /** The type of the elements. */
  public DataType type() { return type; }

  /** The same by Keras's name. */
  public DType dtype() { return Constants.dtype(type()); }

  /** The op's output in TensorFlow's graph; gradients flow back through what {@link Foreign} makes of it alone. */
  public Operand<?> operand() {
    if (operand == null) Shaping.castInto(this, uncast);
    return operand;
  }

  /** A value that others have written into the graph of x, as by {@link #tf}; no gradient flows through it. */
  public Tensor beside(Operand<?> written) { return tape.of(written); }

  /** TensorFlow's operations in the graph of x, for what has no operation here. */
  public Ops tf() { return Ops.create(tape.graph()); }

  /** What {@code writing} writes, its ops named in a scope {@code name}. */
  public <T> T scope(String name, Supplier<T> writing) { return tape.scope(name, writing); }

  /** What a layer called {@code name} writes. */
  public <T> T layerScope(String name, Supplier<T> writing) { return tape.layerScope(name, writing); }

  /** What is a step of a loop in Python, whose gradients have other names than elsewhere; its ops are named in a scope {@code name}. */
  public <T> T loopScope(String name, Supplier<T> writing) { return tape.loopScope(name, writing); }

  /** The same as floats; the value must be float32. */
  public Operand<TFloat32> floats() { return operand().asOutput().expect(TFloat32.class); }

  /** The type of the op that made it, as TensorFlow calls it. */
  public String madeBy() { return operand().op().type(); }

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

  /** The matrix product; of stacks of matrices, whose outer axes broadcast, one by one. */
  public Tensor matmul(Tensor y) { return Products.matmul(this, y); }

  /** The same of transposed matrices: TensorFlow's {@code tf.matmul}. */
  public Tensor matmul(Tensor y, boolean transposeX, boolean transposeY) { return Products.product(this, y, transposeX, transposeY); }

  /** The products along an axis of x and one of y, counted with the first, the batch, sample by sample. */
  public Tensor batchDot(Tensor y, int xAxis, int yAxis) { return Products.batchDot(this, y, xAxis, yAxis); }

  /** The sum over all axes. */
  public Tensor sum() { return Reductions.sumOfAll(this); }

  /** The sum over some axes, one given by its number as Python gives it. */
  public Tensor sumOver(boolean keepDims, int... axes) {
    return Reductions.sum(this, keepDims, axes.length == 1 ? (Object) axes[0] : axes);
  }

  /** The largest over some axes; its gradient is that of all that are as large, in equal parts. */
  public Tensor maxOver(boolean keepDims, int... axes) { return Reductions.extreme("Max", this, keepDims, axes); }

  public Tensor minOver(boolean keepDims, int... axes) { return Reductions.extreme("Min", this, keepDims, axes); }

  public Tensor any(boolean keepDims, int... axes) { return Reductions.anyOrAll("Any", this, keepDims, axes); }

  public Tensor all(boolean keepDims, int... axes) { return Reductions.anyOrAll("All", this, keepDims, axes); }

  /** How many elements x has, a scalar of int32. */
  public Tensor number() { return Reductions.number(this); }

  @Override public Tensor mean() { return mean(false, IntStream.range(0, rank()).toArray()); }

  public Tensor mean(boolean keepDims, int... axes) { return mean("Mean", keepDims, axes); }

  /** The mean over some axes by an op called {@code name}. */
  public Tensor mean(String name, boolean keepDims, int... axes) { return Reductions.mean(name, this, keepDims, axes); }

  /** A constant in the graph of x: of a number, boolean, array of numbers or NDArray. */
  public Tensor constant(Object value) { return tape.constant(value); }

  /** A number of the type of x as a constant in its graph. */
  public Tensor number(double number) { return constant("Const", number); }

  /** A number of the type of x, as a constant called {@code name}. */
  Tensor constant(String name, Number number) { return tape.constant(name, Constants.of(number, type())); }

  public Tensor reshape(long... sizes) { return Shaping.reshape(this, sizes); }

  /** {@code sizes}: numbers, and scalars for what only the run tells. */
  public Tensor reshape(List<?> sizes) { return Shaping.reshape(this, sizes); }

  /** The sizes as numbers, and as scalars where only the run tells: Keras's {@code ops.shape}. */
  public List<Object> symbolicSizes() { return Shaping.symbolicSizes(this); }

  /** Axis {@code order[i]} of x becomes axis i. */
  public Tensor transpose(int... order) { return Shaping.transpose(this, order); }

  /** One {@link Slice} for each axis from the first on. */
  public Tensor slice(Slice... slices) { return Slice.of(this, slices); }

  /** All axes but the first as one. */
  public Tensor flatten() { return Shaping.flatten(this); }

  /** The element at {@code index} of a vector of whole numbers, a scalar; no gradient. */
  public Tensor at(int index) { return Shaping.at(this, index); }

  /** Scalars as a vector. */
  public static Tensor stack(List<Tensor> scalars) { return stack(scalars, 0); }

  /** The sum of scalars that Python has in a list. */
  public static Tensor sumOfAll(List<Tensor> scalars) { return Joining.packed(scalars).sum(); }

  /** Tensors of one shape along a new axis. */
  public static Tensor stack(List<Tensor> xs, int axis) { return Joining.stack(xs, axis); }

  /** As many as an axis is long, whose size must be known, without that axis. */
  public List<Tensor> unstack(int axis) { return Joining.unstack(this, axis); }

  /** Tensors one after the other along an axis; all other sizes are equal. */
  public static Tensor concatenate(List<Tensor> xs, int axis) { return Joining.concatenate(xs, axis); }

  /** x {@code times[i]} times along axis i. */
  public Tensor tile(int... times) { return Shaping.tile(this, times); }

  /** Each element {@code times} times, one after the other, along an axis. */
  public Tensor repeat(int times, int axis) { return Shaping.repeat(this, times, axis); }

  public Tensor expandDims(int axis) { return Shaping.expandDims(this, axis); }

  /** Without its last axis, which is 1. */
  public Tensor squeezeLast() { return Shaping.squeezeLast(this); }

  /** Without some axes, which are 1. */
  public Tensor squeeze(int... axes) { return Shaping.squeeze(this, Shaping.counted(rank(), axes)); }

  /** Rows of x at {@code indices}, int32 or int64, counted from the end if negative: {@code ops.take} along axis 0. */
  public Tensor take(Tensor indices) { return Rows.take(this, indices); }

  /** Backwards along some axes. */
  public Tensor reverse(int... axes) { return Shaping.reverse(this, axes); }

  /** x as what follows reads it. The gradient of x is that by what reads x itself, plus that by what follows, summed in that order. */
  public Tensor again() { return uncast == null ? Barrier.again(this) : new Tensor(uncast.again(), type); }

  /** x, which TensorFlow's graph optimizer does not join with what is made of it: as what leaves a loop in Python. */
  public Tensor apart() { return Barrier.apart(this); }

  /** A weight in the type in which a layer computes: the op that reads it casts it. Source: Keras {@code backend/common/variables.py}. */
  public Tensor castWhereRead(DType type) { return dtype() == type ? this : new Tensor(this, Constants.of(type)); }

  /** This, of {@link #castWhereRead} cast once more where it is read next: as in Python each reading casts for itself. */
  public Tensor readAnew() { return uncast == null ? this : new Tensor(uncast, type); }

  /** What is cast where it is read; x itself if nothing is. */
  Tensor uncast() { return uncast == null ? this : uncast; }

  /** This, of {@link #castWhereRead} cast by an op of its own, as where Keras casts what it multiplies. */
  Tensor castByItself() {
    if (operand == null) tape.scope("Cast", this::operand);
    return this;
  }

  /** x as an input of a layer that computes in {@code type}: floating numbers are cast, with their mask; all else stays as it is. */
  public Tensor asInputOf(DType type) { return isFloating() ? as(type) : this; }

  /** Zeros of the type of x: {@code sizes} are numbers, and scalars for what only the run tells; no gradient. */
  public Tensor zeros(List<?> sizes) { return Shaping.zeros(this, sizes); }

  /** A vector of {@code number} sums of elements of this vector, element i added to that at {@code places[i]}; no gradient. */
  public Tensor segmentSum(Tensor places, int number) {
    return tape.op("UnsortedSegmentSum").on(this, places, new OpCall.Literal("num_segments", number));
  }

  /** In {@code parts} equal parts along an axis. */
  public List<Tensor> split(int parts, int axis) { return Shaping.split(this, parts, axis); }

  public Tensor cast(DataType type) { return Shaping.cast(this, type); }

  public Tensor cast(DType type) { return cast(Constants.of(type)); }

  /** x, cast if it is of another type, with its mask. */
  public Tensor as(DType type) { return dtype() == type ? this : Shaping.withMask(cast(type), mask); }

  /** A number cast to the type of x. */
  public Tensor cast(float number) { return Shaping.cast(number, this); }

  /** x in the shape of y, its axes of 1 repeated; no gradient. */
  public Tensor broadcastLike(Tensor y) { return Shaping.broadcast(this, y, y.shape()); }

  /** Truth in the shape of x. */
  public Tensor trues() { return Shaping.trues(this); }

  /** Zeros in the shape of x; no gradient. */
  public Tensor zerosLike() { return Shaping.zerosLike(this); }

  /** x, through which no gradient flows. */
  public Tensor stopGradient() { return Shaping.stopGradient(this); }

  /** The sizes as a vector of int32. */
  public Tensor shape() { return Shaping.shape(this); }
}

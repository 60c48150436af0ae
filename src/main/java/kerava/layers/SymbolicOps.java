package kerava.layers;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kerava.config.Axes;
import kerava.ops.Slice;
import kerava.tensor.DType;
import org.jspecify.annotations.Nullable;

/**
 * The operations of {@code keras.ops} on a symbolic tensor, each of which becomes an {@link Operation} in the model. Where y is an Object
 * it is a KerasTensor, an Integer or Double, or an NDArray; shapes broadcast. Source: Keras {@code ops/},
 * {@code backend/common/keras_tensor.py}.
 */
abstract sealed class SymbolicOps permits KerasTensor {
  private KerasTensor of(Operator operator, Object... more) {
    return Operation.of(operator, Map.of(), Stream.concat(Stream.of(this), Arrays.stream(more)).toArray());
  }

  private KerasTensor set(Operator operator, Object... keysAndValues) {
    Map<String, Object> settings = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) settings.put((String) keysAndValues[i], keysAndValues[i + 1]);
    return Operation.of(operator, settings, this);
  }

  /** Python's {@code x + y}. */
  public KerasTensor add(Object y) { return of(Operator.ADD, y); }

  /** Python's {@code x - y}. */
  public KerasTensor subtract(Object y) { return of(Operator.SUBTRACT, y); }

  /** Python's {@code y - x}. */
  public KerasTensor subtractedFrom(Object y) { return Operation.of(Operator.SUBTRACT, Map.of(), y, this); }

  /** Python's {@code x * y}. */
  public KerasTensor multiply(Object y) { return of(Operator.MULTIPLY, y); }

  /** Python's {@code y * x}, the number to the left. */
  public KerasTensor scaledBy(Number y) { return Operation.of(Operator.MULTIPLY, Map.of(), y, this); }

  /** Python's {@code x / y}. */
  public KerasTensor trueDivide(Object y) { return of(Operator.TRUE_DIVIDE, y); }

  /** Python's {@code y / x}. */
  public KerasTensor dividedInto(Object y) { return Operation.of(Operator.TRUE_DIVIDE, Map.of(), y, this); }

  /** {@code keras.ops.divide(x, y)}, which is called otherwise than {@link #trueDivide}. */
  public KerasTensor divide(Object y) { return of(Operator.DIVIDE, y); }

  /** Python's {@code x ** y}, of a number y. */
  public KerasTensor power(Number y) { return of(Operator.POWER, y); }

  public KerasTensor maximum(Object y) { return of(Operator.MAXIMUM, y); }

  public KerasTensor minimum(Object y) { return of(Operator.MINIMUM, y); }

  /** Python's {@code x @ y}. */
  public KerasTensor matmul(KerasTensor y) { return of(Operator.MATMUL, y); }

  /** An operation of x alone, with its settings by default: {@code x.apply(Operator.RELU)}. */
  public KerasTensor apply(Operator operator) { return of(operator); }

  public KerasTensor negative() { return of(Operator.NEGATIVE); }

  public KerasTensor absolute() { return of(Operator.ABSOLUTE); }

  public KerasTensor square() { return of(Operator.SQUARE); }

  public KerasTensor sqrt() { return of(Operator.SQRT); }

  public KerasTensor exp() { return of(Operator.EXP); }

  public KerasTensor log() { return of(Operator.LOG); }

  public KerasTensor relu() { return of(Operator.RELU); }

  public KerasTensor sigmoid() { return of(Operator.SIGMOID); }

  public KerasTensor tanh() { return of(Operator.TANH); }

  /** Over the last axis. */
  public KerasTensor softmax() { return of(Operator.SOFTMAX); }

  public KerasTensor softmax(int axis) { return set(Operator.SOFTMAX, "axis", axis); }

  public KerasTensor gelu(boolean approximate) { return set(Operator.GELU, "approximate", approximate); }

  public KerasTensor leakyRelu(double negativeSlope) { return set(Operator.LEAKY_RELU, "negative_slope", negativeSlope); }

  public KerasTensor clip(Number least, Number most) { return set(Operator.CLIP, "x_min", least, "x_max", most); }

  public KerasTensor equal(Object y) { return of(Operator.EQUAL, y); }

  public KerasTensor notEqual(Object y) { return of(Operator.NOT_EQUAL, y); }

  public KerasTensor greater(Object y) { return of(Operator.GREATER, y); }

  public KerasTensor greaterEqual(Object y) { return of(Operator.GREATER_EQUAL, y); }

  public KerasTensor less(Object y) { return of(Operator.LESS, y); }

  public KerasTensor lessEqual(Object y) { return of(Operator.LESS_EQUAL, y); }

  public KerasTensor logicalAnd(KerasTensor y) { return of(Operator.LOGICAL_AND, y); }

  public KerasTensor logicalOr(KerasTensor y) { return of(Operator.LOGICAL_OR, y); }

  public KerasTensor logicalNot() { return of(Operator.LOGICAL_NOT); }

  /** {@code yes} where x holds, else {@code no}. */
  public KerasTensor where(Object yes, Object no) { return of(Operator.WHERE, yes, no); }

  private KerasTensor reduced(Operator operator, Axes axes, boolean keepDims) {
    return set(operator, "axis", axes == null ? null : axes.plain(), "keepdims", keepDims);
  }

  /** The sum over some axes, counted with the batch axis, which is 0; null: over all. */
  public KerasTensor sum(@Nullable Axes axes, boolean keepDims) { return reduced(Operator.SUM, axes, keepDims); }

  public KerasTensor sum(int axis) { return sum(new Axes(axis), false); }

  public KerasTensor mean(Axes axes, boolean keepDims) { return reduced(Operator.MEAN, axes, keepDims); }

  public KerasTensor mean(int axis) { return mean(new Axes(axis), false); }

  public KerasTensor max(Axes axes, boolean keepDims) { return reduced(Operator.MAX, axes, keepDims); }

  public KerasTensor max(int axis) { return max(new Axes(axis), false); }

  public KerasTensor min(Axes axes, boolean keepDims) { return reduced(Operator.MIN, axes, keepDims); }

  public KerasTensor min(int axis) { return min(new Axes(axis), false); }

  public KerasTensor var(Axes axes, boolean keepDims) { return reduced(Operator.VAR, axes, keepDims); }

  public KerasTensor std(Axes axes, boolean keepDims) { return reduced(Operator.STD, axes, keepDims); }

  public KerasTensor any(Axes axes, boolean keepDims) { return reduced(Operator.ANY, axes, keepDims); }

  public KerasTensor all(Axes axes, boolean keepDims) { return reduced(Operator.ALL, axes, keepDims); }

  /** All sizes, the batch's with them; one may be -1: what is left. */
  public KerasTensor reshape(int... sizes) { return set(Operator.RESHAPE, "newshape", Arrays.stream(sizes).boxed().toList()); }

  /** Axis {@code axes[i]} of x becomes axis i; none: backwards. */
  public KerasTensor transpose(int... axes) {
    return set(Operator.TRANSPOSE, "axes", axes.length == 0 ? null : Arrays.stream(axes).boxed().toList());
  }

  public KerasTensor expandDims(int axis) { return set(Operator.EXPAND_DIMS, "axis", axis); }

  public KerasTensor squeeze(int axis) { return set(Operator.SQUEEZE, "axis", axis); }

  /** Python's {@code x[:, 0]}: one Slice for each axis from the batch's on. */
  public KerasTensor getItem(Slice... slices) { return of(Operator.GET_ITEM, Collections.unmodifiableList(Arrays.asList(slices))); }

  public KerasTensor repeat(int repeats, int axis) { return set(Operator.REPEAT, "repeats", repeats, "axis", axis); }

  public KerasTensor flip(int axis) { return set(Operator.FLIP, "axis", axis); }

  public KerasTensor cast(DType dtype) { return set(Operator.CAST, "dtype", dtype.toString()); }

  public KerasTensor cast(String dtype) { return set(Operator.CAST, "dtype", dtype); }

  public KerasTensor stopGradient() { return of(Operator.STOP_GRADIENT); }

  /** Tensors one after the other along an axis. */
  public static KerasTensor concatenate(List<KerasTensor> xs, int axis) {
    return Operation.of(Operator.CONCATENATE, Map.of("axis", axis), xs);
  }

  /** Tensors of one shape along a new axis. */
  public static KerasTensor stack(List<KerasTensor> xs, int axis) { return Operation.of(Operator.STACK, Map.of("axis", axis), xs); }
}

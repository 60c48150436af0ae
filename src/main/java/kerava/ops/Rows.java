package kerava.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import kerava.ops.OpCall.Literal;
import org.tensorflow.proto.DataType;

/**
 * The gradient of some rows of a source, zero for all others: row {@code indices[i]} gets {@code values[i]}, and what meets in one row is
 * summed. {@code shape}: that of the source, a vector of int32. Source: TensorFlow {@code python/framework/indexed_slices.py},
 * {@code python/eager/backprop_util.py}.
 */
public record Rows(Tensor values, Tensor indices, Tensor shape) implements Gradient {
  @Override public Tensor dense() { return dense(indices.tape().op("UnsortedSegmentSum")); }

  /** The same by an op called {@code name}. */
  Tensor dense(String name) { return dense(indices.tape().op("UnsortedSegmentSum").named(name)); }

  private Tensor dense(OpCall call) { return call.on(values, indices, Shaping.at(shape, 0)); }

  private Rows with(Tensor changed) { return new Rows(changed, indices, shape); }

  @Override public Rows map(UnaryOperator<Tensor> change) { return with(change.apply(values)); }

  @Override public Rows square() { return with(values.square()); }

  @Override public Rows times(Tensor factor) { return with(values.times(factor)); }

  @Override public Rows scaledBy(Tensor factor) { return with(values.scaledBy(used(factor))); }

  @Override public Rows scaledBy(double factor) { return with(values.scaledBy(factor)); }

  @Override public Rows dividedBy(Tensor divisor) {
    return with(values.dividedBy(used(divisor)));
  }

  /** A scalar, or the rows of what has the source's shape. */
  private Tensor used(Tensor x) { return x.rank() == 0 ? x : Shaping.gather(x, indices); }

  @Override public Rows dividedBy(double divisor) { return with(values.dividedBy(divisor)); }

  @Override public Tensor mean() {
    return values.sum().dividedBy(indices.tape().op("Prod").on(shape, new Literal("Const", new int[] {0})).cast(values.type()));
  }

  @Override public Tensor addedTo(Tensor source) { return scattered("TensorScatterAdd", source); }

  @Override public Tensor takenFrom(Tensor source) { return scattered("TensorScatterSub", source); }

  private Tensor scattered(String type, Tensor source) { return indices.tape().op(type).on(source, indices.expandDims(1), values); }

  /** The sum of gradients of one source, of which at least one is of rows. */
  static Gradient sum(List<Gradient> terms) {
    if (terms.stream().allMatch(Rows.class::isInstance)) return together(terms.stream().map(Rows.class::cast).toList());
    List<Object> inputs = new ArrayList<>();
    for (Gradient term : terms) inputs.add(term instanceof Rows rows ? new Literal("inputs_" + inputs.size(), rows) : term);
    Tensor dense = (Tensor) terms.stream().filter(Tensor.class::isInstance).findFirst().orElseThrow();
    return dense.tape().op("AddN").on(inputs).like(dense);
  }

  /** One after the other, for the order in which a row's values are summed is that of the places. */
  private static Rows together(List<Rows> all) {
    boolean mixed = all.stream().map(rows -> rows.indices.type()).distinct().count() > 1;
    List<Tensor> indices = all.stream().map(rows -> mixed ? rows.indices.cast(DataType.DT_INT64) : rows.indices).toList();
    return new Rows(concat(all, Rows::values), concat(indices, Function.identity()), all.get(0).shape);
  }

  private static <T> Tensor concat(List<T> all, Function<T, Tensor> part) {
    return Shaping.concat(0, all.stream().map(part).toArray(Tensor[]::new));
  }

  /**
   * Rows {@code indices} of x, int32 or int64, counted from the end if negative: of shape {@code indices.shape + x.shape[1:]}. Its gradient
   * is of rows. Source: Keras {@code backend/tensorflow/numpy.py} take, TensorFlow {@code python/ops/array_grad.py} GatherV2.
   */
  static Tensor take(Tensor x, Tensor indices) {
    Tensor negative = indices.less(0), size = Shaping.at(x.shape(), 0).cast(indices.type());
    Tensor places = negative.where(indices.plus(size), indices);
    Tensor y =
        Shaping.gather(x, places).shaped(LongStream.concat(LongStream.of(places.sizes()), LongStream.of(x.sizes()).skip(1)).toArray());
    return Gradients.of(y, List.of(x), flow -> List.of(of(x, places, flow.dy())));
  }

  private static Rows of(Tensor x, Tensor places, Tensor dy) {
    Tensor shape = Shaping.shape(x, DataType.DT_INT64).cast(DataType.DT_INT32);
    Tensor number = Shaping.expandDims(Shaping.size(places), 0), rest = Slice.of(shape, Slice.from(1));
    Tensor values = Shaping.reshape(dy, Shaping.concat(0, number, rest));
    return new Rows(values, Shaping.reshape(places, number), shape);
  }
}

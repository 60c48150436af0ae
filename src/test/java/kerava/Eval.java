package kerava;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import kerava.ops.GradientTape;
import kerava.ops.Tensor;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Runs a formula by itself, outside any model. */
public final class Eval {
  private Eval() {}

  /** The value of {@code formula} in a graph of its own. */
  public static NDArray of(Function<Ops, Operand<TFloat32>> formula) {
    return of(List.of(), (tf, none) -> List.of(formula.apply(tf))).get(0);
  }

  /** The values of {@code formulas} of {@code inputs}, which are fed, so that TensorFlow cannot fold them into constants. */
  public static List<NDArray> of(List<NDArray> inputs, BiFunction<Ops, List<Operand<TFloat32>>, List<Operand<TFloat32>>> formulas) {
    List<TFloat32> tensors = new ArrayList<>();
    try (Graph graph = new Graph(); Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Session.Runner runner = session.runner();
      List<Operand<TFloat32>> placeholders = new ArrayList<>();
      for (NDArray input : inputs) {
        tensors.add(TFloat32.tensorOf(shape(input), DataBuffers.of(input.values())));
        placeholders.add(tf.placeholder(TFloat32.class, Placeholder.shape(shape(input))));
        runner.feed(placeholders.get(placeholders.size() - 1), tensors.get(tensors.size() - 1));
      }
      formulas.apply(tf, placeholders).forEach(runner::fetch);
      try (Result result = runner.run()) {
        List<NDArray> values = new ArrayList<>();
        for (int i = 0; i < result.size(); i++) values.add(array((TFloat32) result.get(i)));
        return values;
      }
    } finally {
      tensors.forEach(TFloat32::close);
    }
  }

  /** The values of {@code formulas} of {@code inputs} on a tape that watches them. */
  public static List<NDArray> onTape(List<NDArray> inputs, BiFunction<GradientTape, List<Tensor>, List<Tensor>> formulas) {
    return of(inputs, (tf, in) -> {
      GradientTape tape = new GradientTape(tf, "formula");
      return formulas.apply(tape, in.stream().map(tape::watched).toList()).stream().<Operand<TFloat32>>map(y -> tf.identity(y.floats()))
          .toList();
    });
  }

  /**
   * The same as a Python function {@code f(*given)} has it: under the same names, and with shapes that TensorFlow's graph optimizer knows.
   */
  public static List<NDArray> asFunction(List<NDArray> inputs, BiFunction<GradientTape, List<Tensor>, List<Tensor>> formulas) {
    return of(inputs, (tf, in) -> {
      GradientTape tape = new GradientTape((Graph) tf.scope().env());
      List<Tensor> given = new ArrayList<>();
      for (Operand<TFloat32> x : in)
        given.add(tape.watched(tf.withName("given_" + given.size()).ensureShape(x, x.shape())));
      return formulas.apply(tape, given).stream().<Operand<TFloat32>>map(y -> tf.identity(y.floats())).toList();
    });
  }

  /** d sum(y * c) / dx. */
  public static Tensor gradient(GradientTape tape, Tensor y, Tensor c, Tensor x) {
    return tape.gradient(y.times(c).sum(), List.of(x)).get(0);
  }

  private static org.tensorflow.ndarray.Shape shape(NDArray array) {
    return org.tensorflow.ndarray.Shape.of(array.shape().sizes().stream().mapToLong(Integer::longValue).toArray());
  }

  private static NDArray array(TFloat32 tensor) {
    float[] values = new float[(int) tensor.size()];
    tensor.asRawTensor().data().asFloats().read(values);
    int[] sizes = new int[tensor.rank()];
    for (int axis = 0; axis < sizes.length; axis++) sizes[axis] = (int) tensor.shape().get(axis);
    return NDArray.of(Shape.of(sizes), values);
  }
}

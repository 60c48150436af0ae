package kerava;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
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

  /** d sum(y * c) / dx. */
  public static Operand<TFloat32> gradient(Ops tf, Operand<TFloat32> y, Operand<TFloat32> c, Operand<TFloat32> x) {
    Operand<TFloat32> sum = tf.reduceSum(tf.math.mul(y, c), tf.range(tf.constant(0), tf.rank(y), tf.constant(1)));
    Graph graph = (Graph) tf.scope().env();
    return graph.addGradients(sum.asOutput(), new Output<?>[] {x.asOutput()})[0].expect(TFloat32.class);
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

package kerava;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Runs a formula by itself, outside any model. */
public final class Eval {
  private Eval() {}

  /** The value of {@code formula} in a graph of its own. */
  public static NDArray of(Function<Ops, Operand<TFloat32>> formula) {
    return all(tf -> List.of(formula.apply(tf))).get(0);
  }

  public static List<NDArray> all(Function<Ops, List<Operand<TFloat32>>> formulas) {
    try (Graph graph = new Graph(); Session session = new Session(graph)) {
      Session.Runner runner = session.runner();
      formulas.apply(Ops.create(graph)).forEach(runner::fetch);
      try (Result result = runner.run()) {
        List<NDArray> values = new ArrayList<>();
        for (int i = 0; i < result.size(); i++) values.add(array((TFloat32) result.get(i)));
        return values;
      }
    }
  }

  /** A constant of the graph. */
  public static Operand<TFloat32> constant(Ops tf, NDArray array) {
    long[] sizes = array.shape().sizes().stream().mapToLong(Integer::longValue).toArray();
    return tf.constant(org.tensorflow.ndarray.Shape.of(sizes), DataBuffers.of(array.values()));
  }

  private static NDArray array(TFloat32 tensor) {
    float[] values = new float[(int) tensor.size()];
    tensor.asRawTensor().data().asFloats().read(values);
    int[] sizes = new int[tensor.rank()];
    for (int axis = 0; axis < sizes.length; axis++) sizes[axis] = (int) tensor.shape().get(axis);
    return NDArray.of(Shape.of(sizes), values);
  }
}

package kerava.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.proto.DataType;

/**
 * Ops that XLA compiles as a function of their own, one for the way there and one for the way back, because TensorFlow has no kernels for
 * them on a CPU. Source: Keras {@code backend/tensorflow/nn.py} _conv_xla, TensorFlow
 * {@code python/eager/polymorphic_function/concrete_function.py}.
 */
final class CompiledOps {
  private CompiledOps() {}

  /** What {@code writing} makes of x and a kernel, which is cast inside if it is cast where it is read. */
  static Tensor of(Tensor x, Tensor kernel, BinaryOperator<Tensor> writing) {
    Tensor weight = kernel.uncast();
    BinaryOperator<Tensor> casting = (in, by) -> writing.apply(in, by.castWhereRead(kernel.dtype()));
    List<Tensor> given = List.of(x, weight);
    Tensor y = call("StatefulPartitionedCall", given, arguments -> {
      Tensor result = casting.apply(arguments.get(0), arguments.get(1));
      return List.of(result, arguments.get(0), arguments.get(1));
    }).get(0);
    x.tape().recordAtRoot(y, given, flow -> {
      List<Tensor> dx = call("PartitionedCall", List.of(flow.dy(), x, weight), arguments -> back(arguments, casting));
      return List.of(dx.get(0).like(x), dx.get(1).like(weight));
    });
    return y;
  }

  private static List<Tensor> back(List<Tensor> arguments, BinaryOperator<Tensor> writing) {
    List<Tensor> sources = arguments.subList(1, arguments.size());
    Tensor y = writing.apply(sources.get(0), sources.get(1));
    return y.tape().gradient(y, arguments.get(0), sources);
  }

  private static List<Tensor> call(String name, List<Tensor> given, Function<List<Tensor>, List<Tensor>> writing) {
    GradientTape tape = given.get(0).tape();
    List<DataType> types = new ArrayList<>();
    try (ConcreteFunction function = WrittenFunction.of(given, writing, types)) {
      tape.graph().attachFunction(function);
      return tape.op("PartitionedCall").named(name).attribute("f", function).attribute("Tout", types.toArray(DataType[]::new))
          .attribute("_XlaMustCompile", true).all(types.size(), given);
    }
  }
}

package kerava.ops;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Graph;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/** A function that an op of a graph calls, written as all else is. */
final class WrittenFunction {
  private WrittenFunction() {}

  /**
   * What {@code writing} makes of arguments like {@code given}, which gradients can be asked of; the caller closes it. {@code types}: gets
   * those of the results.
   */
  static ConcreteFunction of(List<Tensor> given, Function<List<Tensor>, List<Tensor>> writing, List<DataType> types) {
    try (Graph graph = new Graph()) {
      GradientTape tape = new GradientTape(graph);
      Signature.Builder signature = Signature.builder();
      List<Tensor> arguments = new ArrayList<>();
      for (Tensor each : given) {
        Tensor argument = argument(tape, String.format("argument_%04d", arguments.size()), each);
        signature.input(argument.operand().op().name(), argument.operand());
        arguments.add(argument);
      }
      for (Tensor result : writing.apply(Collections.unmodifiableList(arguments))) {
        types.add(result.type());
        signature.output(String.format("result_%04d", types.size()), tape.op("Identity").on(result).operand());
      }
      return ConcreteFunction.create(signature.build(), graph);
    }
  }

  private static Tensor argument(GradientTape tape, String name, Tensor given) {
    OperationBuilder builder = tape.graph().opBuilder("Placeholder", name, tape.graph().baseScope());
    builder.setAttr("dtype", given.type()).setAttr("shape", Shape.of(given.sizes()));
    return tape.watched(builder.build().output(0));
  }
}

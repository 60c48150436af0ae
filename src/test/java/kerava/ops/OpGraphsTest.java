package kerava.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import kerava.Goldens;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/**
 * Every operation and its backward pass is the very ops that Python writes, with its names, inputs and attributes
 * ({@code golden_op_graphs.py}).
 */
class OpGraphsTest {
  @TestFactory Stream<DynamicTest> arePythons() {
    return StreamSupport.stream(Goldens.read("op_graphs").get("cases").spliterator(), false)
        .map(c -> DynamicTest.dynamicTest(c.get("name").asText() + " of " + c.get("shapes"), () -> check(c)));
  }

  private static void check(JsonNode golden) {
    Kernels.assumeThatTheyRun(golden);
    List<String> expected = StreamSupport.stream(golden.get("ops").spliterator(), false).map(JsonNode::asText).toList();
    assertEquals(String.join("\n", new TreeSet<>(expected)), String.join("\n", new TreeSet<>(written(golden))));
  }

  private static List<String> written(JsonNode golden) {
    try (Graph graph = new Graph()) {
      GradientTape tape = new GradientTape(graph);
      List<Tensor> given = new ArrayList<>(), outputs = new ArrayList<>();
      for (int i = 0; i < golden.get("shapes").size(); i++)
        given.add(tape.watched(placeholder(graph, i, golden.get("shapes").get(i), golden.get("types").get(i).asText())));
      List<Tensor> floats = given.stream().filter(Tensor::isFloating).toList();
      Tensor y = MoreFormulas.of(golden.get("name").asText()).apply(given);
      outputs.add(y);
      tape.gradient(y.sum(), floats).stream().filter(Objects::nonNull).forEach(outputs::add);
      return new OpGraph(graph, golden.get("rough").asBoolean()).from(outputs);
    }
  }

  private static Operand<?> placeholder(Graph graph, int i, JsonNode sizes, String type) {
    long[] known = IntStream.range(0, sizes.size()).mapToLong(axis -> sizes.get(axis).asLong()).toArray();
    Ops tf = Ops.create(graph).withName("given_" + i);
    Class<? extends TType> elements = switch (type) {
      case "int32" -> TInt32.class;
      case "int64" -> TInt64.class;
      case "float64" -> TFloat64.class;
      case "float16" -> TFloat16.class;
      case "bfloat16" -> TBfloat16.class;
      case "bool" -> TBool.class;
      default -> TFloat32.class;
    };
    return tf.placeholder(elements, Placeholder.shape(org.tensorflow.ndarray.Shape.of(known)));
  }
}

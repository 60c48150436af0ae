package kerava.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import kerava.Eval;
import kerava.Goldens;
import kerava.Rounding;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.proto.DataType;

/** Every operation has the value, the shape and the gradients that Python's has ({@code golden_ops.py}). */
class TensorTest {
  /** Of a function's argument itself, Python's graph optimizer fuses less than Java's: beta stands between. */
  private static final String OTHERWISE = "silu";
  /** Operations through which no gradient flows, and what is none; the goldens of whole graphs and of fits hold them. */
  private static final Set<String> OTHERS =
      Set.of("constant", "dense", "beside", "like", "scope", "layerScope", "logits", "greater", "greaterEqual", "less", "lessEqual",
          "equalTo", "notEqual", "and", "or", "not", "number", "at", "cast", "zerosLike", "onesLike", "isNan", "shape", "weighted",
          "addedTo", "takenFrom",
          "segmentSum", "mask", "as", "map", "trues", "broadcastLike", "zeros", "again", "apart", "castWhereRead", "readAnew", "asInputOf");

  @TestFactory Stream<DynamicTest> isPythons() {
    return StreamSupport.stream(Goldens.read("operations").get("cases").spliterator(), false)
        .map(c -> DynamicTest.dynamicTest(c.get("name").asText(), () -> check(c)));
  }

  private static void check(JsonNode golden) {
    List<NDArray> inputs = Goldens.arrays(golden.get("inputs"));
    List<NDArray> values = Eval.asFunction(inputs, (tape, in) -> {
      List<Tensor> given = typed(in, golden.get("types"));
      List<Tensor> floats =
          IntStream.range(0, in.size()).filter(i -> golden.get("types").get(i).asText().startsWith("float")).mapToObj(in::get).toList();
      Tensor y = MoreFormulas.of(golden.get("name").asText()).apply(given);
      List<Tensor> all = new ArrayList<>(List.of(y)), gradients = tape.gradient(y.times(weights(y)).sum(), floats);
      for (int i = 0; i < gradients.size(); i++) all.add(gradients.get(i) == null ? floats.get(i).zerosLike() : gradients.get(i));
      assertEquals(Arrays.toString(y.sizes()), Arrays.toString(y.operand().asOutput().shape().asArray()), "the shape as it is known");
      return all;
    });
    double tolerance = tolerance(golden.get("name").asText());
    Goldens.assertNear(Goldens.array(golden.get("y")), values.get(0), tolerance, "y");
    Goldens.assertNear(Goldens.arrays(golden.get("gradients")), values.subList(1, values.size()), tolerance, "gradient");
  }

  private static double tolerance(String name) {
    if (name.equals(OTHERWISE)) return Rounding.ONE_PASS;
    return Goldens
        .exactOr(name.endsWith(" in float16") ? Rounding.HALF : name.endsWith(" in bfloat16") ? Rounding.BRAIN_FLOAT : Rounding.ONE_PASS);
  }

  private static List<Tensor> typed(List<Tensor> in, JsonNode types) {
    return IntStream.range(0, in.size()).mapToObj(i -> switch (types.get(i).asText()) {
      case "int32" -> in.get(i).cast(DataType.DT_INT32);
      case "bool" -> in.get(i).cast(DataType.DT_BOOL);
      case "int64" -> in.get(i).cast(DataType.DT_INT64);
      default -> in.get(i);
    }).toList();
  }

  private static Tensor weights(Tensor y) {
    int elements = (int) Arrays.stream(y.sizes()).reduce(1, (a, b) -> a * b);
    float[] cosines = new float[elements];
    for (int i = 0; i < elements; i++) cosines[i] = (float) Math.cos(i);
    return y.constant(cosines).reshape(y.sizes());
  }

  @Test void someRowsHaveGradientsOfRows() {
    NDArray rows = NDArray.of(Shape.of(3, 2), 1, 2, 3, 4, 5, 6);
    Eval.onTape(List.of(rows, rows), (tape, in) -> {
      Tensor places = tape.constant(new int[] {2, 0});
      Tensor y = in.get(0).take(places).sum().plus(in.get(1).take(places).sum().times(in.get(1)).sum());
      List<Gradient> gradients = tape.gradients(y, in);
      assertInstanceOf(Rows.class, gradients.get(0), "where only rows were used");
      assertInstanceOf(Tensor.class, gradients.get(1), "where all was used too");
      return List.of(((Rows) gradients.get(0)).values());
    });
  }

  @Test void everyOperationHasACase() {
    Set<String> named = Formulas.ALL.keySet().stream().map(name -> name.split("[ ,]")[0]).collect(Collectors.toCollection(HashSet::new));
    named.addAll(OTHERS);
    Set<String> without = new TreeSet<>();
    for (Method method : Tensor.class.getMethods())
      if (Modifier.isPublic(method.getModifiers()) && method.getReturnType() == Tensor.class && !named.contains(method.getName()))
        without.add(method.getName());
    assertEquals(Set.of(), without, "give each a case in golden_ops.py and here");
  }
}

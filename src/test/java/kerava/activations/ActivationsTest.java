package kerava.activations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kerava.Eval;
import kerava.Goldens;
import kerava.KeravaException;
import kerava.tensor.NDArray;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every activation's values and gradients, at edges and elsewhere, against Keras (src/test/python/goldens.py activations). */
class ActivationsTest {
  private static final double TOLERANCE = Goldens.exactOr(2e-6);

  private static final JsonNode GOLDENS = Goldens.read("activations");

  @TestFactory Stream<DynamicTest> computesAndDerivesAsKeras() {
    return functions().filter(f -> !f.getValue().has("needs"))
        .flatMap(f -> GOLDENS.get("inputs").properties().stream().map(input -> DynamicTest.dynamicTest(f.getKey() + ", " + input.getKey(),
            () -> check(Activations.byName(f.getKey()), input.getValue(), f.getValue().get(input.getKey())))));
  }

  private static void check(Activations function, JsonNode input, JsonNode expected) {
    NDArray x = Goldens.array(input.get("x")), y = Goldens.array(expected.get("y"));
    NDArray c = columns(Goldens.array(input.get("c")), y.shape().last());
    assertEquals(y.shape().last(), function.outputSize(x.shape().last()), "outputSize");
    List<NDArray> values = Eval.of(List.of(x, c), (tf, in) -> {
      var result = function.call(tf, in.get(0));
      return List.of(result, Eval.gradient(tf, result, in.get(1), in.get(0)));
    });
    Goldens.assertNear(y, values.get(0), TOLERANCE, "y");
    Goldens.assertNear(Goldens.floats(expected.get("gradient")), values.get(1).values(), TOLERANCE, "gradient");
  }

  private static NDArray columns(NDArray c, int columns) {
    float[][] rows = new float[c.count()][];
    for (int i = 0; i < rows.length; i++) rows[i] = Arrays.copyOf(c.slice(i, i + 1).values(), columns);
    return NDArray.of(rows);
  }

  @TestFactory Stream<DynamicTest> everyMemberHasAGolden() {
    List<String> covered = functions().map(Map.Entry::getKey).toList();
    return Arrays.stream(Activations.values()).map(a -> DynamicTest.dynamicTest(a.toString(),
        () -> assertTrue(covered.contains(a.toString()), a + " is not in activations.json; run goldens.py activations")));
  }

  @TestFactory Stream<DynamicTest> namesAndAliasesAreThoseOfKeras() {
    return functions().filter(f -> !f.getValue().has("needs"))
        .map(f -> DynamicTest.dynamicTest(f.getKey(), () -> {
          Activations function = Activations.byName(f.getKey());
          assertEquals(f.getValue().get("function").asText(), function.toString());
          assertEquals(function, Activations.valueOf(function.name()));
          assertTrue(Activations.names().contains(function.toString()));
        }));
  }

  @Test void refusesWhatItDoesNotKnowAndListsWhatItDoes() {
    for (String name : List.of("threshold", "rellu", "", "Soft Max!")) {
      String refusal = assertThrows(KeravaException.class, () -> Activations.byName(name)).getMessage();
      assertTrue(refusal.startsWith("Activation '" + name + "' is not known; use one of [linear, relu, ") && refusal.contains("sparsemax"),
          refusal);
    }
  }

  @Test void gluHalvesTheLastAxis() {
    assertEquals(3, Activations.GLU.outputSize(6));
    assertEquals("glu: the last axis must be even, to be halved, got 7",
        assertThrows(KeravaException.class, () -> Activations.GLU.outputSize(7)).getMessage());
  }

  private static Stream<Map.Entry<String, JsonNode>> functions() { return GOLDENS.get("functions").properties().stream(); }
}

package kerava.activations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import kerava.Eval;
import kerava.Goldens;
import kerava.KeravaException;
import kerava.Rounding;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.models.Sequential;
import kerava.ops.Tensor;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;
import kerava.training.FitOptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every activation's values and gradients, at edges and elsewhere, against Keras (src/test/python/goldens.py activations). */
class ActivationsTest {
  /** Alone, with y and gradient in one small graph, TensorFlow fuses other ops than in a training: some differ in the last bit. */
  private static final double TOLERANCE = Rounding.ONE_PASS;
  private static final double TRAINING = Goldens.exactOr(Rounding.SHORT_FIT);

  private static final JsonNode GOLDENS = Goldens.read("activations");

  @TestFactory Stream<DynamicTest> computesAndDerivesAsKeras() {
    return functions().filter(f -> !f.getValue().has("needs"))
        .flatMap(f -> GOLDENS.get("inputs").properties().stream().map(input -> DynamicTest.dynamicTest(f.getKey() + ", " + input.getKey(),
            () -> check(Activations.byName(f.getKey()), input.getValue(), f.getValue().get(input.getKey())))));
  }

  private static void check(Activations function, JsonNode input, JsonNode expected) {
    NDArray x = Goldens.array(input.get("x")), c = Goldens.array(input.get("c")), y = Goldens.array(expected.get("y"));
    int last = y.shape().last();
    assertEquals(last, function.outputSize(x.shape().last()), "outputSize");
    List<NDArray> values = Eval.onTape(List.of(x, c), (tape, in) -> {
      Tensor result = function.call(in.get(0)), weights = last == (int) in.get(1).size(-1) ? in.get(1) : in.get(1).split(2, -1).get(0);
      return List.of(result, Eval.gradient(tape, result, weights, in.get(0)));
    });
    Goldens.assertNear(y, values.get(0), TOLERANCE, "y");
    Goldens.assertNear(Goldens.floats(expected.get("gradient")), values.get(1).values(), TOLERANCE, "gradient");
  }

  /** The graph around a function decides how TensorFlow fuses it: only a training shows that nothing rounds otherwise. */
  @TestFactory Stream<DynamicTest> trainsAsKeras() {
    JsonNode golden = Goldens.read("activation_fits"), samples = Goldens.read("first_steps");
    NDArray x = Goldens.array(samples.get("x")), y = NDArray.of(Goldens.ints(samples.get("y")));
    int[] hidden = Goldens.ints(golden.get("hidden"));
    return StreamSupport.stream(golden.get("fits").spliterator(), false)
        .map(fit -> DynamicTest.dynamicTest(fit.get("activation") + ", " + fit.get("n"), () -> {
          String function = fit.get("activation").asText();
          int n = fit.get("n").asInt();
          RandomSeed.set(golden.get("seed").asLong());
          try (Sequential model =
              new Sequential(new Input(golden.get("input").asInt()), new Dense(hidden[0], function), new Dense(hidden[1], function),
                  new Dense(golden.get("classes").asInt(), "softmax"))) {
            model.compile("adam", "sparse_categorical_crossentropy");
            FitOptions options =
                new FitOptions().withEpochs(golden.get("epochs").asInt()).withBatchSize(golden.get("batch_size").asInt()).withVerbose(0);
            List<Double> loss = model.fit(x.slice(0, n), y.slice(0, n), options).get("loss");
            for (int epoch = 0; epoch < loss.size(); epoch++)
              Goldens.assertNear(fit.get("loss").get(epoch).asDouble(), loss.get(epoch), TRAINING, "loss of epoch " + epoch);
            for (int i = 0; i < fit.get("weights_md5").size(); i++)
              Goldens.assertSameBits(fit.get("weights_md5").get(i), model.getWeights().get(i));
          }
        }));
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

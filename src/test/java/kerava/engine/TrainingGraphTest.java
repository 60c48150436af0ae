package kerava.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import kerava.Goldens;
import kerava.config.Family;
import kerava.losses.Loss;
import kerava.models.Model;
import kerava.ops.Kernels;
import kerava.optimizers.SGD;
import kerava.tensor.Shape;
import kerava.training.CompileSettings;
import kerava.training.PerOutput;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A training step is the very ops that Python writes, forward and backward, under its names: then TensorFlow's optimizer does the same to
 * both.
 */
class TrainingGraphTest {
  @TestFactory Stream<DynamicTest> hasPythonsOps() {
    return StreamSupport.stream(Goldens.read("training_graphs").get("cases").spliterator(), false)
        .map(c -> DynamicTest.dynamicTest(c.get("name").asText() + ", batches of " + c.get("batch"), () -> check(c)));
  }

  private static void check(JsonNode golden) {
    Kernels.assumeThatTheyRun(golden);
    int batch = golden.get("batch").isNull() ? Shape.NONE : golden.get("batch").asInt();
    List<String> expected = StreamSupport.stream(golden.get("ops").spliterator(), false).map(JsonNode::asText).toList();
    assertTrue(expected.size() > 10, "a golden with few ops shows nothing");
    try (Model model = Model.fromJson(golden.get("model").asText())) {
      List<Shape> truths = new ArrayList<>();
      golden.get("truths").forEach(truth -> truths.add(Shape.of(Goldens.ints(truth))));
      List<String> written = TrainingGraph.of(model.built(), compiled(golden, model), truths, batch);
      assertEquals(String.join("\n", new TreeSet<>(expected)), String.join("\n", new TreeSet<>(written)));
    }
  }

  private static CompiledSettings compiled(JsonNode golden, Model model) {
    List<Loss> losses = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    golden.get("losses").forEach(loss -> losses.add(loss.isNull() ? null : Family.byName(Loss.class, loss.asText())));
    golden.get("loss_weights").forEach(weight -> weights.add(weight.isNull() ? null : weight.asDouble()));
    return new CompileSettings(new SGD(), PerOutput.listed(losses), weights.isEmpty() ? null : PerOutput.listed(weights),
        PerOutput.listed(Collections.nCopies(losses.size(), null))).compiled(model.network().outputNames());
  }
}

package kerava.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import kerava.Goldens;
import kerava.config.Family;
import kerava.losses.Loss;
import kerava.models.Model;
import kerava.tensor.Shape;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A training step is the very ops that Python writes, forward and backward, under its names: then TensorFlow's optimizer does the same to both. */
class TrainingGraphTest {
  @TestFactory Stream<DynamicTest> hasPythonsOps() {
    return StreamSupport.stream(Goldens.read("training_graphs").get("cases").spliterator(), false)
        .map(c -> DynamicTest.dynamicTest(c.get("name").asText() + ", batches of " + c.get("batch"), () -> check(c)));
  }

  private static void check(JsonNode golden) {
    int batch = golden.get("batch").isNull() ? Shape.NONE : golden.get("batch").asInt();
    List<String> expected = StreamSupport.stream(golden.get("ops").spliterator(), false).map(JsonNode::asText).toList();
    assertTrue(expected.size() > 10, "a golden with few ops shows nothing");
    try (Model model = Model.fromJson(golden.get("model").asText())) {
      Loss loss = Family.byName(Loss.class, golden.get("loss").asText());
      List<String> written = TrainingGraph.of(model.built(), loss, Shape.of(Goldens.ints(golden.get("truth"))), batch);
      assertEquals(String.join("\n", new TreeSet<>(expected)), String.join("\n", new TreeSet<>(written)));
    }
  }
}

package kerava.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import kerava.Goldens;
import kerava.random.RandomSeed;
import kerava.random.Session;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Which elements come, and in what order, pass after pass: those of tf.data (golden_datasets.py). */
class DatasetOrdersTest {
  @TestFactory Stream<DynamicTest> orders() {
    JsonNode cases = Goldens.read("dataset_orders").get("cases");
    return StreamSupport.stream(cases.spliterator(), false)
        .map(each -> DynamicTest.dynamicTest(each.get("steps") + ", seed " + each.get("seed"), () -> check(each)));
  }

  private static void check(JsonNode each) {
    if (each.get("seed").isNull()) {
      if (RandomSeed.current().isEmpty()) same(each);
      return;
    }
    try (Session session = Session.begin(each.get("seed").asLong())) {
      same(each);
    }
  }

  private static void same(JsonNode each) {
    Dataset dataset = Pipelines.of(Pipelines.range(10), each.get("steps"));
    assertEquals(each.get("cardinality").asLong(), dataset.cardinality(), "cardinality");
    List<List<List<Long>>> passes = new ArrayList<>();
    for (int i = 0; i < 3; i++) passes.add(pass(dataset));
    List<List<List<Long>>> expected = new ArrayList<>();
    for (JsonNode pass : each.get("passes")) {
      expected.add(new ArrayList<>());
      for (JsonNode element : pass) {
        List<Long> numbers = new ArrayList<>();
        element.forEach(number -> numbers.add(number.asLong()));
        expected.get(expected.size() - 1).add(numbers);
      }
    }
    assertEquals(expected, passes);
  }

  private static List<List<Long>> pass(Dataset dataset) {
    List<List<Long>> elements = new ArrayList<>();
    try (Elements pass = dataset.elements()) {
      pass.forEachRemaining(element -> elements.add(Arrays.stream(element.x().array().longs()).boxed().toList()));
    }
    return elements;
  }
}

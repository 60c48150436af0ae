package kerava.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import kerava.Goldens;
import kerava.models.Sequential;
import kerava.training.FitOptions;
import kerava.training.History;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.ThrowingConsumer;

/** What the goldens of folders have in common, be it of images or of texts. */
final class DirectoryGoldens {
  private DirectoryGoldens() {}

  static Stream<DynamicTest> tests(JsonNode cases, Function<JsonNode, String> name, ThrowingConsumer<JsonNode> check) {
    return StreamSupport.stream(cases.spliterator(), false)
        .map(each -> DynamicTest.dynamicTest(name.apply(each), () -> check.accept(each)));
  }

  /** Golden history, weights and predictions of a fit on {@code training} within {@code room}. */
  static void fit(JsonNode expected, Sequential model, Dataset training, Dataset validation, double room) {
    model.compile("adam", "sparse_categorical_crossentropy", "accuracy");
    History history = model.fit(training, new FitOptions().withEpochs(4).withValidationData(validation).withVerbose(0));
    for (String name : history.values().keySet())
      for (int i = 0; i < 4; i++)
        Goldens.assertNear(expected.get("history").get(name).get(i).asDouble(), history.get(name).get(i), room, name);
    Goldens.assertNear(Goldens.arrays(expected.get("weights")), model.getWeights(), room, "weight");
    Goldens.assertNear(Goldens.array(expected.get("predict")), model.predict(validation), room, "prediction");
  }

  /** Golden passes of {@code dataset}, whose elements {@code check} compares. */
  static void passes(JsonNode expected, Dataset dataset, BiConsumer<JsonNode, Element> check) {
    for (JsonNode pass : expected.get("passes")) {
      assertEquals(pass.size(), dataset.cardinality());
      int at = 0;
      try (Elements elements = dataset.elements()) {
        while (elements.hasNext()) check.accept(pass.get(at++), elements.next());
      }
      assertEquals(pass.size(), at);
    }
  }

  static void labels(JsonNode expected, Element element) {
    assertEquals(expected.has("y") ? Goldens.array(expected.get("y")) : null, element.y() == null ? null : element.y().array());
  }

  /** As a constant of an enum is called. */
  static String upper(JsonNode word) { return word.asText().toUpperCase(Locale.ROOT); }

  static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(each.asText()));
    return texts;
  }
}

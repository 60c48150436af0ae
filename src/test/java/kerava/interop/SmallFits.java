package kerava.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import kerava.Goldens;
import kerava.SameNames;
import kerava.layers.Layer;
import kerava.losses.Loss;
import kerava.metrics.Accuracy;
import kerava.models.Model;
import kerava.models.Sequential;
import kerava.optimizers.Optimizer;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;
import kerava.training.EvaluateOptions;
import kerava.training.FitOptions;
import kerava.training.History;
import kerava.training.Scores;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * Fits of small models that Python Keras has fitted too (src/test/python/golden_fits.py), stored or live; {@code golden} says how long they
 * are and what came of them. A tolerance of 0 asks for every bit.
 */
record SmallFits(JsonNode golden, double tolerance) {
  /** What a golden's case names: layers and what they are compiled with. */
  record Compiled(Supplier<List<Layer>> layers, Supplier<Optimizer> optimizer, Supplier<Loss> loss) {}

  interface Named {
    Compiled of(JsonNode fit);
  }

  /** A test for each of the golden's fits, and one that Java and Python have the same {@code cases}. */
  Stream<DynamicNode> tests(Set<String> cases, Named named) { return tests(cases, true, named); }

  private static Set<String> intersection(Set<String> some, Set<String> others) {
    Set<String> both = new LinkedHashSet<>(some);
    both.retainAll(others);
    return both;
  }

  /** The same; not {@code all}: Python has some of the cases. */
  Stream<DynamicNode> tests(Set<String> cases, boolean all, Named named) {
    Set<String> covered = new LinkedHashSet<>();
    fits().forEach(fit -> covered.add(fit.get("case").asText()));
    DynamicTest same = DynamicTest.dynamicTest("the same cases in Python and Java",
        () -> SameNames.check(all ? cases : intersection(covered, cases), covered,
            "fits of Python, by those that Java has; store new ones by goldens.py NAME_fits --case CASE"));
    return Stream.concat(Stream.of(same), covered.stream().map(name -> DynamicContainer.dynamicContainer(name,
        fits().filter(fit -> fit.get("case").asText().equals(name)).map(fit -> test(fit, named)))));
  }

  Stream<JsonNode> fits() { return StreamSupport.stream(golden.get("fits").spliterator(), false); }

  private DynamicTest test(JsonNode fit, Named named) {
    String model = fit.has("model") ? fit.get("model").asText() + ", " : "";
    return DynamicTest.dynamicTest(model + fit.get("n") + " samples", () -> {
      Compiled compiled = named.of(fit);
      RandomSeed.set(golden.get("seed").asLong());
      try (Sequential subject = new Sequential(null, compiled.layers.get())) {
        subject.compile(compiled.optimizer.get(), compiled.loss.get(), new Accuracy());
        check(fit, subject);
      }
    });
  }

  /** Fits {@code model} as {@code fit} says, and compares all that came of it. */
  void check(JsonNode fit, Model model) { check(fit, model, null); }

  /** The same of samples that weigh differently; null: they do not. */
  void check(JsonNode fit, Model model, NDArray weights) {
    NDArray x = part("x", fit), y = part("y", fit);
    int batch = golden.get("batch_size").asInt();
    FitOptions options = new FitOptions().withEpochs(golden.get("epochs").asInt()).withBatchSize(batch).withVerbose(0);
    History history = model.fit(x, y, weights == null ? options : options.withSampleWeight(weights));
    if (fit.has("refused")) return; // by Python, for want of a kernel
    List<Map.Entry<String, JsonNode>> expected = new ArrayList<>(fit.get("history").properties());
    assertEquals(expected.stream().map(Map.Entry::getKey).toList(), List.copyOf(history.values().keySet()), "names of the history");
    for (var name : expected) near(Bits.doubles(name.getValue()), history.get(name.getKey()), name.getKey() + " of epoch");
    Goldens.assertNear(Goldens.arrays(fit.get("weights")), model.getWeights(), tolerance, "weight");
    if (!fit.has("evaluate")) {
      Equality.had(model);
      return;
    }
    Scores scores = model.evaluate(x, y, new EvaluateOptions().withBatchSize(batch).withVerbose(0));
    near(Bits.doubles(fit.get("evaluate")), List.copyOf(scores.toList()), "score");
    Goldens.assertNear(Goldens.array(fit.get("predict_5")), model.predict(x.slice(0, 5)), tolerance, "prediction");
    Equality.had(model);
  }

  /** The fit's samples or labels; where the golden has several, the fit says which. */
  NDArray part(String key, JsonNode fit) {
    JsonNode arrays = golden.get(key);
    return Goldens.array(fit.has(key) ? arrays.get(fit.get(key).asText()) : arrays).slice(0, fit.get("n").asInt());
  }

  void near(List<Double> expected, List<Double> actual, String what) {
    assertEquals(expected.size(), actual.size(), what);
    for (int i = 0; i < expected.size(); i++) Goldens.assertNear(expected.get(i), actual.get(i), tolerance, what + " " + i);
  }
}

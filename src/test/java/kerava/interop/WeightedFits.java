package kerava.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kerava.Goldens;
import kerava.metrics.Accuracy;
import kerava.models.Sequential;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;
import kerava.training.EvaluateOptions;
import kerava.training.FitOptions;
import kerava.training.History;
import org.junit.jupiter.api.DynamicTest;

/** The fits of golden_weights.py: samples or classes weigh differently, so do samples of validation and evaluation. */
final class WeightedFits {
  private WeightedFits() {}

  static Stream<DynamicTest> tests(SmallFits fits) {
    return fits.fits().map(fit -> DynamicTest.dynamicTest(
        String.join(", ", fit.get("case").asText(), "by " + fit.get("by").asText(), fit.get("n") + " samples"), () -> check(fits, fit)));
  }

  private static void check(SmallFits fits, JsonNode fit) {
    int batch = fits.golden().get("batch_size").asInt(), n = fit.get("n").asInt(), half = n / 2;
    NDArray x = fits.part("x", fit), y = fits.part("y", fit), w = fits.part("w", fit);
    FitOptions options = new FitOptions().withEpochs(fits.golden().get("epochs").asInt()).withBatchSize(batch).withVerbose(0)
        .withValidationData(x.slice(0, half), y.slice(0, half), w.slice(n - half, n));
    RandomSeed.set(fits.golden().get("seed").asLong());
    var named = LossFits.named(fit.get("case").asText());
    try (Sequential model = new Sequential(null, named.layers().get())) {
      model.compile(named.optimizer().get(), named.loss().get(), new Accuracy());
      History history = model.fit(x, y, weighted(options, fits.golden(), fit, w));
      fit.get("history").properties()
          .forEach(name -> fits.near(Bits.doubles(name.getValue()), history.get(name.getKey()), name.getKey() + " of epoch"));
      Goldens.assertNear(Goldens.arrays(fit.get("weights")), model.getWeights(), fits.tolerance(), "weight");
      var scores = model.evaluate(x, y, new EvaluateOptions().withBatchSize(batch).withVerbose(0).withSampleWeight(w));
      fits.near(Bits.doubles(fit.get("evaluate")), List.copyOf(scores.toList()), "score");
    }
  }

  private static FitOptions weighted(FitOptions options, JsonNode golden, JsonNode fit, NDArray w) {
    Map<Integer, Double> classes = new HashMap<>();
    golden.get("class_weight").properties().forEach(c -> classes.put(Integer.valueOf(c.getKey()), c.getValue().asDouble()));
    return fit.get("by").asText().equals("classes") ? options.withClassWeight(classes) : options.withSampleWeight(w);
  }
}

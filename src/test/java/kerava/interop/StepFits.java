package kerava.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import kerava.Goldens;
import kerava.layers.Dense;
import kerava.layers.Flatten;
import kerava.layers.Input;
import kerava.layers.Layer;
import kerava.losses.SparseCategoricalCrossentropy;
import kerava.metrics.Metric;
import kerava.models.Sequential;
import kerava.optimizers.Optimizer;
import kerava.random.RandomSeed;
import org.junit.jupiter.api.DynamicTest;

/** The fits of golden_steps.py. */
final class StepFits {
  private interface Check {
    void of(JsonNode fit);
  }

  private StepFits() {}

  /** Optimizers on a table whose rows come several times in a batch. */
  static Stream<DynamicTest> rows(SmallFits fits) {
    return tests(fits, fit -> {
      int[] table = Goldens.ints(fit.get("table"));
      RandomSeed.set(fits.golden().get("seed").asLong());
      check(fits, fit, List.of(new Input(4), new Rows(table[0], table[1]), new Flatten(), new Dense(3, "softmax")),
          OptimizerFits.CASES.get(fit.get("case").asText()));
    });
  }

  private static Stream<DynamicTest> tests(SmallFits fits, Check check) {
    return fits.fits()
        .map(fit -> DynamicTest.dynamicTest(fit.get("case").asText() + ", " + fit.get("n") + " samples", () -> check.of(fit)));
  }

  private static void check(SmallFits fits, JsonNode fit, List<Layer> layers, Optimizer optimizer, Metric... metrics) {
    try (Sequential model = new Sequential(null, layers)) {
      model.compile(optimizer, new SparseCategoricalCrossentropy(), metrics);
      fits.check(fit, model);
    }
  }
}

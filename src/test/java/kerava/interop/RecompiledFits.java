package kerava.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import kerava.layers.BatchNormalization;
import kerava.layers.Dense;
import kerava.layers.Dropout;
import kerava.layers.Flatten;
import kerava.layers.Input;
import kerava.losses.SparseCategoricalCrossentropy;
import kerava.metrics.Accuracy;
import kerava.models.Sequential;
import kerava.random.RandomSeed;

/** The model of golden_optimizers.py recompiled_fits, compiled with one optimizer after the other. */
final class RecompiledFits {
  private RecompiledFits() {}

  static void check(JsonNode golden, double tolerance) {
    RandomSeed.set(golden.get("seed").asLong());
    try (Sequential model = new Sequential(null, List.of(
        new Input(5),
        new Dense(8, "relu"),
        new Dropout(0.4),
        new Dense(6).withUseBias(false),
        new BatchNormalization(),
        new Dropout(0.2).withSeed(3),
        new Flatten(),
        new Dense(3, "softmax")))) {
      for (JsonNode fit : golden.get("fits")) {
        model.compile(OptimizerFits.CASES.get(fit.get("case").asText()), new SparseCategoricalCrossentropy(), new Accuracy());
        new SmallFits(golden, tolerance).check(fit, model);
      }
    }
  }
}

package kerava.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import kerava.Goldens;
import kerava.models.Model;
import kerava.random.RandomSeed;
import kerava.saving.CompileJson;
import kerava.tensor.Columns;
import kerava.tensor.NDArray;
import kerava.tensor.Samples;
import kerava.training.CompileSettings;
import kerava.training.EvaluateOptions;
import kerava.training.FitOptions;
import kerava.training.History;
import org.junit.jupiter.api.DynamicTest;

/** Fits of golden_losses.py, of models that are read with their losses from their JSON. A tolerance of 0 asks for every bit. */
record ReductionFits(JsonNode golden, double tolerance) {
  Stream<DynamicTest> tests() {
    return StreamSupport.stream(golden.get("fits").spliterator(), false)
        .map(fit -> DynamicTest.dynamicTest(fit.get("case").asText(), () -> check(fit)));
  }

  private void check(JsonNode fit) {
    CompileSettings settings = CompileJson.read(fit.get("model").asText());
    RandomSeed.set(golden.get("seed").asLong());
    try (Model model = Model.fromJson(fit.get("model").asText())) {
      model.compile(settings);
      NDArray x = Goldens.array(fit.get("x"));
      Columns y = columns(fit.get("y")), weights = fit.has("w") ? columns(fit.get("w")) : null;
      int batch = golden.get("batch_size").asInt();
      FitOptions options = new FitOptions().withEpochs(golden.get("epochs").asInt()).withBatchSize(batch).withVerbose(0);
      History history = model.fit(x, y, weights == null ? options : options.withSampleWeight(weights));
      for (Map.Entry<String, JsonNode> each : fit.get("history").properties())
        near(each.getValue(), history.get(each.getKey()), each.getKey());
      Goldens.assertNear(Goldens.arrays(fit.get("weights")), model.getWeights(), tolerance, "weight");
      EvaluateOptions judging = new EvaluateOptions().withBatchSize(batch).withVerbose(0);
      near(fit.get("evaluate"), List.copyOf(model.evaluate(x, y, weights == null ? judging : judging.withSampleWeight(weights)).toList()),
          "score");
    }
  }

  private void near(JsonNode expected, List<Double> actual, String what) {
    List<Double> wanted = Bits.doubles(expected);
    assertEquals(wanted.size(), actual.size(), what);
    for (int i = 0; i < wanted.size(); i++) Goldens.assertNear(wanted.get(i), actual.get(i), tolerance, what + " " + i);
  }

  private static Columns columns(JsonNode arrays) {
    List<NDArray> all = Goldens.arrays(arrays);
    return all.size() == 1 ? all.get(0) : Columns.of(all.toArray(Samples[]::new));
  }
}

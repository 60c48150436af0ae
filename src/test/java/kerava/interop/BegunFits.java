package kerava.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kerava.Goldens;
import kerava.data.Dataset;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.losses.SparseCategoricalCrossentropy;
import kerava.models.Model;
import kerava.models.Sequential;
import kerava.optimizers.LossScaleOptimizer;
import kerava.optimizers.MultiOptimizer;
import kerava.optimizers.Optimizer;
import kerava.optimizers.OptimizerMap;
import kerava.optimizers.OptimizerState;
import kerava.optimizers.SGD;
import kerava.optimizers.ScheduleFreeAdamW;
import kerava.random.RandomSeed;
import kerava.random.Session;
import kerava.saving.LoadOptions;
import kerava.saving.ModelFile;
import kerava.saving.ModelFormat;
import kerava.saving.ModelSource;
import kerava.tensor.NDArray;
import kerava.training.EvaluateOptions;
import kerava.training.FitOptions;
import org.junit.jupiter.api.DynamicTest;

/** The fits of golden_begun.py: where the momentum of an optimizer begins, and how it is kept. */
final class BegunFits {
  private static final Map<String, Optimizer> OPTIMIZERS =
      Map.of("plain", free(), "warming up", free().withWarmupSteps(5).withWeightDecay(0.1),
          "gradients of two steps, averaged", free().withGradientAccumulationSteps(2).withEma(0.8),
          "one of several", new MultiOptimizer(new OptimizerMap(new SGD(0.05)).with(".*kernel", free())),
          "scaled", new LossScaleOptimizer(free(), 0x1p127, 3));

  private final SmallFits fits;

  private BegunFits(SmallFits fits) { this.fits = fits; }

  private static ScheduleFreeAdamW free() { return new ScheduleFreeAdamW(0.05, 0.9, 0.999, 1e-3, 0); }

  static Stream<DynamicTest> tests(SmallFits fits) {
    return fits.fits().map(fit -> DynamicTest.dynamicTest(fit.get("case").asText() + ", " + fit.get("optimizer").asText(),
        () -> new BegunFits(fits).check(fit)));
  }

  private void check(JsonNode fit) {
    RandomSeed.set(fits.golden().get("seed").asLong());
    Model model = new Sequential(new Input(5), new Dense(4, "tanh"), new Dense(3, "softmax"));
    try {
      compile(model, fit);
      for (JsonNode step : fit.get("steps")) {
        model = after(step, model, fit);
        Goldens.assertNear(Goldens.arrays(step.get("weights")), model.getWeights(), fits.tolerance(), "weight after " + step.get("do"));
        momentum(step, model);
      }
      Equality.had(model);
    } finally {
      model.close();
    }
  }

  private static void compile(Model model, JsonNode fit) {
    model.compile(OPTIMIZERS.get(fit.get("optimizer").asText()), new SparseCategoricalCrossentropy());
  }

  private Model after(JsonNode step, Model model, JsonNode fit) {
    NDArray x = step.has("n") ? fits.part("x", step) : null, y = step.has("n") ? fits.part("y", step) : null;
    switch (step.get("do").asText()) {
      case "compile" -> compile(model, fit);
      case "evaluate" -> model.evaluate(x, y, new EvaluateOptions().withVerbose(0));
      case "train_on_batch" -> model.trainOnBatch(x, y);
      case "fit_dataset" -> model.fit(Dataset.of(x, y).filter(each -> true).batch(step.get("batch_size").asInt()),
          new FitOptions().withEpochs(step.get("epochs").asInt()).withVerbose(0));
      case "fit" -> model.fit(x, y, new FitOptions().withBatchSize(step.get("batch_size").asInt()).withEpochs(step.get("epochs").asInt())
          .withStepsPerExecution(fit.path("steps_per_execution").asInt(1)).withVerbose(0));
      default -> {
        byte[] file = model.toBytes(ModelFormat.KERAS);
        model.close();
        RandomSeed.set(fits.golden().get("seed").asLong());
        return Model.load(file);
      }
    }
    return model;
  }

  /** As a file holds it, read in a session of its own, whose seeds the model does not miss. */
  private void momentum(JsonNode step, Model model) {
    if (step.get("momentum").isEmpty()) return;
    byte[] file = model.toBytes(ModelFormat.KERAS);
    try (Session other = Session.begin(0)) {
      OptimizerState state = ModelFile.read(ModelSource.of(file), new LoadOptions()).optimizerState();
      List<NDArray> kept = state.slots().get("momentum").stream().filter(each -> each.shape().elements() > 0).toList();
      Goldens.assertNear(Goldens.arrays(step.get("momentum")), kept, fits.tolerance(), "momentum");
    }
  }
}

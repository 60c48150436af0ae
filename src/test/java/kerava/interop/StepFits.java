package kerava.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import kerava.Goldens;
import kerava.layers.Dense;
import kerava.layers.Flatten;
import kerava.layers.Input;
import kerava.layers.Layer;
import kerava.losses.BinaryCrossentropy;
import kerava.losses.SparseCategoricalCrossentropy;
import kerava.metrics.AUC;
import kerava.metrics.AUC.Curve;
import kerava.metrics.AUC.SummationMethod;
import kerava.metrics.Accuracy;
import kerava.metrics.BinaryAccuracy;
import kerava.metrics.Metric;
import kerava.metrics.Precision;
import kerava.metrics.Recall;
import kerava.models.Sequential;
import kerava.optimizers.Adafactor;
import kerava.optimizers.Adam;
import kerava.optimizers.Optimizer;
import kerava.optimizers.RMSprop;
import kerava.optimizers.SGD;
import kerava.optimizers.schedules.CosineDecay;
import kerava.optimizers.schedules.CosineDecayRestarts;
import kerava.optimizers.schedules.ExponentialDecay;
import kerava.optimizers.schedules.InverseTimeDecay;
import kerava.optimizers.schedules.PiecewiseConstantDecay;
import kerava.optimizers.schedules.PolynomialDecay;
import kerava.optimizers.schedules.Schedule;
import kerava.random.RandomSeed;
import kerava.training.CompileSettings;
import kerava.training.PerOutput;
import org.junit.jupiter.api.DynamicTest;

/** The fits of golden_steps.py. */
final class StepFits {
  private interface Check {
    void of(JsonNode fit);
  }

  private static final Map<String, Schedule> SCHEDULES = Map.ofEntries(
      Map.entry("exponential", new ExponentialDecay(.1, 5, .7)), Map.entry("exponential, in steps", new ExponentialDecay(.1, 5, .7, true)),
      Map.entry("inverse time", new InverseTimeDecay(.1, 7, .3)),
      Map.entry("inverse time, in steps", new InverseTimeDecay(.1, 3, .3, true)),
      Map.entry("polynomial", new PolynomialDecay(.1, 7)), Map.entry("polynomial, squared", new PolynomialDecay(.1, 9, .03, 2, false)),
      Map.entry("polynomial, again and again", new PolynomialDecay(.1, 5, .03, .5, true)),
      Map.entry("piecewise", new PiecewiseConstantDecay(List.of(2.0, 5.0, 9.0), List.of(.1, .03, .2, .01))),
      Map.entry("cosine", new CosineDecay(.1, 9)),
      Map.entry("cosine, not to zero, after a warmup", new CosineDecay(.01, 7, .2, .1, 3)),
      Map.entry("cosines", new CosineDecayRestarts(.1, 3)),
      Map.entry("cosines, equally long", new CosineDecayRestarts(.1, 4, 1, .8, .1)),
      Map.entry("cosines, ever shorter", new CosineDecayRestarts(.1, 8, .7, .9, 0)));
  private static final Map<String, Function<Schedule, Optimizer>> SCHEDULED =
      Map.of("sgd", SGD::new, "adam", Adam::new, "rmsprop", RMSprop::new, "adafactor", Adafactor::new);

  private static final Map<String, Metric> METRICS = Map.of("auc", new AUC(), "auc of pr", new AUC(Curve.PR),
      "auc, majoring", new AUC(50, Curve.ROC, SummationMethod.MAJORING, null),
      "auc of pr, minoring", new AUC(31, Curve.PR, SummationMethod.MINORING, null),
      "auc, given thresholds", new AUC(200, Curve.ROC, SummationMethod.INTERPOLATION, List.of(.3, .45, .5, .51, .8)),
      "auc, from logits", new AUC(200, Curve.ROC, SummationMethod.INTERPOLATION, null, false, null, null, true),
      "precision", new Precision(), "precision above 0.45", new Precision(.45), "recall", new Recall(), "recall above 0.6", new Recall(.6));

  private StepFits() {}

  /** Optimizers whose learning rate changes. */
  static Stream<DynamicTest> schedules(SmallFits fits) {
    return tests(fits, fit -> {
      RandomSeed.set(fits.golden().get("seed").asLong());
      check(fits, fit, List.of(new Input(5), new Dense(7, "tanh"), new Dense(3, "softmax")),
          SCHEDULED.get(fit.get("optimizer").asText()).apply(SCHEDULES.get(fit.get("case").asText())));
    });
  }

  /** Optimizers on a table whose rows come several times in a batch. */
  static Stream<DynamicTest> rows(SmallFits fits) {
    return tests(fits, fit -> {
      int[] table = Goldens.ints(fit.get("table"));
      RandomSeed.set(fits.golden().get("seed").asLong());
      check(fits, fit, List.of(new Input(4), new Rows(table[0], table[1]), new Flatten(), new Dense(3, "softmax")),
          OptimizerFits.CASES.get(fit.get("case").asText()));
    });
  }

  /** Metrics that are no means, between two that are. */
  static Stream<DynamicTest> metrics(SmallFits fits) {
    return tests(fits, fit -> {
      RandomSeed.set(fits.golden().get("seed").asLong());
      Map<String, Metric> metrics = new LinkedHashMap<>();
      metrics.put("accuracy", new Accuracy());
      metrics.put("told", METRICS.get(fit.get("case").asText()));
      metrics.put("binary_accuracy", new BinaryAccuracy());
      try (Sequential model = new Sequential(null, List.of(new Input(5), new Dense(7, "tanh"), new Dense(2, "sigmoid")))) {
        model.compile(new CompileSettings(new SGD(.5), PerOutput.all(new BinaryCrossentropy()), null, PerOutput.all(metrics)));
        fits.check(fit, model);
      }
    });
  }

  private static Stream<DynamicTest> tests(SmallFits fits, Check check) {
    return fits.fits()
        .map(fit -> DynamicTest.dynamicTest(fit.get("case").asText() + ", " + fit.get("n") + " samples", () -> check.of(fit)));
  }

  private static void check(SmallFits fits, JsonNode fit, List<Layer> layers, Optimizer optimizer) {
    try (Sequential model = new Sequential(null, layers)) {
      model.compile(optimizer, new SparseCategoricalCrossentropy());
      fits.check(fit, model);
    }
  }
}

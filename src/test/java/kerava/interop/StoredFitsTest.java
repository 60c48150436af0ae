package kerava.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import kerava.Goldens;
import kerava.Rounding;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every layer, optimizer and loss in a short training, against what Python Keras left (src/test/python/goldens.py *_fits); models read from
 * their JSON in {@link StoredModelFitsTest}.
 */
class StoredFitsTest {
  /** The same bits on the kind of CPU that made the goldens. */
  static final double TOLERANCE = Goldens.exactOr(Rounding.SHORT_FIT);

  @TestFactory Stream<DynamicNode> layers() {
    return fits("layer_fits").tests(LayerFits.stored(), fit -> LayerFits.named(fit.get("case").asText()));
  }

  @TestFactory Stream<DynamicNode> optimizers() {
    SmallFits fits = fits("optimizer_fits");
    return fits.tests(OptimizerFits.CASES.keySet(), fit -> OptimizerFits.of(fits.golden(), fit));
  }

  @TestFactory Stream<DynamicNode> losses() {
    return fits("loss_fits").tests(LossFits.names(), fit -> LossFits.named(fit.get("case").asText()));
  }

  /** Weights, moving statistics and dropout's generator go on, the optimizer starts afresh. */
  @Test void compiledAgain() {
    JsonNode golden = Goldens.read("recompiled_fits");
    RecompiledFits.check(golden, TOLERANCE);
  }

  /** In which passes layers draw. */
  @TestFactory Stream<DynamicTest> drawing() { return new DrawingFits(fits("drawing_fits")).tests(); }

  @TestFactory Stream<DynamicTest> weighted() { return WeightedFits.tests(fits("weighted_fits")); }

  /** Strings and other tokens numbered, and numbers in bins. */
  @TestFactory Stream<DynamicTest> preprocessing() { return new PreprocessingFits(Goldens.read("preprocessing_fits"), TOLERANCE).tests(); }

  /** Texts cut into tokens. */
  @TestFactory Stream<DynamicTest> vectorization() { return new PreprocessingFits(Goldens.read("vectorization_fits"), TOLERANCE).tests(); }

  /** What optimizers do beside their formulas. */
  @TestFactory Stream<DynamicTest> settings() { return new SettingFits(Goldens.read("setting_fits"), TOLERANCE).tests(); }

  /** What becomes of losses. */
  @TestFactory Stream<DynamicTest> reductions() { return new ReductionFits(Goldens.read("reduction_fits"), TOLERANCE).tests(); }

  @TestFactory Stream<DynamicTest> callbacks() { return CallbackFits.tests(fits("callbacks")); }

  /** What TensorBoard is told. */
  @Test void events(@TempDir Path folder) throws IOException { new EventFits(Goldens.read("callbacks"), TOLERANCE).check(folder); }

  @TestFactory Stream<DynamicTest> epochs() { return EpochFits.tests(fits("epoch_fits")); }

  @TestFactory Stream<DynamicTest> datasets() { return DatasetFits.tests(fits("dataset_fits")); }

  @TestFactory Stream<DynamicTest> rows() { return StepFits.rows(fits("row_fits")); }

  @TestFactory Stream<DynamicTest> schedules() { return StepFits.schedules(fits("schedule_fits")); }

  @TestFactory Stream<DynamicTest> metrics() { return StepFits.metrics(fits("metric_fits")); }

  @TestFactory Stream<DynamicTest> metricValues() { return MetricFits.values(fits("metric_values")); }

  @TestFactory Stream<DynamicTest> manyMetrics() { return MetricFits.models(fits("many_metric_fits")); }

  @TestFactory Stream<DynamicTest> trainSteps() { return TrainStepFits.tests(fits("train_step_fits")); }

  /** Where an optimizer begins what it keeps. */
  @TestFactory Stream<DynamicTest> begun() { return BegunFits.tests(fits("begun_fits")); }

  private static SmallFits fits(String name) { return new SmallFits(Goldens.read(name), TOLERANCE); }
}

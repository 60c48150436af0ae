package kerava.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import kerava.Goldens;
import kerava.Rounding;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every layer, optimizer and loss in a short training, against what Python Keras left (src/test/python/goldens.py *_fits). */
class StoredFitsTest {
  /** The same bits on the kind of CPU that made the goldens. */
  private static final double TOLERANCE = Goldens.exactOr(Rounding.SHORT_FIT);

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

  @TestFactory Stream<DynamicTest> weighted() { return WeightedFits.tests(fits("weighted_fits")); }

  @TestFactory Stream<DynamicTest> sequences() { return new SequenceFits(Goldens.read("sequence_fits"), TOLERANCE).tests(); }

  /** Models with operations of keras.ops among their layers. */
  @TestFactory Stream<DynamicTest> operations() { return new SequenceFits(Goldens.read("operation_fits"), TOLERANCE).tests(); }

  @TestFactory Stream<DynamicTest> mixed() {
    return new SequenceFits(Goldens.read("mixed_fits"), Goldens.exactOr(Rounding.MIXED_FIT)).tests();
  }

  /** Layers that keep their weights in another type than float32. */
  @TestFactory Stream<DynamicTest> pure() { return new SequenceFits(Goldens.read("pure_fits"), TOLERANCE).tests(); }

  @TestFactory Stream<DynamicTest> half() {
    return new SequenceFits(Goldens.read("half_fits"), Goldens.exactOr(Rounding.MIXED_FIT)).tests();
  }

  /** Inputs and data of other types than float32. */
  @TestFactory Stream<DynamicTest> types() { return new SequenceFits(Goldens.read("typed_fits"), TOLERANCE).tests(); }

  /** What optimizers do beside their formulas. */
  @TestFactory Stream<DynamicTest> settings() { return new SettingFits(Goldens.read("setting_fits"), TOLERANCE).tests(); }

  @TestFactory Stream<DynamicTest> rows() { return StepFits.rows(fits("row_fits")); }

  @TestFactory Stream<DynamicTest> schedules() { return StepFits.schedules(fits("schedule_fits")); }

  @TestFactory Stream<DynamicTest> metrics() { return StepFits.metrics(fits("metric_fits")); }

  @TestFactory Stream<DynamicTest> trainSteps() { return TrainStepFits.tests(fits("train_step_fits")); }

  private static SmallFits fits(String name) { return new SmallFits(Goldens.read(name), TOLERANCE); }
}

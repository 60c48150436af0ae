package kerava.interop;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kerava.interop.SmallFits.Named;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every layer, optimizer and loss in a training of two dozen steps, side by side with Python Keras on this machine: not a bit may differ. */
@Tag("interop") class SmallFitsInterop {
  private static final List<String> FIRST = List.of("live_layer_fits", "live_sequence_fits", "noise_fits", "live_mixed_fits",
      "live_operation_fits", "live_pure_fits"),
      SECOND = List.of("live_optimizer_fits", "live_loss_fits", "recompiled_fits", "weighted_fits", "row_fits", "schedule_fits",
          "metric_fits", "live_setting_fits", "live_train_step_fits", "typed_fits");
  private static Map<String, SmallFits> live;

  @BeforeAll static void fitInPython() {
    live = new HashMap<>();
    List<String> names = Stream.concat(FIRST.stream(), SECOND.stream()).toList();
    fits(FIRST, SECOND).forEach(fits -> live.put(names.get(live.size()), fits));
  }

  /** A Python process for each of {@code groups}, side by side, for one keeps one core busy with tracing. */
  @SafeVarargs static List<SmallFits> fits(List<String>... groups) {
    return Stream.of(groups).parallel().flatMap(names -> {
      String[] arguments = Stream.concat(Stream.of("--print"), names.stream()).toArray(String[]::new);
      return Python.lines("goldens.py", arguments).stream().map(golden -> new SmallFits(golden, 0));
    }).toList();
  }

  static Stream<DynamicNode> tests(List<SmallFits> fits) {
    Named layers = fit -> LayerFits.named(fit.get("case").asText()), losses = fit -> LossFits.named(fit.get("case").asText());
    Named optimizers = fit -> OptimizerFits.of(fits.get(1).golden(), fit);
    return Stream.of(fits.get(0).tests(LayerFits.names(), layers), fits.get(1).tests(OptimizerFits.CASES.keySet(), optimizers),
        fits.get(2).tests(LossFits.names(), losses)).flatMap(tests -> tests);
  }

  @TestFactory Stream<DynamicNode> layersOptimizersAndLosses() {
    return tests(Stream.of("live_layer_fits", "live_optimizer_fits", "live_loss_fits").map(live::get).toList());
  }

  @TestFactory Stream<DynamicTest> weighted() { return WeightedFits.tests(live.get("weighted_fits")); }

  @TestFactory Stream<DynamicTest> rows() { return StepFits.rows(live.get("row_fits")); }

  @TestFactory Stream<DynamicTest> schedules() { return StepFits.schedules(live.get("schedule_fits")); }

  @TestFactory Stream<DynamicTest> metrics() { return StepFits.metrics(live.get("metric_fits")); }

  @TestFactory Stream<DynamicTest> sequences() { return new SequenceFits(live.get("live_sequence_fits").golden(), 0).tests(); }

  @TestFactory Stream<DynamicTest> operations() { return new SequenceFits(live.get("live_operation_fits").golden(), 0).tests(); }

  @TestFactory Stream<DynamicTest> trainSteps() { return TrainStepFits.tests(live.get("live_train_step_fits")); }

  @TestFactory Stream<DynamicTest> mixed() { return new SequenceFits(live.get("live_mixed_fits").golden(), 0).tests(); }

  @TestFactory Stream<DynamicTest> pure() { return new SequenceFits(live.get("live_pure_fits").golden(), 0).tests(); }

  @TestFactory Stream<DynamicTest> settings() { return new SettingFits(live.get("live_setting_fits").golden(), 0).tests(); }

  @TestFactory Stream<DynamicTest> types() { return new SequenceFits(live.get("typed_fits").golden(), 0).tests(); }

  /** Each layer before a Dropout; {@link LongFitsInterop} has every pair. */
  @TestFactory Stream<DynamicTest> beforeNoise() { return new SequenceFits(live.get("noise_fits").golden(), 0).tests(); }

  @Test void compiledAgain() { RecompiledFits.check(live.get("recompiled_fits").golden(), 0); }
}

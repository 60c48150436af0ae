package kerava.interop;

import java.util.List;
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
  private static List<SmallFits> live;

  @BeforeAll static void fitInPython() {
    live =
        fits(List.of("live_layer_fits"),
            List.of("live_optimizer_fits", "live_loss_fits", "recompiled_fits", "weighted_fits", "row_fits", "schedule_fits",
                "metric_fits", "live_sequence_fits", "live_train_step_fits", "live_mixed_fits", "typed_fits"));
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

  @TestFactory Stream<DynamicNode> layersOptimizersAndLosses() { return tests(live); }

  @TestFactory Stream<DynamicTest> weighted() { return WeightedFits.tests(live.get(4)); }

  @TestFactory Stream<DynamicTest> rows() { return StepFits.rows(live.get(5)); }

  @TestFactory Stream<DynamicTest> schedules() { return StepFits.schedules(live.get(6)); }

  @TestFactory Stream<DynamicTest> metrics() { return StepFits.metrics(live.get(7)); }

  @TestFactory Stream<DynamicTest> sequences() { return new SequenceFits(live.get(8).golden(), 0).tests(); }

  @TestFactory Stream<DynamicTest> trainSteps() { return TrainStepFits.tests(live.get(9)); }

  @TestFactory Stream<DynamicTest> mixed() { return new SequenceFits(live.get(10).golden(), 0).tests(); }

  @TestFactory Stream<DynamicTest> types() { return new SequenceFits(live.get(11).golden(), 0).tests(); }

  @Test void compiledAgain() { RecompiledFits.check(live.get(3).golden(), 0); }
}

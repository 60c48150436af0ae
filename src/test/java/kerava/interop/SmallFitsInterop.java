package kerava.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import kerava.callbacks.Events;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every layer, optimizer and loss in a training of two dozen steps, side by side with Python Keras on this machine: not a bit may differ.
 */
@Tag("interop") class SmallFitsInterop {
  private static final List<String> FIRST =
      List.of("live_layer_fits", "live_sequence_fits", "noise_fits", "live_mixed_fits", "typed_layer_fits",
          "live_operation_fits", "preprocessing_fits", "vectorization_fits", "typed_fits", "dataset_fits", "live_setting_fits"),
      SECOND =
          List.of("live_optimizer_fits", "live_loss_fits", "reduction_fits", "recompiled_fits", "drawing_fits", "weighted_fits", "row_fits",
              "schedule_fits", "metric_fits", "many_metric_fits", "live_pure_fits", "live_train_step_fits", "begun_fits", "epoch_fits",
              "callbacks");
  /** Of what has many cases one of so many parts is compared, of what has some half; {@code make interop-full} compares all. */
  static final int PARTS = Integer.getInteger("kerava.parts", 8);
  /** The only case to compare, by {@code make fits CASE=...}; empty: all. */
  private static final String CASE = System.getProperty("kerava.case", "");
  /** The fits that are chosen by the names of their cases. */
  private static final List<String> OF_CASES =
      List.of("live_layer_fits", "live_sequence_fits", "noise_fits", "live_mixed_fits", "typed_layer_fits",
          "live_optimizer_fits", "live_loss_fits");
  private static Map<String, SmallFits> live;

  /** All, or those that {@code -Dkerava.fits=NAME,...} names, lists of goldens.py. */
  @BeforeAll static void fitInPython() {
    String some = System.getProperty("kerava.fits", CASE.isEmpty() ? "" : String.join(",", OF_CASES));
    List<String> named = some.isEmpty() ? List.of() : List.of(some.split(","));
    List<String> all = Stream.concat(FIRST.stream(), SECOND.stream()).toList();
    assertTrue(all.containsAll(named), () -> "-Dkerava.fits=" + some + " must name some of " + all);
    Predicate<String> asked = named.isEmpty() ? name -> true : named::contains;
    List<String> first = FIRST.stream().filter(asked).toList(), second = SECOND.stream().filter(asked).toList();
    List<String> names = Stream.concat(first.stream(), second.stream()).toList();
    live = new HashMap<>();
    fits(first, second).forEach(fits -> live.put(names.get(live.size()), fits));
    assertTrue(CASE.isEmpty() || live.values().stream().anyMatch(fits -> !fits.golden().get("fits").isEmpty()),
        () -> "no fit of " + live.keySet() + " is called '" + CASE + "'");
  }

  @AfterAll static void thePageTellsWhatWasEqual() throws IOException {
    if (CASE.isEmpty() && live.keySet().containsAll(FIRST) && live.keySet().containsAll(SECOND)) Equality.checkPage(PARTS == 1);
  }

  private static boolean isWhole() { return PARTS == 1 && CASE.isEmpty(); }

  private static SmallFits live(String name) {
    assumeTrue(live.containsKey(name), () -> name + " was not asked for by -Dkerava.fits");
    return live.get(name);
  }

  /** A Python process for each of {@code groups}, side by side, for one keeps one core busy with tracing. */
  @SafeVarargs static List<SmallFits> fits(List<String>... groups) {
    return Stream.of(groups).parallel().filter(names -> !names.isEmpty()).flatMap(names -> {
      List<String> arguments = new ArrayList<>(List.of("--parts", "" + PARTS, "--print"));
      if (!CASE.isEmpty()) arguments.add("--case=" + CASE);
      arguments.addAll(names);
      return Python.lines("goldens.py", arguments.toArray(String[]::new)).stream().map(golden -> new SmallFits(golden, 0));
    }).toList();
  }

  static Stream<DynamicNode> tests(List<SmallFits> fits) {
    return Stream.of(layers(fits.get(0)), optimizers(fits.get(1)), losses(fits.get(2))).flatMap(tests -> tests);
  }

  private static Stream<DynamicNode> layers(SmallFits fits) {
    return fits.tests(LayerFits.names(), isWhole(), fit -> LayerFits.named(fit.get("case").asText()));
  }

  private static Stream<DynamicNode> optimizers(SmallFits fits) {
    return fits.tests(OptimizerFits.CASES.keySet(), isWhole(), fit -> OptimizerFits.of(fits.golden(), fit));
  }

  private static Stream<DynamicNode> losses(SmallFits fits) {
    return fits.tests(LossFits.names(), isWhole(), fit -> LossFits.named(fit.get("case").asText()));
  }

  @TestFactory Stream<DynamicNode> layers() { return layers(live("live_layer_fits")); }

  @TestFactory Stream<DynamicNode> optimizers() { return optimizers(live("live_optimizer_fits")); }

  @TestFactory Stream<DynamicNode> losses() { return losses(live("live_loss_fits")); }

  @TestFactory Stream<DynamicTest> drawing() { return new DrawingFits(live("drawing_fits")).tests(); }

  @TestFactory Stream<DynamicTest> weighted() { return WeightedFits.tests(live("weighted_fits")); }

  @TestFactory Stream<DynamicTest> reductions() { return new ReductionFits(live("reduction_fits").golden(), 0).tests(); }

  @TestFactory Stream<DynamicTest> callbacks() { return CallbackFits.tests(live("callbacks")); }

  /** What TensorBoard is told, and that TensorFlow reads from the files what was meant. */
  @Test void events(@TempDir Path folder) throws IOException {
    new EventFits(live("callbacks").golden(), 0).check(folder);
    List<JsonNode> read = new ArrayList<>();
    Python.lines("read_events.py", folder.toString()).get(0).get("events").forEach(read::add);
    List<Events.Told> told = Events.read(folder);
    assertEquals(told.size(), read.size());
    for (int i = 0; i < told.size(); i++) {
      assertEquals(told.get(i).tag(), read.get(i).get("tag").asText());
      assertEquals(told.get(i).values(), Bits.doubles(read.get(i).get("values")));
    }
    Equality.had("TensorBoard");
  }

  @TestFactory Stream<DynamicTest> epochs() { return EpochFits.tests(live("epoch_fits")); }

  @TestFactory Stream<DynamicTest> datasets() { return DatasetFits.tests(live("dataset_fits")); }

  @TestFactory Stream<DynamicTest> rows() { return StepFits.rows(live("row_fits")); }

  @TestFactory Stream<DynamicTest> schedules() { return StepFits.schedules(live("schedule_fits")); }

  @TestFactory Stream<DynamicTest> metrics() { return StepFits.metrics(live("metric_fits")); }

  @TestFactory Stream<DynamicTest> manyMetrics() { return MetricFits.models(live("many_metric_fits")); }

  @TestFactory Stream<DynamicTest> sequences() { return new SequenceFits(live("live_sequence_fits").golden(), 0).tests(); }

  @TestFactory Stream<DynamicTest> operations() { return new SequenceFits(live("live_operation_fits").golden(), 0).tests(); }

  @TestFactory Stream<DynamicTest> trainSteps() { return TrainStepFits.tests(live("live_train_step_fits")); }

  @TestFactory Stream<DynamicTest> begun() { return BegunFits.tests(live("begun_fits")); }

  @TestFactory Stream<DynamicTest> mixed() { return new SequenceFits(live("live_mixed_fits").golden(), 0).tests(); }

  /** Each layer in 16 and 64 bits. */
  @TestFactory Stream<DynamicTest> typedLayers() { return new SequenceFits(live("typed_layer_fits").golden(), 0).tests(); }

  @TestFactory Stream<DynamicTest> pure() { return new SequenceFits(live("live_pure_fits").golden(), 0).tests(); }

  @TestFactory Stream<DynamicTest> settings() { return new SettingFits(live("live_setting_fits").golden(), 0).tests(); }

  @TestFactory Stream<DynamicTest> types() { return new SequenceFits(live("typed_fits").golden(), 0).tests(); }

  @TestFactory Stream<DynamicTest> preprocessing() { return new PreprocessingFits(live("preprocessing_fits").golden(), 0).tests(); }

  @TestFactory Stream<DynamicTest> vectorization() { return new PreprocessingFits(live("vectorization_fits").golden(), 0).tests(); }

  /** Each layer before a Dropout; {@link LongFitsInterop} has every pair. */
  @TestFactory Stream<DynamicTest> beforeNoise() { return new SequenceFits(live("noise_fits").golden(), 0).tests(); }

  @Test void compiledAgain() { RecompiledFits.check(live("recompiled_fits").golden(), 0); }
}

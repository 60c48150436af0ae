package kerava.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import kerava.Eval;
import kerava.Goldens;
import kerava.config.Family;
import kerava.config.Settings;
import kerava.ops.Tensor;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What holds for every metric: a value for each sample, the one counted by hand. A new one needs its cases here, and nothing else. */
class MetricContractTest {
  /** {@code resolved}: what the metric becomes for these shapes. */
  private record Case(Metric metric, Class<? extends Metric> resolved, NDArray truth, NDArray prediction, float... values) {}

  private static final NDArray LABELS = NDArray.of(2, 0, 1, 0, 1);
  private static final NDArray ONE_HOT = NDArray.of(new float[][] {{0, 0, 1}, {1, 0, 0}, {0, 1, 0}, {1, 0, 0}, {0, 1, 0}});
  /** The fourth is a tie, which goes to the first; the last one's largest is negative. */
  private static final NDArray CLASSES =
      NDArray.of(new float[][] {{.2f, .3f, .5f}, {.1f, .8f, .1f}, {.3f, .4f, .3f}, {.4f, .4f, .2f}, {-3, -1, -2}});
  private static final float[] RIGHT = {1, 0, 1, 1, 1};
  /** Just 0.5 counts as 0. */
  private static final NDArray SIDES = NDArray.of(new float[][] {{.5f}, {.5001f}, {.9f}, {.1f}, {.5f}});
  private static final NDArray BITS = NDArray.of(0, 1, 0, 1, 1);
  private static final float[] RIGHT_SIDES = {1, 1, 0, 0, 0};

  /** Two labels a sample. */
  private static final NDArray NEXT = NDArray.of(new float[][] {{0, 1}, {1, 1}, {0, 0}, {1, 0}, {0, 1}});
  private static final NDArray PAIRS = NDArray.of(Shape.of(5, 2, 2), 1, 0, 1, 0, 2, 3, 2, 3, 0, 1, 5, 4, 7, 6, 1, 2, 1, 0, 0, 1);
  /** A negative zero is less than a zero, as in Keras; of equal ones the first is the largest. */
  private static final NDArray ZEROS =
      NDArray.of(new float[][] {{-0f, 0, 0}, {0, -0f, 0}, {-0f, 0, -1}, {-0f, -0f, 0}, {0, 0, 0}});

  private static final List<Case> CASES = List.of(
      new Case(new SparseCategoricalAccuracy(), SparseCategoricalAccuracy.class, LABELS, CLASSES, RIGHT),
      new Case(new SparseCategoricalAccuracy(), SparseCategoricalAccuracy.class, LABELS.reshape(5, 1), CLASSES, RIGHT),
      new Case(new CategoricalAccuracy(), CategoricalAccuracy.class, ONE_HOT, CLASSES, RIGHT),
      new Case(new BinaryAccuracy(), BinaryAccuracy.class, BITS, SIDES, RIGHT_SIDES),
      new Case(new BinaryAccuracy(), BinaryAccuracy.class, ONE_HOT, CLASSES, 2 / 3f, 1 / 3f, 2 / 3f, 2 / 3f, 2 / 3f),
      new Case(new Accuracy(), SparseCategoricalAccuracy.class, LABELS, CLASSES, RIGHT),
      new Case(new Accuracy(), SparseCategoricalAccuracy.class, LABELS.reshape(5, 1), CLASSES, RIGHT),
      new Case(new Accuracy(), CategoricalAccuracy.class, ONE_HOT, CLASSES, RIGHT),
      new Case(new Accuracy(), BinaryAccuracy.class, BITS, SIDES, RIGHT_SIDES),
      new Case(new Accuracy(), BinaryAccuracy.class, BITS.reshape(5, 1), SIDES, RIGHT_SIDES),
      new Case(new Accuracy(), BinaryAccuracy.class, BITS.reshape(5, 1), SIDES.reshape(5, 1, 1), RIGHT_SIDES),
      new Case(new SparseCategoricalAccuracy(), SparseCategoricalAccuracy.class, NEXT, PAIRS, .5f, 1, .5f, 0, 1),
      new Case(new Accuracy(), SparseCategoricalAccuracy.class, NEXT.reshape(5, 2, 1), PAIRS, .5f, 1, .5f, 0, 1),
      new Case(new CategoricalAccuracy(), CategoricalAccuracy.class, ONE_HOT, ZEROS, 0, 1, 1, 0, 0));

  /** What a metric tells of two batches, each of all the samples. */
  private record StateCase(StateMetric metric, NDArray truth, NDArray prediction, double told) {}

  private static final NDArray TRUTHS = NDArray.of(1, 0, 1, 0, 1), CHANCES = NDArray.of(new float[][] {{.9f}, {.6f}, {.4f}, {.1f}, {.7f}});
  private static final List<Double> TWO = List.of(.3, .65);

  /** Of the three labels 1 all are above 0.3 and two above 0.65, of the two labels 0 one is above 0.3 and none above 0.65. */
  private static final List<StateCase> STATES = List.of(
      new StateCase(new Precision(), TRUTHS, CHANCES, 2 / 3.), new StateCase(new Precision(.65), TRUTHS, CHANCES, 1),
      new StateCase(new Precision(.95), TRUTHS, CHANCES, 0), new StateCase(new Recall(), TRUTHS, CHANCES, 2 / 3.),
      new StateCase(new Recall(.3), TRUTHS, CHANCES, 1), new StateCase(new AUC(), TRUTHS, CHANCES, 5 / 6.),
      new StateCase(new AUC(9, AUC.Curve.ROC, AUC.SummationMethod.INTERPOLATION, TWO), TRUTHS, CHANCES, 11 / 12.),
      new StateCase(new AUC(9, AUC.Curve.ROC, AUC.SummationMethod.MAJORING, TWO), TRUTHS, CHANCES, 1),
      new StateCase(new AUC(9, AUC.Curve.ROC, AUC.SummationMethod.MINORING, TWO), TRUTHS, CHANCES, 5 / 6.),
      new StateCase(new AUC(9, AUC.Curve.PR, AUC.SummationMethod.MINORING, TWO), TRUTHS, CHANCES, .25));

  @TestFactory Stream<DynamicTest> gathersAsByHand() {
    return STATES.stream().map(c -> DynamicTest.dynamicTest(c.metric.toString(), () -> {
      assertEquals(c.metric, c.metric.resolve(anyNumber(c.truth), anyNumber(c.prediction)));
      NDArray told = Eval.onTape(List.of(c.truth, c.prediction), (tape, in) -> {
        Map<String, Tensor> state = new LinkedHashMap<>();
        c.metric.state().forEach((name, shape) -> state.put(name, tape.constant(new float[(int) shape.elements()])));
        Map<String, Tensor> once = c.metric.update(state, in.get(0), in.get(1));
        return List.of(c.metric.result(c.metric.update(once, in.get(0), in.get(1))));
      }).get(0);
      assertEquals(c.told, told.values()[0], 1e-6);
    }));
  }

  @TestFactory Stream<DynamicTest> everyMemberHasACase() {
    Set<String> byKeras = new HashSet<>(Goldens.read("metric_values").get("cases").findValuesAsText("class_name"));
    return Family.members(Metric.class).values().stream().map(member -> DynamicTest.dynamicTest(member.getSimpleName(), () -> {
      assertTrue(
          CASES.stream().anyMatch(c -> c.metric.getClass() == member) || STATES.stream().anyMatch(c -> c.metric.getClass() == member)
              || byKeras.contains(member.getSimpleName()),
          member.getSimpleName()
              + " has no case in MetricContractTest.CASES or STATES, counted by hand, nor in golden_metrics.py; add one");
      if (Settings.required(member).isEmpty()) assertEquals(member, Family.byName(Metric.class, member.getSimpleName()).getClass());
    }));
  }

  @TestFactory Stream<DynamicTest> countsAsByHand() {
    return CASES.stream().map(c -> DynamicTest.dynamicTest(c.metric + " of " + c.truth.shape() + " and " + c.prediction.shape(), () -> {
      MeanMetric resolved = (MeanMetric) c.metric.resolve(anyNumber(c.truth), anyNumber(c.prediction));
      assertEquals(c.resolved, resolved.getClass());
      assertEquals(resolved, resolved.resolve(anyNumber(c.truth), anyNumber(c.prediction)), "resolved for good");
      NDArray values = Eval.onTape(List.of(c.truth, c.prediction), (tape, in) -> List.of(resolved.values(in.get(0), in.get(1)))).get(0);
      assertEquals(5, values.count(), "a value a sample, or several");
      values = means(values);
      Goldens.assertNear(c.values, values.values(), 1e-7, "value");
      assertFalse(values.values()[0] == values.values()[1] && values.values()[1] == values.values()[2],
          "a case with one value shows nothing");
    }));
  }

  private static NDArray means(NDArray values) {
    float[] means = new float[values.count()];
    int each = values.values().length / means.length;
    for (int i = 0; i < values.values().length; i++) means[i / each] += values.values()[i] / each;
    return NDArray.of(Shape.of(means.length), means);
  }

  private static Shape anyNumber(NDArray array) { return array.sampleShape().prepend(Shape.NONE); }
}

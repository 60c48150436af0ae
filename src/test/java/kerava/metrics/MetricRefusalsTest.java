package kerava.metrics;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import kerava.KeravaException;
import kerava.config.Family;
import kerava.config.Settings;
import kerava.tensor.Shape;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** What metrics cannot compare or tell is refused before training, and says so. */
class MetricRefusalsTest {
  private static final Map<String, Object> GIVEN =
      Map.of("specificity", .5, "sensitivity", .5, "recall", .5, "precision", .5, "num_classes", 3,
          "target_class_ids", new ClassIds(0, 1));
  /** Which compare whatever has as many rows, as in Keras. */
  private static final Set<Class<?>> ANY = Set.of(Accuracy.class, CategoricalAccuracy.class);
  private static final Shape ONE = Shape.of(Shape.NONE, 1), TWO = Shape.of(Shape.NONE, 2), THREE = Shape.of(Shape.NONE, 3),
      STEPS = Shape.of(Shape.NONE, 5, 3);

  @TestFactory Stream<DynamicTest> othersShapes() {
    return Family.members(Metric.class).values().stream().filter(member -> !ANY.contains(member))
        .map(member -> DynamicTest.dynamicTest(member.getSimpleName(), () -> {
          Metric metric = Settings.build(member, GIVEN);
          refused(() -> metric.resolve(Shape.of(Shape.NONE, 5, 4), THREE), member.getSimpleName() + ": y must h", "got (None, 5");
        }));
  }

  @Test void severalNumbers() {
    Thresholds two = new Thresholds(List.of(.2, .5));
    refused(() -> new Precision(two, null, null).resolve(THREE, THREE), "Precision: 2 thresholds", "take a metric for each of [0.2, 0.5]");
    refused(() -> new TruePositives(two).resolve(THREE, THREE), "TruePositives: 2 thresholds");
    refused(() -> new F1Score().resolve(THREE, THREE), "F1Score: without an average", "(None, 3)");
    refused(() -> new R2Score(null).resolve(THREE, THREE), "R2Score: without a classAggregation", "(None, 3)");
    new F1Score().resolve(ONE, ONE);
    new R2Score(null).resolve(ONE, ONE);
  }

  @Test void whatDoesNotSuitTheOutput() {
    refused(() -> new Precision(null, 4, null).resolve(THREE, THREE), "topK must be at most", "(None, 3)", "got 4");
    refused(() -> new Recall(null, null, 3).resolve(THREE, THREE), "classId must be one of the classes", "got 3");
    refused(() -> new MeanIoU(4, null, true, false).resolve(Shape.of(Shape.NONE), THREE), "numClasses, 4", "(None, 3)");
    refused(() -> new AUC(200, AUC.Curve.ROC, AUC.SummationMethod.MAJORING, null, true, null, null, false).resolve(STEPS, STEPS),
        "multiLabel");
    refused(() -> new AUC(200, AUC.Curve.ROC, AUC.SummationMethod.MAJORING, null, true, 2, null, false).resolve(THREE, THREE),
        "numLabels 2");
    refused(() -> new AUC(200, AUC.Curve.ROC, AUC.SummationMethod.MAJORING, null, false, null, List.of(1.), false).resolve(TWO, TWO),
        "labelWeights");
    refused(() -> new R2Score(R2Score.ClassAggregation.UNIFORM_AVERAGE, 1).resolve(TWO, TWO), "numRegressors must be 0", "Keras itself");
    for (int axis : new int[] {0, -2, 2})
      refused(() -> new CategoricalCrossentropy().withAxis(axis).resolve(TWO, TWO), "axis must be one of the model's output",
          "got " + axis);
    refused(() -> new Hinge().resolve(Shape.of(Shape.NONE), ONE), "Hinge: y must have the shape", "(None, 1)", "give y its last axis");
  }

  @TestFactory Stream<DynamicTest> settings() {
    return Stream
        .<Executable>of(() -> new Thresholds(1.5), () -> new Thresholds(List.of()), () -> Thresholds.of("high"), () -> new ClassIds(-1),
            () -> new ClassIds(List.of()), () -> new Precision(null, 0, null), () -> new Recall(null, null, -1),
            () -> new SensitivityAtSpecificity(1.5),
            () -> new SpecificityAtSensitivity(-.1), () -> new PrecisionAtRecall(.5, 0, null), () -> new RecallAtPrecision(.5, 9, -1),
            () -> new FBetaScore(null, 0, null), () -> new F1Score(null, 0.), () -> new IoU(2, new ClassIds(2)), () -> new MeanIoU(0),
            () -> new BinaryIoU(new ClassIds(2), .5), () -> new R2Score(null, -1), () -> new TopKCategoricalAccuracy(0),
            () -> new SparseTopKCategoricalAccuracy(-1), () -> new BinaryCrossentropy(false, 1.5),
            () -> new CategoricalCrossentropy(true, -1),
            () -> new AUC(200, AUC.Curve.PR, AUC.SummationMethod.MINORING, null, false, 3, null, false),
            () -> new AUC(200, AUC.Curve.PR, AUC.SummationMethod.MINORING, null, false, null, List.of(-1.), false))
        .map(wrong -> DynamicTest.dynamicTest("setting", () -> refused(wrong, "must be", "got")));
  }

  private static void refused(Executable wrong, String... parts) {
    String message = assertThrows(KeravaException.class, wrong).getMessage();
    for (String part : parts) assertTrue(message.replace("must not be", "must be").contains(part), message);
  }
}

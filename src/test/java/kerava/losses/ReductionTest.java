package kerava.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Supplier;
import java.util.stream.Stream;
import kerava.KeravaException;
import kerava.Rounding;
import kerava.config.Axes;
import kerava.config.Family;
import kerava.config.Settings;
import kerava.layers.Activation;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.models.Sequential;
import kerava.optimizers.SGD;
import kerava.regularizers.L2;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.EvaluateOptions;
import kerava.training.FitOptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What becomes of the losses of a batch, and which axes and classes a loss takes. Fits with them are compared with Keras's in
 * ReductionFits.
 */
class ReductionTest {
  private static final NDArray X = NDArray.of(new float[][] {{1, -1}, {.5f, 2}, {0, 1}}),
      Y = NDArray.of(new float[][] {{0, 1}, {1, 0}, {1, 1}}),
      WEIGHTS = NDArray.of(Shape.of(3), .5f, 2, 0);
  private static final double[] SQUARES = {2.5, 2.125, .5};

  @Test void isOfTheLossesAndTheirWeights() {
    assertEquals((SQUARES[0] + SQUARES[1] + SQUARES[2]) / 3, loss(new MeanSquaredError(), null), Rounding.ONE_PASS);
    assertEquals(SQUARES[0] + SQUARES[1] + SQUARES[2], loss(new MeanSquaredError(Reduction.SUM), null), Rounding.ONE_PASS);
    double weighted = .5 * SQUARES[0] + 2 * SQUARES[1];
    assertEquals(weighted, loss(new MeanSquaredError(Reduction.SUM), WEIGHTS), Rounding.ONE_PASS);
    assertEquals(weighted / 3, loss(new MeanSquaredError(Reduction.MEAN), WEIGHTS), Rounding.ONE_PASS);
    assertEquals(weighted / 2.5, loss(new MeanSquaredError(Reduction.MEAN_WITH_SAMPLE_WEIGHT), WEIGHTS), Rounding.ONE_PASS);
  }

  @Test void noneIsToldAsTheMean() {
    double weighted = .5 * SQUARES[0] + 2 * SQUARES[1];
    assertEquals((SQUARES[0] + SQUARES[1] + SQUARES[2]) / 3, loss(new MeanSquaredError(Reduction.NONE), null), Rounding.ONE_PASS);
    assertEquals(weighted / 3, loss(new MeanSquaredError(Reduction.NONE), WEIGHTS), Rounding.ONE_PASS);
  }

  @Test void toNoneNoRegularizerAdds() {
    try (Sequential model = new Sequential(new Input(2), new Dense(2).withKernelRegularizer(new L2(.1)))) {
      model.compile(new SGD(.1), new MeanSquaredError(Reduction.NONE));
      refuses(() -> model.fit(X, Y, new FitOptions().withVerbose(0)),
          "with the reduction none it has the shape (None,), to which regularizers cannot add");
    }
  }

  private static double loss(Loss loss, NDArray weights) {
    try (Sequential model = new Sequential(new Input(2), new Activation("linear"))) {
      model.compile(new SGD(.1), loss);
      return model.evaluate(X, Y, new EvaluateOptions().withSampleWeight(weights).withVerbose(0)).loss();
    }
  }

  @TestFactory Stream<DynamicTest> everyLossHasOne() {
    return Family.members(Loss.class).values().stream().map(member -> DynamicTest.dynamicTest(member.getSimpleName(), () -> {
      Loss plain = Settings.build(member, java.util.Map.of());
      assertEquals(Reduction.SUM_OVER_BATCH_SIZE, plain.reduction());
      assertEquals(Reduction.SUM, ((Loss) Settings.with((Record) plain, "reduction", Reduction.SUM)).reduction());
      refuses(() -> Settings.with((Record) plain, "reduction", null),
          member.getSimpleName() + ": reduction must not be null; take Reduction.NONE");
    }));
  }

  @Test void itsAxisIsOneOfTheOutput() {
    refuses(() -> loss(new BinaryCrossentropy().withAxis(2), null), "BinaryCrossentropy: axis must be one of the model's output");
    refuses(() -> loss(new CosineSimilarity().withAxis(-3), null), "CosineSimilarity: axis must be one of the model's output");
    refuses(() -> loss(new CategoricalCrossentropy(true, 0).withAxis(-2), null),
        "axis must be -1 or at least 0, as in Keras; got -2, take 0");
  }

  @Test void aWeightNeedsALossOfItsSample() {
    refuses(() -> loss(new BinaryCrossentropy().withAxis(0), WEIGHTS), "weights multiply one loss a sample");
    refuses(() -> loss(new Dice(new Axes(0)), WEIGHTS), "weights multiply one loss a sample");
  }

  @Test void anIgnoredClassNeedBeNone() {
    Loss ignoring = new SparseCategoricalCrossentropy(true).withIgnoreClass(7);
    try (Sequential model = new Sequential(new Input(2), new Activation("linear"))) {
      model.compile(new SGD(.1), ignoring);
      double one = Math.log1p(Math.exp(-2));
      assertEquals(one, model.evaluate(X, NDArray.of(0, 7, 7), new EvaluateOptions().withVerbose(0)).loss(), Rounding.ONE_PASS);
      refuses(() -> model.evaluate(X, NDArray.of(0, 6, 7), new EvaluateOptions().withVerbose(0)).loss(), "labels must be in 0 .. 1");
    }
  }

  private static void refuses(Supplier<?> refused, String why) {
    String message = assertThrows(KeravaException.class, refused::get).getMessage();
    assertTrue(message.contains(why), message);
  }
}

package kerava.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;

import extending.GuideStep;
import java.util.List;
import java.util.stream.Stream;
import kerava.MadeSamples;
import kerava.layers.BatchNormalization;
import kerava.layers.Dense;
import kerava.layers.Dropout;
import kerava.layers.Input;
import kerava.losses.BinaryCrossentropy;
import kerava.metrics.AUC;
import kerava.metrics.BinaryAccuracy;
import kerava.models.Sequential;
import kerava.optimizers.Adam;
import kerava.optimizers.Optimizer;
import kerava.optimizers.RMSprop;
import kerava.optimizers.SGD;
import kerava.random.RandomSeed;
import kerava.regularizers.L2;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.CompileSettings;
import kerava.training.Fit;
import kerava.training.History;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A training step of a user's own in fit, and what it is refused. */
class TrainStepTest {
  private static final NDArray X = MadeSamples.normal(Shape.of(22, 5)), Y = new NDArray(Shape.of(22, 2), new float[44]);

  static {
    for (int i = 0; i < 44; i++) Y.values()[i] = X.values()[i] > 0 ? 1 : 0;
  }

  private static Sequential model(Optimizer optimizer, TrainStep step) {
    RandomSeed.set(5);
    Sequential model = new Sequential("m", List.of(new Input(5), new Dense(16, "tanh").withKernelRegularizer(new L2(0.01)),
        new Dropout(0.2), new Dense(7), new BatchNormalization(), new Dense(2, "sigmoid")));
    model.compile(CompileSettings.of(optimizer, new BinaryCrossentropy(), new AUC(), new BinaryAccuracy()).withTrainStep(step));
    return model;
  }

  private record Left(History history, List<NDArray> weights) {}

  private static Left left(Optimizer optimizer, TrainStep step, Fit options) {
    try (Sequential model = model(optimizer, step)) {
      return new Left(model.fit(X, Y, options.verbose(0)), model.getWeights());
    }
  }

  /** Bit by bit, with a last batch that is smaller, sample weights and validation. */
  @TestFactory Stream<DynamicTest> theGuidesStepIsKerasOwn() {
    return Stream.of(new SGD(0.1), new SGD(0.1, 0.9, true), new Adam(), new RMSprop()).flatMap(optimizer -> Stream.of(
        new Fit().epochs(3).batchSize(4), new Fit().epochs(3).batchSize(11).validationSplit(0.5),
        new Fit().epochs(2).batchSize(5).sampleWeight(MadeSamples.normal(Shape.of(22))))
        .map(fit -> DynamicTest.dynamicTest(optimizer + " " + fit, () -> {
          Left own = left(optimizer, new GuideStep(), fit), keras = left(optimizer, null, fit);
          assertEquals(keras.history.values(), own.history.values());
          assertEquals(keras.weights, own.weights);
        })));
  }
}

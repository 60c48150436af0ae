package kerava.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import kerava.KeravaException;
import kerava.MadeSamples;
import kerava.layers.Add;
import kerava.layers.BatchNormalization;
import kerava.layers.Conv2D;
import kerava.layers.Dense;
import kerava.layers.Dropout;
import kerava.layers.Embedding;
import kerava.layers.GlobalAveragePooling2D;
import kerava.layers.Input;
import kerava.layers.KerasTensor;
import kerava.layers.LSTM;
import kerava.layers.TimeDistributed;
import kerava.random.RandomSeed;
import kerava.tensor.Columns;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.EvaluateOptions;
import kerava.training.FitOptions;
import org.junit.jupiter.api.Test;

/** A model with an axis of unknown size does on data of each length what a model for that length alone does. */
class AnyLengthTest {
  private static final int[] LENGTHS = {4, 7, 5, 4, 9};

  private static Sequential model(int length) {
    RandomSeed.set(3);
    Sequential model = new Sequential(new Input(length, 3), new LSTM(4).withReturnSequences(true), new BatchNormalization(),
        new TimeDistributed(new Dropout(0.3)), new Dropout(0.2), new LSTM(2));
    model.compile("adam", "mse");
    return model;
  }

  private static NDArray x(int count, int length) { return MadeSamples.normal(Shape.of(count, length, 3), length); }

  private static NDArray y(int count) { return MadeSamples.normal(Shape.of(count, 2), 9); }

  /** Weights and the optimizer go from length to length, through more kinds of batches than the graphs of one program hold. */
  @Test void stepsOnEachLengthAreThoseOfAModelForThatLength() {
    try (Sequential open = model(Shape.NONE)) {
      List<NDArray> weights = open.getWeights();
      for (int length = 3; length < 12; length++) {
        open.trainOnBatch(x(6, length), y(6));
        NDArray predicted = open.predict(x(5, length));
        try (Sequential fixed = model(length)) {
          fixed.setWeights(open.getWeights());
          assertEquals(fixed.predict(x(5, length)), predicted, "length " + length);
          assertEquals(fixed.evaluate(x(5, length), y(5), new EvaluateOptions().withVerbose(0)),
              open.evaluate(x(5, length), y(5), new EvaluateOptions().withVerbose(0)), "length " + length);
        }
      }
      assertTrue(!weights.equals(open.getWeights()));
    }
  }

  /** The optimizer's moments and iterations outlive a change of graphs. */
  @Test void theOptimizerGoesOn() {
    try (Sequential often = dense();
        Sequential once = dense()) {
      for (int step = 0; step < 6; step++) {
        for (int length = 1; length < 20; length++) often.predict(MadeSamples.normal(Shape.of(2, length, 3)));
        assertEquals(once.trainOnBatch(x(4, 6), MadeSamples.normal(Shape.of(4, 6, 2))),
            often.trainOnBatch(x(4, 6), MadeSamples.normal(Shape.of(4, 6, 2))));
      }
      assertEquals(once.getWeights(), often.getWeights());
    }
  }

  private static Sequential dense() {
    RandomSeed.set(3);
    Sequential model = new Sequential(new Input(Shape.NONE, 3), new Dense(4, "tanh"), new Dropout(0.3), new Dense(2));
    model.compile("adam", "mse");
    return model;
  }

  @Test void validationDataMayHaveAnotherLength() {
    try (Sequential model = model(Shape.NONE)) {
      var history =
          model.fit(x(12, 5), y(12), new FitOptions().withBatchSize(4).withEpochs(2).withValidationData(x(7, 8), y(7)).withVerbose(0));
      double judged = model.evaluate(x(7, 8), y(7), new EvaluateOptions().withBatchSize(4).withVerbose(0)).loss();
      assertEquals(judged, history.get("val_loss").get(1), 0);
    }
  }

  @Test void imagesOfAnySize() {
    RandomSeed.set(3);
    try (Sequential model =
        new Sequential(new Input(Shape.NONE, Shape.NONE, 3), new Conv2D(4, 3, "relu"), new GlobalAveragePooling2D(), new Dense(2))) {
      model.compile("adam", "mse");
      for (int size : LENGTHS) {
        NDArray x = MadeSamples.normal(Shape.of(6, size, size + 1, 3));
        model.fit(x, y(6), new FitOptions().withBatchSize(3).withVerbose(0));
        assertEquals(Shape.of(6, 2), model.predict(x).shape());
      }
      says(() -> model.predict(MadeSamples.normal(Shape.of(2, 2, 9, 3))), "predict", "(2, 9, 3)", "no window of");
      says(() -> model.predict(MadeSamples.normal(Shape.of(2, 5, 5, 4))), "(None, None, 3)", "(5, 5, 4)");
      says(() -> model.predict(MadeSamples.normal(Shape.of(2, 5, 3))), "(None, None, 3)", "(5, 3)");
    }
  }

  @Test void outputsAreAsLongAsTheirInputs() {
    try (Sequential model = new Sequential(new Input(Shape.NONE), new Embedding(5, 3), new Dense(2))) {
      model.compile("sgd", "mse");
      NDArray ids = NDArray.of(Shape.of(2, 7), new float[14]);
      assertEquals(Shape.of(2, 7, 2), model.predict(ids).shape());
      assertEquals(2, model.gradients(ids, MadeSamples.normal(Shape.of(2, 7, 2))).size() - 1);
      says(() -> model.fit(ids, MadeSamples.normal(Shape.of(2, 8, 2)), new FitOptions().withVerbose(0)), "(7, 2)", "(8, 2)");
    }
  }

  @Test void lengthsThatMustAgreeAreToldWithTheirInputs() {
    KerasTensor a = new Input(Shape.NONE, 3).named("left").tensor(), b = new Input(Shape.NONE, 3).named("right").tensor();
    try (Model model = new Model(List.of(a, b), List.of(new Add().apply(a, b)))) {
      model.compile("sgd", "mse");
      assertEquals(Shape.of(2, 5, 3), model.predict(Columns.of(x(2, 5), x(2, 5))).shape());
      Columns apart = Columns.of(x(2, 5), x(2, 6));
      says(() -> model.predict(apart), "predict", "'left' with samples of shape (5, 3)", "'right' with samples of shape (6, 3)", "Add");
      says(() -> model.fit(apart, x(2, 5), new FitOptions().withVerbose(0)), "fit", "'left'", "'right'", "Add");
    }
  }

  /** A chain without an Input keeps the shape of its first data, as in Keras. */
  @Test void aChainThatFirstDataShapeStaysClosed() {
    try (Sequential model = new Sequential(new LSTM(2))) {
      model.predict(x(2, 5));
      says(() -> model.predict(x(2, 6)), "(5, 3)", "(6, 3)");
    }
  }

  @Test void threadsPredictOtherLengthsAtOnce() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try (Sequential model = dense()) {
      List<NDArray> alone = IntStream.range(1, 20).mapToObj(length -> model.predict(x(3, length))).toList();
      List<Future<NDArray>> together = new ArrayList<>();
      for (int round = 0; round < 3; round++)
        for (int length = 1; length < 20; length++) {
          NDArray x = x(3, length);
          together.add(pool.submit(() -> model.predict(x)));
        }
      for (int i = 0; i < together.size(); i++) assertArrayEquals(alone.get(i % 19).values(), together.get(i).get().values(), 0);
    } finally {
      pool.shutdown();
    }
  }

  private static void says(Runnable use, String... words) {
    String said = assertThrows(KeravaException.class, use::run).getMessage();
    for (String word : words) assertTrue(said.contains(word), said);
  }
}

package kerava.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import kerava.KeravaException;
import kerava.MadeSamples;
import kerava.layers.Bidirectional;
import kerava.layers.Dense;
import kerava.layers.GRU;
import kerava.layers.GRUCell;
import kerava.layers.Input;
import kerava.layers.LSTM;
import kerava.layers.LSTMCell;
import kerava.layers.Layer;
import kerava.layers.Masking;
import kerava.layers.RNN;
import kerava.layers.SimpleRNN;
import kerava.models.Sequential;
import kerava.random.RandomSeed;
import kerava.tensor.Shape;
import kerava.training.FitOptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a training step of a recurrent layer writes does not grow with the number of steps, once they are so many that they are a loop. */
class LongSequencesTest {
  private static final int WRITTEN_OUT = 128, LONG = 2_000, UNROLLED = 1_024;
  private static final List<Layer> LAYERS = List.of(new SimpleRNN(3), new LSTM(3), new GRU(3).withReturnSequences(true),
      new GRU(3).withDropout(.1).withRecurrentDropout(.1), new RNN(List.of(new LSTMCell(3), new GRUCell(2))),
      new Bidirectional(new LSTM(2)));

  private static int size(Layer layer, int steps) {
    try (Sequential model = new Sequential(new Input(steps, 2), new Masking(), layer, new Dense(1))) {
      model.compile("adam", "mse");
      Shape truth = model.built().outputs().get(0).dropFirst();
      return TrainingGraph.size(model.built(), model.settings().compiled(model.network().outputNames()), List.of(truth), 4);
    }
  }

  @TestFactory Stream<DynamicTest> theGraphOfALongSequenceIsAsLargeAsThatOfALonger() {
    return LAYERS.stream().map(layer -> DynamicTest.dynamicTest(layer.toString(), () -> {
      int size = size(layer, WRITTEN_OUT + 1);
      assertEquals(size, size(layer, LONG));
      assertTrue(size < size(layer, WRITTEN_OUT) / 4, "as a loop: " + size);
    }));
  }

  @Test void stepsThatAreUnrolledHaveALimit() {
    String refused =
        assertThrows(KeravaException.class, () -> new Sequential(new Input(UNROLLED + 1, 2), new LSTM(2).withUnroll(true))).getMessage();
    assertTrue(refused.startsWith("LSTM: unrolls at most 1024 steps, got 1025; cut the sequences, or leave unroll out"), refused);
  }

  @Test void twoThousandStepsTrain() {
    RandomSeed.set(3);
    try (Sequential model = new Sequential(new Input(LONG, 1), new GRU(2), new Dense(1))) {
      model.compile("sgd", "mse");
      List<Double> loss = model.fit(MadeSamples.normal(Shape.of(8, LONG, 1)), MadeSamples.normal(Shape.of(8, 1), 5),
          new FitOptions().withEpochs(4).withBatchSize(4).withVerbose(0)).get("loss");
      assertTrue(loss.get(3) < loss.get(0), loss.toString());
    }
  }
}

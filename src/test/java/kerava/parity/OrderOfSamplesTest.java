package kerava.parity;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import kerava.activations.Activations;
import kerava.data.Mnist;
import kerava.data.ToCategorical;
import kerava.initializers.HeNormal;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.models.Sequential;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;
import kerava.training.Callback;
import kerava.training.EvaluateOptions;
import kerava.training.FitOptions;
import kerava.training.Training;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What {@link Difference#ORDER} does to dnn-he: the same weights to begin with, once with one order of the samples for all epochs (Keras 3
 * with a seed) and once with a new one for each (tf.keras 2). It takes minutes:
 * {@code mvn test -Dexcluded.tests= -Dincluded.tests=bench -Dtest=OrderOfSamplesTest -Dkerava.seeds=10}.
 */
@Tag("bench") class OrderOfSamplesTest {
  private static final int SEEDS = Integer.getInteger("kerava.seeds", 5), APART = 1000;

  private final Mnist train = Mnist.load(Mnist.Split.TRAIN), test = Mnist.load(Mnist.Split.TEST);
  private final NDArray x = train.x().reshape(train.count(), 784), y = ToCategorical.of(train.y(), 10),
      xTest = test.x().reshape(test.count(), 784), yTest = ToCategorical.of(test.y(), 10);

  @Test void aNewOrderForEachEpochLearnsBetter() {
    List<Double> same = new ArrayList<>(), fresh = new ArrayList<>();
    for (long seed = 1; seed <= SEEDS; seed++) {
      same.add(loss(seed, false));
      fresh.add(loss(seed, true));
      System.out.printf("dnn-he, seed %d: loss %s with one order, %s with a new one for each epoch%n", seed, same.get(same.size() - 1),
          fresh.get(fresh.size() - 1));
    }
    Distribution one = new Distribution(same), many = new Distribution(fresh);
    System.out.printf("mean %.4f (%.4f .. %.4f) with one order, %.4f (%.4f .. %.4f) with new ones%n", one.mean(), one.min(), one.max(),
        many.mean(), many.min(), many.max());
    assertTrue(many.mean() < one.mean());
  }

  private double loss(long seed, boolean fresh) {
    RandomSeed.set(seed);
    try (Sequential model = new Sequential(new Input(784), new Dense(256, Activations.RELU, new HeNormal()),
        new Dense(256, Activations.RELU, new HeNormal()), new Dense(10, Activations.SOFTMAX, new HeNormal()))) {
      model.compile("adam", "categorical_crossentropy", "accuracy");
      model.fit(x, y, new FitOptions().withEpochs(5).withBatchSize(100).withVerbose(0).withCallbacks(new Callback() {
        @Override public void onEpochBegin(Training training, int epoch) { if (fresh) RandomSeed.set(APART * seed + epoch); }
      }));
      return model.evaluate(xTest, yTest, new EvaluateOptions().withVerbose(0)).loss();
    }
  }
}

package kerava.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kerava.data.Mnist;
import kerava.interop.Runs.Job;
import kerava.layers.BatchNormalization;
import kerava.layers.Dense;
import kerava.layers.Flatten;
import kerava.layers.Input;
import kerava.layers.Layer;
import kerava.layers.LeakyReLU;
import kerava.models.Sequential;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;
import kerava.training.EvaluateOptions;
import kerava.training.FitOptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Models as a user builds them, with initial weights, other seeds and other batches, side by side with Python Keras on this machine. */
@Tag("interop") class ModelRunsInterop {
  private static final Mnist TRAIN = Mnist.load(Mnist.Split.TRAIN), TEST = Mnist.load(Mnist.Split.TEST);

  @TestFactory Stream<DynamicTest> theLibraryGivesPythonsBits() {
    return Runs.tests(List.of(
        new Job("vanishing32-relu", 7, 2, 9600),
        new Job("vanishing32-sigmoid", 0, 2, 9600),
        new Job("vanishing32-relu", 4294967295L, 2, 9600),
        new Job("vanishing32-relu", 3, 2, 3217),
        new Job("vanishing32-relu", 11, 2, 1017, 50),
        new Job("normalized", 42, 1),
        new Job("normalized", 5, 2, 3217),
        new Job("normalized", 6, 2, 1040, 52)), ModelRunsInterop::compare);
  }

  private static void compare(Job job, JsonNode python) {
    int limit = job.limit() == null ? TRAIN.count() : job.limit(), batchSize = job.batchSize() == null ? 32 : job.batchSize();
    RandomSeed.set(job.seed());
    boolean flat = job.run().equals("normalized");
    try (Sequential model = new Sequential(null, flat ? normalized() : deep(job.run().replace("vanishing32-", "")))) {
      Runs.assertInitial(python, model.getWeights());
      model.compile("adam", "sparse_categorical_crossentropy", "accuracy");
      var history = model.fit(samples(TRAIN, limit, flat), TRAIN.y().slice(0, limit),
          new FitOptions().withEpochs(job.epochs()).withBatchSize(batchSize).withVerbose(0));
      var scores = model.evaluate(samples(TEST, TEST.count(), flat), TEST.y(), new EvaluateOptions().withVerbose(0));
      String predicted = Bits.md5(model.predict(samples(TEST, 1000, flat)));
      Runs.assertSame(python, history.values(), scores, Bits.md5(model.getWeights()), predicted);
    }
  }

  private static NDArray samples(Mnist data, int limit, boolean flat) {
    NDArray x = data.x().slice(0, limit);
    return flat ? x.reshape(limit, 784) : x;
  }

  private static List<Layer> deep(String activation) {
    List<Layer> layers = new ArrayList<>(List.of(new Input(28, 28), new Flatten()));
    for (int i = 0; i < 10; i++) layers.add(new Dense(32, activation));
    layers.add(new Dense(10, "softmax"));
    return layers;
  }

  private static List<Layer> normalized() {
    return List.of(new Input(784), new Dense(30), new BatchNormalization(), new LeakyReLU(), new Dense(20), new LeakyReLU(0.1),
        new BatchNormalization(), new Dense(10, "softmax"));
  }
}

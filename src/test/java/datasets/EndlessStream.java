package datasets;

import java.util.Random;
import java.util.stream.Stream;
import kerava.data.Dataset;
import kerava.data.Element;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.models.Sequential;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.FitOptions;

/** Samples that are made up, or come from elsewhere, without an end: an epoch is what stepsPerEpoch says. */
public final class EndlessStream {
  public static double lastLoss() {
    Random random = new Random(7);
    Dataset samples = Dataset.generated(() -> Stream.generate(() -> {
      float x = random.nextFloat();
      return Element.of(NDArray.of(new float[] {x}), NDArray.of(Shape.of(1), 3 * x - 1));
    }).iterator());
    try (Sequential model = new Sequential(new Input(1), new Dense(1))) {
      model.compile("adam", "mse");
      var history = model.fit(samples.batch(32), new FitOptions().withEpochs(4).withStepsPerEpoch(100).withVerbose(0));
      return history.get("loss").get(3);
    }
  }
}

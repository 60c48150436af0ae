package kerava.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import kerava.Warned;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.losses.MeanSquaredError;
import kerava.models.Sequential;
import kerava.optimizers.SGD;
import kerava.tensor.NDArray;
import org.junit.jupiter.api.Test;

class NotFiniteTest {
  private static final NDArray X = NDArray.of(new float[][] {{1, 2}, {3, -1}, {.5f, 4}}), Y = NDArray.of(new float[][] {{1}, {2}, {-3}});

  private static List<String> warned(double rate) {
    try (Sequential model = new Sequential(new Input(2), new Dense(3).named("hidden"), new Dense(1))) {
      model.compile(new SGD(rate), new MeanSquaredError());
      return Warned.during(() -> model.fit(X, Y, new FitOptions().withEpochs(3).withBatchSize(2).withVerbose(0)));
    }
  }

  @Test void aLossThatIsNoNumberIsToldOnceWithItsFirstLayer() {
    List<String> told = warned(1e30);
    assertEquals(1, told.size(), told.toString());
    assertTrue(
        told.get(0).startsWith("fit: the loss of epoch ")
            && told.get(0).contains("; the first layer whose weights are not finite is 'hidden' (kernel)"),
        told.get(0));
  }

  @Test void aTrainingThatGoesWellIsSilent() { assertEquals(List.of(), warned(1e-3)); }
}

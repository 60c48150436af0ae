package kerava.notebooks;

import java.util.List;
import kerava.layers.Dense;
import kerava.layers.Flatten;
import kerava.layers.Input;
import kerava.models.Sequential;
import kerava.training.FitOptions;

/**
 * The vanishing gradient once more, with ten hidden layers of 64 and batches of 400. As in the original, the sigmoid model's tenth hidden
 * layer is relu.
 */
public final class VanishingGradient64 implements Notebook {
  private static final String RELU = "vanishing64-relu", SIGMOID = "vanishing64-sigmoid";

  @Override public String name() { return "vanishing-gradient-64"; }

  @Override public List<String> runs() { return List.of(RELU, SIGMOID); }

  private static Sequential model(String activation) {
    Sequential model = new Sequential(new Input(28, 28), new Flatten());
    for (int i = 0; i < 9; i++) model.add(new Dense(64, activation));
    model.add(new Dense(64, "relu"));
    model.add(new Dense(10, "softmax"));
    return model;
  }

  @Override public void run(NotebookRunner runner) {
    VanishingGradient.compare(runner, runs(), VanishingGradient64::model, new FitOptions().withEpochs(5).withBatchSize(400).withVerbose(0),
        false);
  }
}

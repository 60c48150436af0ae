package kerava;

import java.util.Locale;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.layers.KerasTensor;
import kerava.losses.MeanSquaredError;
import kerava.models.Model;
import kerava.optimizers.Adam;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;

/**
 * Kerava at a deep model, as {@code src/test/python/deep_model.py}: builds it, trains one step and prints a JSON line of the seconds and
 * the loss.
 */
public final class DeepTimes {
  private DeepTimes() {}

  /** @param args the number of layers, one time after the other */
  public static void main(String[] args) {
    for (String layers : args) run(Integer.parseInt(layers));
  }

  private static void run(int layers) {
    RandomSeed.set(42);
    float[] x = new float[32 * 16];
    for (int i = 0; i < x.length; i++) x[i] = (i % 7) / 7f;
    long began = System.nanoTime();
    KerasTensor input = new Input(16).tensor(), y = input;
    for (int i = 0; i < layers; i++) y = new Dense(16, "tanh").apply(y);
    try (Model model = new Model(input, y)) {
      model.compile(new Adam(), new MeanSquaredError());
      double build = (System.nanoTime() - began) / 1e9;
      double loss = model.trainOnBatch(NDArray.of(Shape.of(32, 16), x), NDArray.of(Shape.of(32, 16), x)).get("loss");
      System.out.printf(Locale.ROOT, "{\"build\": %.4f, \"step\": %.4f, \"loss\": %s}%n", build, (System.nanoTime() - began) / 1e9 - build,
          loss);
    }
  }
}

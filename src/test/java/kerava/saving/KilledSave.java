package kerava.saving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import kerava.config.Limits;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.network.Built;
import kerava.network.Network;
import kerava.tensor.NDArray;

/**
 * A JVM that saves a model over and over is killed, as by kill -9, at any moment: the file is always a whole model, one of those that were
 * saved.
 */
public final class KilledSave {
  private static final int SIZE = 700;

  private KilledSave() {}

  /** @return how many different models were found after the kills */
  public static int kill(int times, Path file) throws IOException, InterruptedException {
    ModelFile.write(file, model(0), Dialect.KERAS_3);
    Random random = new Random(times);
    List<Float> found = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      Process saving = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
          System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), Saver.class.getName(), file.toString(),
          Integer.toString(i * 1000)).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      assertEquals('s', saving.getInputStream().read(), "it has saved once");
      Thread.sleep(random.nextInt(200));
      saving.destroyForcibly().waitFor();
      float[] kernel = ModelFile.read(file, Limits.DEFAULT).weights().get(0).values();
      for (float value : kernel) assertTrue(value == kernel[0], "numbers of one model");
      if (!found.contains(kernel[0])) found.add(kernel[0]);
    }
    return found.size();
  }

  private static Snapshot model(float value) {
    Network network = Network.sequential("m", List.of(new Input(SIZE), new Dense(SIZE).withUseBias(false)));
    Built built = network.build(network.inputShape());
    float[] kernel = new float[SIZE * SIZE];
    Arrays.fill(kernel, value);
    return new Snapshot(network, built, null, List.of(NDArray.of(kernel).reshape(SIZE, SIZE)), null);
  }

  static final class Saver {
    public static void main(String[] args) {
      for (int i = 1;; i++) {
        ModelFile.write(Path.of(args[0]), model(Integer.parseInt(args[1]) + i), Dialect.KERAS_3);
        System.out.print('s');
        System.out.flush();
      }
    }
  }
}

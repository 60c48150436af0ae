package kerava.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kerava.data.DataFile;
import kerava.tensor.NDArray;

/** What commands do, once through in one process: {@code bin/kerava-archive} has Java keep the classes that are loaded. */
final class Rehearsal {
  private static final String MODEL = """
      {"module": "keras", "class_name": "Sequential", "config": {"name": "sequential", "layers": [
      {"module": "keras.layers", "class_name": "InputLayer", "config": {"batch_shape": [null, 4], "dtype": "float32", "name": "input"}},
      {"module": "keras.layers", "class_name": "Dense", "config": {"name": "hidden", "units": 3, "activation": "relu"}},
      {"module": "keras.layers", "class_name": "Dropout", "config": {"name": "dropout", "rate": 0.1}},
      {"module": "keras.layers", "class_name": "Dense", "config": {"name": "out", "units": 2, "activation": "softmax"}}]}}""";
  private static final List<String> LINES = List.of("--help", "run --help", "train --help", "predict --help", "devices",

      "train model.json --x x.npy --y y.npy --optimizer adam --loss mse --metrics accuracy --out trained.keras",
      "summary trained.keras", "inspect trained.keras --json", "convert trained.keras model.h5", "summary model.h5", "inspect model.h5",
      "evaluate trained.keras --x x.npy --y y.npy", "predict trained.keras --x x.npy", "predict trained.keras --x x.npy --json");

  private Rehearsal() {}

  /** {@code args}: an empty folder. A command that fails, such as one without TensorFlow's library on this platform, is left out. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Files.writeString(folder.resolve("model.json"), MODEL);
    DataFile.write(folder.resolve("x.npy").toString(), NDArray.of(new float[8][4]));
    DataFile.write(folder.resolve("y.npy").toString(), NDArray.of(new float[8][2]));
    new Interrupts().done();
    for (String line : LINES) {
      String[] words = line.replaceAll("\\w+\\.\\w+", folder.toAbsolutePath().toString().replace("\\", "/") + "/$0").split(" ");
      if (Main.run(words) != 0) System.err.println("failed: " + line);
    }
    System.exit(0);
  }
}

package kerava.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import kerava.data.DataFile;
import kerava.data.Images;
import kerava.layers.Dense;
import kerava.layers.Flatten;
import kerava.layers.Input;
import kerava.models.Model;
import kerava.models.Sequential;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.FitOptions;

/**
 * A folder with a trained {@code model.keras}, {@code x.npy}, {@code y.npy}, {@code photo.png} and a {@code history.json}, and command
 * lines in it.
 */
record ModelFolder(Path folder) {
  static final NDArray X = x(), Y = NDArray.of(2, 0, 1, 1, 2, 0, 2, 1, 0, 0, 1);

  static ModelFolder in(Path folder) {
    try (Sequential model = model()) {
      model.fit(X, Y, new FitOptions().withBatchSize(4).withVerbose(0));
      model.save(folder.resolve("model.keras"));
      DataFile.write(folder.resolve("x.npy").toString(), X);
      DataFile.write(folder.resolve("y.npy").toString(), Y);
      Images.saveImg(folder.resolve("photo.png"), X.slice(0, 3).reshape(6, 3, 1));
      Files.writeString(folder.resolve("history.json"),
          "{\"history\": {\"loss\": [2.5, 1.25, \"NaN\"], \"val_loss\": [2, 1, 0.5]}, \"evaluate\": null}");
      return new ModelFolder(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** 6 inputs, 5 units, 3 classes: 35 + 18 = 53 weights. */
  static Sequential model() {
    RandomSeed.set(4);
    Sequential model = new Sequential("net", List.of(new Input(2, 3), new Flatten().named("flat"), new Dense(5, "tanh").named("hidden"),
        new Dense(3, "softmax").named("out")));
    model.compile("adam", "sparse_categorical_crossentropy", "accuracy");
    return model;
  }

  private static NDArray x() {
    float[] values = new float[11 * 6];
    for (int i = 0; i < values.length; i++) values[i] = (float) Math.sin(i * 1.7 + i * i % 5);
    return NDArray.of(Shape.of(11, 2, 3), values);
  }

  /** Runs a command line whose files lie in the folder, arrays by name too; a SavedModel's name begins with exported. */
  Outcome run(String line) { return Outcome.of(words(line)); }

  String[] words(String line) {
    return Arrays.stream(line.trim().split(" +"))
        .map(word -> word.matches("\\w+=\\w+\\.npy") ? word.replace("=", "=" + folder + "/") : word)
        .map(word -> word.matches("exported\\w*|[^-][^=]*\\.(keras|h5|json|npy|npz|csv|tsv|svg|png|txt)(:.*)?")
            ? path(word).toString()
            : word)
        .toArray(String[]::new);
  }

  Path path(String name) { return folder.resolve(name); }

  Model open(String name) { return Model.load(path(name)); }
}

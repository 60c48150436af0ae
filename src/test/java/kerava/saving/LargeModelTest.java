package kerava.saving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import kerava.ChildJvm;
import kerava.KeravaException;
import kerava.config.Limits;
import kerava.hdf5.Hdf5Dataset;
import kerava.hdf5.Hdf5File;
import kerava.hdf5.Hdf5Group;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.network.Built;
import kerava.network.Network;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.CompileSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A large model is loaded and saved with hardly more memory than its numbers take: no copy of the file is made on the way. */
class LargeModelTest {
  private static final int UNITS = 1024, MEGABYTES = 36;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"m.keras, KERAS_3", "m.h5, KERAS_3", "m.h5, KERAS_2", "m.weights.h5, KERAS_3"}) void needsLessThanTwiceItsFile(String name,
      Dialect dialect) throws IOException {
    Path file = folder.resolve(name), copy = folder.resolve("copy." + name);
    boolean state = !name.equals("m.h5") || dialect == Dialect.KERAS_2;
    save(model(state), file, dialect);
    long megabytes = Files.size(file) >> 20;
    assertEquals(MEGABYTES, megabytes);
    List<String> options = List.of("-Xmx" + (2 * megabytes - 4) + "m", "-XX:MaxDirectMemorySize=4m", "-XX:+UseSerialGC");
    ChildJvm.Outcome outcome = ChildJvm.run(options, Child.class, file.toString(), copy.toString(), dialect.name());
    assertEquals(0, outcome.exitCode(), outcome.output());
    Snapshot read = ModelFile.readWeights(copy, model(state), Limits.DEFAULT);
    for (int i = 0; i < read.weights().size(); i++) assertTrue(model(state).weights().get(i).equals(read.weights().get(i)));
  }

  /** What could not be read again is not written. */
  @Test void refusesMoreThanAFileMayHave() {
    Hdf5Group root = Hdf5Group.root("huge.h5");
    float[] megabytes = new float[1 << 20];
    for (int i = 0; i < 512; i++) root.put("" + i, Hdf5Dataset.of(Shape.of(megabytes.length), megabytes));
    KeravaException e = assertThrows(KeravaException.class,
        () -> Hdf5File.write(root, OutputStream.nullOutputStream()));
    assertTrue(e.getMessage().startsWith("huge.h5: /: a file of 2147"), e.getMessage());
  }

  private static void save(Snapshot model, Path file, Dialect dialect) {
    if (file.toString().endsWith(".weights.h5")) ModelFile.writeWeights(file, model);
    else ModelFile.write(file, model, dialect);
  }

  /** Layers of 4 MB, three times that with adam's state; every kernel has its own number. */
  private static Snapshot model(boolean state) {
    Network network = Network.sequential("m", List.of(new Input(UNITS)));
    int layers = MEGABYTES / 4 / (state ? 3 : 1);
    for (int i = 0; i < layers; i++) network = network.plus(new Dense(UNITS).withUseBias(false));
    Built built = network.build(network.inputShape());
    List<NDArray> weights = built.variables().stream().map(v -> new NDArray(v.shape(), new float[v.size()])).toList();
    for (int i = 0; i < layers; i++) Arrays.fill(weights.get(i).values(), i + 0.5f);
    return new Snapshot(network, built, state ? CompileSettings.of("adam", "mean_squared_error") : null, weights, null);
  }

  static final class Child {
    public static void main(String[] args) {
      Path file = Path.of(args[0]);
      Snapshot read = args[0].endsWith(".weights.h5")
          ? ModelFile.readWeights(file, model(true).with(null, null), Limits.DEFAULT)
          : ModelFile.read(file, Limits.DEFAULT);
      save(read, Path.of(args[1]), Dialect.valueOf(args[2]));
    }
  }
}

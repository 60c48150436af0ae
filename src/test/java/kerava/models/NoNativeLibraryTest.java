package kerava.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kerava.ChildJvm;
import kerava.config.Family;
import kerava.config.Limits;
import kerava.initializers.Orthogonal;
import kerava.layers.Activation;
import kerava.layers.BatchNormalization;
import kerava.layers.Dense;
import kerava.layers.Dropout;
import kerava.layers.Flatten;
import kerava.layers.Input;
import kerava.layers.LeakyReLU;
import kerava.losses.Loss;
import kerava.optimizers.Optimizer;
import kerava.random.RandomSeed;
import kerava.saving.ModelFile;
import org.junit.jupiter.api.Test;

/** What a model is, its summary and its JSON need no TensorFlow library: 160 MB and half a second for whoever only looks at a model. */
class NoNativeLibraryTest {
  /** What loads only on the way to the native library. */
  private static final List<String> LOADERS = List.of("org.tensorflow.TensorFlow ", "org.tensorflow.internal.c_api.global.tensorflow ",
      "org.bytedeco.javacpp.Loader ", "org.tensorflow.Graph ");

  @Test void describingAModelLoadsNothingNative() {
    String output = run("describe");
    for (String loader : LOADERS) assertTrue(!output.contains(" " + loader), "loaded: " + loader);
    assertTrue(output.contains("mapped: 0"), output.lines().filter(line -> line.startsWith("mapped")).toList().toString());
  }

  /** So that the other test is known to look in the right place. */
  @Test void runningOneDoes() {
    String output = run("run");
    for (String loader : LOADERS) assertTrue(output.contains(" " + loader), "not loaded: " + loader);
    assertTrue(output.contains("mapped: ") && (!output.contains("mapped: 0") || !Files.exists(Child.MAPS)), "the library is in memory");
  }

  private static String run(String mode) {
    ChildJvm.Outcome outcome = ChildJvm.run(List.of("-Xshare:off", "-Xlog:class+load:stdout"), Child.class, mode);
    assertEquals(0, outcome.exitCode(), () -> outcome.output().lines().filter(line -> !line.contains("[class,load]")).toList().toString());
    return outcome.output();
  }

  /** Describes a model and files of models with everything that can be said of it, and runs it if asked. */
  static final class Child {
    private static final Path MAPS = Path.of("/proc/self/maps");

    private static void describeFiles() throws IOException {
      Path copy = Files.createTempFile("kerava", ".keras");
      try (Sequential loaded = Sequential.load(Path.of("models/keras2/adam.h5"))) {
        loaded.save(copy);
        if (!loaded.summary().contains("Optimizer params")) throw new AssertionError(loaded.summary());
        if (ModelFile.inspect(copy, Limits.DEFAULT).params() != loaded.countParams()) throw new AssertionError(copy);
      } finally {
        Files.delete(copy);
      }
    }

    public static void main(String[] args) throws IOException {
      RandomSeed.set(42);
      try (
          Sequential model = new Sequential(new Input(28, 28), new Flatten(), new Dense(32, "gelu").withKernelInitializer(new Orthogonal()),
              new BatchNormalization(), new LeakyReLU(), new Dropout(0.2), new Dense(10), new Activation("sparsemax"))) {
        for (String loss : Family.names(Loss.class))
          for (String optimizer : Family.names(Optimizer.class)) model.compile(optimizer, loss, "accuracy");
        String all = model.summary() + model.summaryKeras2() + model.toJson() + model.countParams();
        if (!all.contains("sparsemax")) throw new AssertionError(all);
        describeFiles();
        if (args[0].equals("run")) model.getWeights();
        long mapped = Files.exists(MAPS) ? Files.readString(MAPS).lines().filter(line -> line.contains("libtensorflow")).count() : 0;
        System.out.println("\nmapped: " + mapped);
      }
    }
  }
}

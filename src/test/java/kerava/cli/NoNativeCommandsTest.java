package kerava.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kerava.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looking at a model and converting it need no TensorFlow library: 160 MB and half a second. */
class NoNativeCommandsTest {
  /** What loads only on the way to the native library. */
  private static final List<String> LOADERS =
      List.of("org.tensorflow.TensorFlow ", "org.bytedeco.javacpp.Loader ", "org.tensorflow.Graph ");

  @TempDir Path temporary;

  @Test void onlyRunningAModelLoadsTheLibrary() {
    ModelFolder folder = ModelFolder.in(temporary);
    folder.run("convert model.keras exported");
    String looked = child(folder, "summary model.keras", "summary model.keras --json", "inspect model.keras", "inspect exported",
        "convert model.keras a.h5",
        "convert a.h5 b.h5 --dialect keras2", "convert b.h5 c.weights.h5", "convert b.h5 d.json",
        "convert d.json e.keras --weights c.weights.h5", "inspect c.weights.h5", "plot model.keras --out p.svg",
        "plot history.json --out h.svg");
    for (String loader : LOADERS) assertTrue(!looked.contains(" " + loader), "loaded: " + loader);
    assertTrue(looked.contains("mapped: 0"), "mapped");
    String ran = child(folder, "predict e.keras --x x.npy"); // so that the other is known to look in the right place
    for (String loader : LOADERS) assertTrue(ran.contains(" " + loader), "not loaded: " + loader);
  }

  private static String child(ModelFolder folder, String... lines) {
    List<String> options = List.of("-Xshare:off", "-Xlog:class+load:stdout", "-Djava.awt.headless=true");
    String[] arguments = new String[lines.length + 1];
    arguments[0] = folder.folder().toString();
    System.arraycopy(lines, 0, arguments, 1, lines.length);
    ChildJvm.Outcome outcome = ChildJvm.run(options, Child.class, arguments);
    assertEquals(0, outcome.exitCode(), () -> outcome.output().lines().filter(line -> !line.contains("[class,load]")).toList().toString());
    return outcome.output();
  }

  static final class Child {
    private static final Path MAPS = Path.of("/proc/self/maps");

    public static void main(String[] args) throws IOException {
      ModelFolder folder = new ModelFolder(Path.of(args[0]));
      for (int i = 1; i < args.length; i++)
        if (Main.run(folder.words(args[i])) != 0) throw new AssertionError(args[i]);
      long mapped = Files.exists(MAPS) ? Files.readString(MAPS).lines().filter(line -> line.contains("libtensorflow")).count() : 0;
      System.out.println("\nmapped: " + mapped);
      System.exit(0);
    }
  }
}

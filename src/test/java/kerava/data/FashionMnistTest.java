package kerava.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import kerava.FormatException;
import kerava.KeravaException;
import kerava.data.Mnist.Split;
import kerava.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goldens: the same files read and scaled by NumPy (src/test/python/mnist_goldens.py). */
class FashionMnistTest {
  @Test void trainIsTheGenuineSet() throws Exception { MnistTest.check(FashionMnist.load(Split.TRAIN), "fashion-mnist", "train"); }

  @Test void testIsTheGenuineSet() throws Exception { MnistTest.check(FashionMnist.load(Split.TEST), "fashion-mnist", "t10k"); }

  @Test void everyLabelHasItsName() {
    Mnist test = FashionMnist.load(Split.TEST);
    assertEquals("Ankle boot", FashionMnist.CLASS_NAMES.get(test.label(0)));
    boolean[] seen = new boolean[FashionMnist.CLASS_NAMES.size()];
    for (int i = 0; i < test.count(); i++) seen[test.label(i)] = true;
    for (boolean one : seen) assertTrue(one);
    assertEquals(Shape.of(10000, 28, 28), test.x().shape());
  }

  @Test void damagedAndMissingFilesAreNamed(@TempDir Path folder) throws IOException {
    Path images = folder.resolve("t10k-images-idx3-ubyte.gz"), labels = folder.resolve("t10k-labels-idx1-ubyte.gz");
    assertEquals(images + ": no such file; check the path", refusal(KeravaException.class, folder));
    byte[] whole = read(images);
    Files.write(labels, read(labels));
    Files.write(images, Arrays.copyOf(whole, 10_000));
    assertEquals(images + ": truncated: the file ends before the 7840000 elements that its header declares; fetch the file again",
        refusal(FormatException.class, folder));
    whole[whole.length / 2] ^= 4;
    Files.write(images, whole);
    assertTrue(refusal(FormatException.class, folder).startsWith(images + ": "));
  }

  private static String refusal(Class<? extends KeravaException> type, Path folder) {
    return assertThrows(type, () -> Mnist.load(folder, Split.TEST)).getMessage();
  }

  private static byte[] read(Path name) throws IOException {
    try (InputStream in = FashionMnist.class.getResourceAsStream("fashion-mnist/" + name.getFileName())) {
      return in.readAllBytes();
    }
  }
}

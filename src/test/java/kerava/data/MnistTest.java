package kerava.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.IntStream;
import kerava.KeravaException;
import kerava.data.Mnist.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goldens: the same files read and scaled by NumPy (src/test/python/mnist_goldens.py). */
class MnistTest {
  @Test void trainIsTheGenuineSet() throws Exception { check(Mnist.load(Split.TRAIN), "mnist", "train"); }

  @Test void testIsTheGenuineSet() throws Exception { check(Mnist.load(Split.TEST), "mnist", "t10k"); }

  @Test void scalesEveryLevelAsNumPy() {
    byte[] levels = new byte[256];
    for (int b = 0; b < 256; b++) levels[b] = (byte) b;
    float[] scaled = new Mnist(1, 2, 128, levels, new byte[1]).scaled();
    for (int b = 0; b < 256; b++) assertEquals((float) (b / 255.0), scaled[b]);
    assertEquals(0.003921569f, scaled[1]);
  }

  @Test void refusesImagesAndLabelsThatDoNotMatch(@TempDir Path folder) throws IOException {
    copy(folder, "train-images-idx3-ubyte.gz", "t10k-images-idx3-ubyte.gz");
    copy(folder, "t10k-labels-idx1-ubyte.gz", "t10k-labels-idx1-ubyte.gz");
    assertEquals(folder.resolve("t10k-images-idx3-ubyte.gz")
        + ": there must be a label for each of the 60000 images, got labels of shape [10000]; take both files from one set",
        refusal(folder));
    copy(folder, "t10k-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte.gz");
    assertEquals(folder.resolve("t10k-images-idx3-ubyte.gz")
        + ": images must have 3 axes (count, rows, columns), got [10000]; are images and labels swapped?", refusal(folder));
  }

  private static String refusal(Path folder) {
    return assertThrows(KeravaException.class, () -> Mnist.load(folder, Split.TEST)).getMessage();
  }

  private static void copy(Path folder, String from, String to) throws IOException {
    try (InputStream in = Mnist.class.getResourceAsStream("mnist/" + from)) {
      Files.write(folder.resolve(to), in.readAllBytes());
    }
  }

  static void check(Mnist mnist, String set, String split) throws IOException, GeneralSecurityException {
    JsonNode golden;
    try (InputStream in = MnistTest.class.getResourceAsStream("/kerava/goldens/" + set + ".json")) {
      golden = new ObjectMapper().readTree(in).get(split);
    }
    int[] shape = IntStream.range(0, 3).map(i -> golden.get("shape").get(i).asInt()).toArray();
    assertArrayEquals(shape, new int[] {mnist.count(), mnist.rows(), mnist.cols()});
    assertEquals(golden.get("pixels").asText(), sha256(mnist.pixels()));
    assertEquals(golden.get("labels").asText(), sha256(mnist.labels()));
    for (int i = 0; i < 10; i++) assertEquals(golden.get("first_labels").get(i).asInt(), mnist.label(i));
    float[] scaled = mnist.scaled(100, 1100);
    ByteBuffer bytes = ByteBuffer.allocate(4 * scaled.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(scaled);
    assertEquals(golden.get("scaled_100_to_1100").asText(), sha256(bytes.array()));
  }

  private static String sha256(byte[] bytes) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}

package kerava.data;

import static kerava.data.Hostile.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import kerava.Goldens;
import kerava.KeravaException;
import kerava.config.Limits;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goldens: archives that NumPy wrote (src/test/python/data_goldens.py npy). */
class NpzTest {
  private static final byte[] THREE = NpyTest.npy("{'descr': '|u1', 'fortran_order': False, 'shape': (3,), }", 3, 1, 2);

  @TempDir private Path folder;

  @Test void readsWhatNumPyWrote() throws IOException {
    Path stored = Hostile.resource("stored.npz", folder), deflated = Hostile.resource("deflated.npz", folder);
    assertEquals(List.of("x_train", "y", "a/b"), Npz.keys(stored));
    assertEquals(List.of("x_train", "y", "a/b", "zeros"), Npz.keys(deflated));
    for (Map.Entry<String, JsonNode> golden : Goldens.read("npy").get("npz").properties()) {
      for (Path file : List.of(stored, deflated)) assertEquals(NpyTest.stored(golden.getValue()), Npz.read(file, golden.getKey()));
    }
    assertEquals(NDArray.of(Shape.of(300_000), new float[300_000]), Npz.read(deflated, "zeros"), "zeros inflate a thousandfold");
  }

  @Test void writesTheSameBytesForTheSameArrays() throws IOException {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    arrays.put("y", NDArray.of(3, 1, 2));
    arrays.put("a/x", NDArray.of(Shape.of(2, 1, 3), 1, 2, 3, 4, 5, Float.NaN));
    Path first = folder.resolve("1.npz"), second = folder.resolve("2.npz");
    Npz.write(first, arrays);
    Npz.write(second, arrays);
    assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
    assertArrayEquals(new byte[] {0, 0, 0x21, 0}, Arrays.copyOfRange(Files.readAllBytes(first), 10, 14),
        "1980-01-01, whatever the clock says");
    assertEquals(List.of("y", "a/x"), Npz.keys(first));
    for (String key : arrays.keySet()) assertEquals(arrays.get(key), Npz.read(first, key));
    assertEquals(first + ": '../x' cannot be the name of an array; take one without .., / in front and \\",
        message(() -> Npz.write(first, Map.of("../x", NDArray.of(1)))));
  }

  @Test void namesTheKeysThereAre() throws IOException {
    Path file = Hostile.resource("stored.npz", folder);
    assertEquals(file + ": no array is called 'z'; there are 'x_train, y, a/b'", message(() -> Npz.read(file, "z")));
  }

  @Test void refusesPicklesButReadsTheirNeighbours() throws IOException {
    Path file = Hostile.resource("refused-pickle.npz", folder);
    assertEquals(NDArray.of(new byte[] {3, 1, 2}), Npz.read(file, "good"));
    String message = refused(() -> Npz.read(file, "bad"));
    assertTrue(message.startsWith(file + ":bad: ") && message.contains("pickled Python objects"), message);
  }

  @Test void refusesNamesThatLeadElsewhere() throws IOException {
    for (String name : new String[] {"../x.npy", "a/../../x.npy", "/etc/x.npy", "a\\x.npy", "C:/x.npy", "folder/", "a//x.npy", "./x.npy"}) {
      Path file = archive(ZipEntry.DEFLATED, name, THREE);
      assertTrue(
          refused(() -> Npz.keys(file))
              .startsWith(file + ": names in the archive must not lead elsewhere, be folders or hold control characters, got '"),
          name);
    }
    Path escape = archive(ZipEntry.DEFLATED, "\u001b[31mx.npy", THREE);
    assertTrue(refused(() -> Npz.keys(escape)).contains("got '?[31mx.npy'"));
    Path longer = archive(ZipEntry.DEFLATED, "x".repeat(2000), THREE);
    assertTrue(refused(() -> Npz.keys(longer)).contains("length of a name, got 2000, limit 1024"));
  }

  @Test void refusesNamesThatStandTwice() throws IOException {
    byte[] twice = replace(Files.readAllBytes(archive(ZipEntry.STORED, "aa.npy", THREE, "ab.npy", THREE)), "ab.npy", "aa.npy");
    Path file = Files.write(folder.resolve("twice.npz"), twice), both = archive(ZipEntry.STORED, "a", THREE, "a.npy", THREE);
    assertEquals(file + ": the name 'aa' stands twice in the archive, so it is unclear which array it is; save the arrays again",
        refused(() -> Npz.read(file, "aa")));
    assertTrue(refused(() -> Npz.read(both, "a")).contains("stands twice"));
    assertTrue(refused(() -> Npz.keys(both, Limits.DEFAULT.with("datasets", 1))).contains("arrays in one file, got 2, limit 1"));
  }

  @Test void refusesBombs() throws IOException {
    String dict = "{'descr': '|u1', 'fortran_order': False, 'shape': (30000000,), }";
    Path file = archive(ZipEntry.DEFLATED, "x.npy", NpyTest.npy(dict, new byte[30_000_000]));
    assertTrue(Files.size(file) < 40_000);
    Limits ratio = Limits.DEFAULT.with("inflation", 100L), sum = Limits.DEFAULT.with("inflatedBytes", 2_000_000L);
    assertTrue(refused(() -> Npz.read(file, "x", ratio)).contains("x: too much for the limits: bytes inflated from 29"));
    assertTrue(refused(() -> Npz.read(file, "x", sum)).contains("inflated bytes, got 30000076, limit 2000000"));
    Path shape = archive(ZipEntry.DEFLATED, "x.npy", NpyTest.npy("{'descr': '|u1', 'fortran_order': False, 'shape': (500000000,)}", 1));
    assertTrue(refused(() -> Npz.read(shape, "x")).contains(":x: truncated: shape (500000000,) of uint8 needs 50000007"));
  }

  /** All headers say that more, or less, comes out than does. */
  @Test void refusesSizesThatLie() throws IOException {
    byte[] whole = Files.readAllBytes(archive(ZipEntry.DEFLATED, "x.npy", THREE));
    for (int more : new int[] {-1, 1, 1 << 20}) {
      Path file = Files.write(folder.resolve("lies.npz"), lying(whole, THREE.length + more));
      assertTrue(refused(() -> Npz.read(file, "x")).startsWith(file + ":x: "));
    }
    byte[] hidden = NpyTest.npy("{'descr': '|u1', 'fortran_order': False, 'shape': (3,), }", 3, 1, 2, 9);
    byte[] more = Files.readAllBytes(archive(ZipEntry.DEFLATED, "x.npy", hidden));
    Path file = Files.write(folder.resolve("hides.npz"), lying(more, THREE.length));
    assertEquals(file + ":x: bytes follow the last element; fetch the file again", refused(() -> Npz.read(file, "x")));
  }

  /** The directory and the array's header speak of 50 million numbers, and 100 KB are there, which deflate cannot make smaller. */
  @Test void makesRoomForWhatIsThereAlone() throws IOException {
    byte[] noise = new byte[100_000];
    new Random(1).nextBytes(noise);
    byte[] array = NpyTest.npy("{'descr': '|u1', 'fortran_order': False, 'shape': (50000000,), }", noise);
    byte[] whole = Files.readAllBytes(archive(ZipEntry.DEFLATED, "x.npy", array));
    int declared = array.length - noise.length + 50_000_000;
    Path file = Files.write(folder.resolve("room.npz"), lying(whole, declared));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertTrue(
        refused(() -> Npz.read(file, "x")).contains("must have the " + declared + " bytes that it declares, got " + array.length));
    assertTrue(threads.getCurrentThreadAllocatedBytes() - before < 50_000_000);
  }

  @Test void refusesOtherCompressionsAndWrongChecksums() throws IOException {
    byte[] whole = Files.readAllBytes(archive(ZipEntry.STORED, "x.npy", THREE));
    int directory = indexOf(whole, new byte[] {'P', 'K', 1, 2});
    byte[] other = whole.clone(), sum = whole.clone(), secret = whole.clone();
    other[directory + 10] = 12; // bzip2
    sum[directory + 16] ^= 1;
    sum[14] ^= 1;
    secret[directory + 8] |= 1;
    Path file = folder.resolve("x.npz");
    assertTrue(refused(() -> Npz.read(Files.write(file, other), "x")).contains("compression method"));
    assertTrue(refused(() -> Npz.read(Files.write(file, sum), "x")).startsWith(file + ":x: damaged: the checksum must be "));
    assertTrue(refused(() -> Npz.read(Files.write(file, secret), "x")).contains("encrypted"));
  }

  @Test void refusesEveryTruncationAndReadsOrRefusesEveryFlippedByte() throws IOException {
    Path file = folder.resolve("damaged.npz");
    byte[] deflated = Files.readAllBytes(archive(ZipEntry.DEFLATED, "x.npy", THREE, "y.npy", Hostile.resource("c.npy")));
    for (byte[] whole : new byte[][] {Hostile.resource("stored.npz"), deflated}) {
      Hostile.everyTruncationIsRefused(whole, file.toString(), bytes -> readAll(file, bytes));
      int refused = Hostile.everyFlippedByteIsRefusedOrRead(whole, file.toString(), bytes -> readAll(file, bytes));
      assertTrue(refused > whole.length, "only " + refused + " of " + 2 * whole.length);
    }
  }

  private static void readAll(Path file, byte[] bytes) {
    NpySamplesTest.replaced(file, bytes);
    for (String key : Npz.keys(file)) Npz.read(file, key);
  }

  private Path archive(int method, Object... namesAndBytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < namesAndBytes.length; i += 2) {
        byte[] bytes = (byte[]) namesAndBytes[i + 1];
        ZipEntry entry = new ZipEntry((String) namesAndBytes[i]);
        entry.setMethod(method);
        if (method == ZipEntry.STORED) {
          java.util.zip.CRC32 sum = new java.util.zip.CRC32();
          sum.update(bytes);
          entry.setCrc(sum.getValue());
          entry.setSize(bytes.length);
        }
        zip.putNextEntry(entry);
        zip.write(bytes);
      }
    }
    return Files.write(Files.createTempFile(folder, "made", ".npz"), out.toByteArray());
  }

  /** The directory and what stands behind the member, which is the last, say that it has so many bytes. */
  private static byte[] lying(byte[] archive, int size) {
    int directory = indexOf(archive, new byte[] {'P', 'K', 1, 2});
    return patched(patched(archive, directory + 24, size), directory - 4, size);
  }

  private static byte[] patched(byte[] bytes, int at, int value) {
    byte[] copy = bytes.clone();
    ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
    return copy;
  }

  private static byte[] replace(byte[] bytes, String from, String to) {
    return new String(bytes, StandardCharsets.ISO_8859_1).replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(new String(part, StandardCharsets.ISO_8859_1));
  }

  private static String message(org.junit.jupiter.api.function.Executable call) {
    return assertThrows(KeravaException.class, call).getMessage();
  }
}

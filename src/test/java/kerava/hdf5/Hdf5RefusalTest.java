package kerava.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import kerava.FormatException;
import kerava.config.Limits;
import kerava.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are hostile, or hold what is not supported, and what is said of each. */
class Hdf5RefusalTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      soft_link.h5          | /: 'vars' is a soft link, and links are refused
      external_link.h5      | /: 'vars' is an external link, and links are refused
      external_storage.h5   | /passwd: external storage is refused: a model file must not read other files
      virtual.h5            | /v: virtual datasets are refused: a model file must not read other files
      cycle.h5              | /a/b/back: an object must have one name, got a second link to it, as in a cycle
      cycle_new.h5          | /a/b/back: an object must have one name, got a second link to it, as in a cycle
      shape_bomb.h5         | /x: too much for the limits: elements of a dataset, got 1152921504606846976, limit 536870912
      never_written_bomb.h5 | /x: too much for the limits: bytes inflated from 1400, got 1073741824, limit 1400000
      named_type.h5         | /type: named data types are not supported; save the model again
      latest.h5             | /x: newer than what is read (Unsupported data layout message version detected. Detected version = 5)
      deep.h5               | : groups may be nested 100 deep; is it a model?
      """) void refusesTheFile(String file, String message) {
    String said = refusal(() -> Fixtures.read(file));
    assertTrue(said.startsWith(file + ": ") && said.contains(message), said);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      bfloat16.h5     | kernel  | bfloat16 (opaque bytes) is not supported, only float16 to float64, integers and bool; save it as float32
      lzf.h5          | x       | filter lzf is not supported, only gzip, shuffle and fletcher32; save it without that compression
      scaleoffset.h5  | x       | filter scaleoffset is not supported, only gzip, shuffle and fletcher32; save it without that compression
      extensible.h5   | x       | growing datasets of new HDF5 files (extensible array) are not supported; save it without libver='latest'
      others.h5       | text    | text is not supported, only float16 to float64, integers and bool; save it as float32
      others.h5       | texts   | text is not supported, only float16 to float64, integers and bool; save it as float32
      others.h5       | complex | a compound (a complex number, for one) is not supported
      others.h5       | float80 | a float of 16 bytes with 15 bits of exponent is not supported
      deflate_bomb.h5 | x       | too much for the limits: bytes inflated from 8163, got 8388608, limit 8163000
      """) void refusesTheNumbersAndKeepsTheRest(String file, String path, String message) {
    Hdf5Dataset dataset = Fixtures.read(file).dataset(path);
    String said = refusal(() -> dataset.floats());
    assertTrue(said.startsWith(file + ": /" + path + ": " + message), said);
    assertEquals(said, refusal(() -> dataset.doubles()));
  }

  @Test void keepsWhatIsBesideTheUnsupported() {
    assertArrayEquals(new float[] {1, 2, 3}, Fixtures.read("bfloat16.h5").dataset("bias").floats());
    assertEquals(
        "bfloat16.h5: /kernel: bfloat16 (opaque bytes) is not supported, only float16 to float64, integers and bool; save it as float32",
        refusal(() -> Fixtures.read("bfloat16.h5").dataset("kernel").type()));
    Hdf5Group others = Fixtures.read("others.h5");
    assertArrayEquals(new float[] {1}, others.dataset("number").floats());
    assertEquals("others.h5: /: attribute 'compound': a compound (a complex number, for one) is not supported; save the model again",
        refusal(() -> others.attributes().get("compound")));
  }

  @Test void keepsTheLimits() {
    limited("fileBytes", 27143, "bytes of the file, got 27144, limit 27143");
    limited("elements", 104, "/gzip_shuffle: too much for the limits: elements of a dataset, got 105, limit 104");
    limited("datasets", 10, "groups and datasets, got 11, limit 10");
    limited("nameLength", 8, "/: 'big_endian_double': too much for the limits: length of a name, got 17, limit 8");
    limited("inflatedBytes", 500, "inflated bytes of the file");
    assertTrue(refusal(() -> Hdf5File.read(Fixtures.bytes("texts.h5"), "t", Limits.DEFAULT.with("attributeBytes", 100)))
        .startsWith("t: /: attribute 'long': too much for the limits: bytes of an attribute, got 4516, limit 100"));
    Limits small = Limits.DEFAULT.with("attributeBytes", 12);
    assertTrue(refusal(() -> Hdf5File.read(Fixtures.bytes("texts.h5"), "t", small)).contains("bytes of an attribute, got "));
    assertTrue(refusal(() -> Hdf5File.read(Fixtures.bytes("deflate_bomb.h5"), "t", Limits.DEFAULT.with("inflation", 2000)
        .with("inflatedBytes", 1L << 22))).contains("inflated bytes of the file, got 8388608, limit 4194304"));
  }

  /** Few bytes, and for each of many objects a path of all names above it. */
  @Test void refusesPathsThatComeToMoreThanTheFile() throws IOException {
    Hdf5Group root = Hdf5Group.root("p");
    String deep = String.join("/", Collections.nCopies(3, "x".repeat(1000)));
    for (int i = 0; i < 20; i++) root.put(deep + "/" + i, Hdf5Dataset.of(Shape.of(1), 1f));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Hdf5File.write(root, out);
    assertEquals(1, Hdf5File.read(out.toByteArray(), "p", Limits.DEFAULT).names().size());
    assertEquals("p: too much for the limits: characters of all paths, got 27041, limit 25600; if the file is genuine, raise the limit",
        refusal(() -> Hdf5File.read(out.toByteArray(), "p", Limits.DEFAULT.with("datasets", 100))));
  }

  private static void limited(String limit, Number most, String message) {
    Object value = limit.endsWith("ytes") || limit.equals("elements") ? (Object) most.longValue() : (Object) most.intValue();
    String said = refusal(() -> Hdf5File.read(Fixtures.bytes("numbers.h5"), "n", Limits.DEFAULT.with(limit, value)));
    assertTrue(said.startsWith("n: ") && said.contains(message) && said.contains("raise the limit"), said);
  }

  @Test void readsTheDeflateBombOfOneWhoAsksForIt() {
    Hdf5Group root = Hdf5File.read(Fixtures.bytes("deflate_bomb.h5"), "t", Limits.DEFAULT.with("inflation", 2000L));
    assertEquals(1 << 21, root.dataset("x").floats().length);
  }

  /** Deflate and Fletcher's sum cover each byte of a chunk, so no damaged number comes out; shuffle and plain chunks cover none. */
  @ParameterizedTest
  @ValueSource(strings = {"gzip_fletcher", "gzip_shuffle", "fletcher_odd"}) void refusesDamagedChunks(String path) {
    byte[] bytes = Fixtures.bytes("numbers.h5");
    int damaged = 0;
    for (int at = 7; at < bytes.length; at += 7) {
      byte[] flipped = bytes.clone();
      flipped[at] ^= 0x10;
      String said = outcome(() -> Hdf5File.read(flipped, "n", Limits.DEFAULT).dataset(path).floats());
      if (said.contains("checksum") || said.contains("compressed chunk")) damaged++;
    }
    assertTrue(damaged > 0);
  }

  /** A tree of chunks, each of whose nodes points 4 times to the next level: 4^20 nodes to visit in a file of 20. */
  @Test void refusesATreeThatFansOutIntoItself() {
    byte[] bytes = Arrays.copyOf(Fixtures.bytes("numbers.h5"), 40_000);
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    Hdf5Dataset dataset = Hdf5File.read(bytes, "n", Limits.DEFAULT).dataset("gzip_shuffle");
    for (int tree = find(bytes, "TREE\1", 0); tree > 0; tree = find(bytes, "TREE\1", tree + 1))
      for (int level = 0; level < 20; level++) {
        int at = level == 0 ? tree : 28_000 + 512 * level, next = 28_000 + 512 * (level + 1);
        file.put(at, new byte[] {'T', 'R', 'E', 'E', 1, 20}).putShort(at + 6, (short) 4);
        int key = 4 + 4 + 8 * (dataset.shape().rank() + 1);
        for (int i = 0; i < 4; i++) file.putLong(at + 24 + key * (i + 1) + 8 * i, next);
      }
    file.put(28_000 + 512 * 20, new byte[] {'T', 'R', 'E', 'E', 1, 0, 0, 0});
    String said = refusal(dataset::floats);
    assertTrue(said.contains("got parts that refer to each other over and over"), said);
  }

  /** A thousand texts that are all the same one would take 60 MB from a file of 100 KB. */
  @Test void refusesATextThatIsSharedWithoutEnd() {
    assertEquals(1, Hdf5File.read(sharing(1), "n", Limits.DEFAULT).attributes().names().size());
    String said = refusal(() -> Hdf5File.read(sharing(1000), "n", Limits.DEFAULT));
    assertTrue(said.contains("all attributes must fit into the file"), said);
  }

  private static byte[] sharing(int times) {
    String text = "x".repeat(60_001);
    byte[] heap = Datatypes.heap(text);
    Hdf5Attributes attributes = new Hdf5Attributes("w");
    Map<String, Long> heaps = new HashMap<>();
    for (int i = 0; i < times; i++) {
      attributes.put("a" + i, text);
      heaps.put("a" + i, 48L);
    }
    byte[] header = new ObjectHeaderBytes().links("w", Map.of()).attributes("w", attributes, heaps).toArray();
    return new LittleEndian().u8(0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n', 2, 8, 8, 0).u64(0).u64(-1)
        .u64(48 + heap.length + header.length)
        .u64(48 + heap.length).checksum().put(heap).put(header).toArray();
  }

  private static int find(byte[] bytes, String text, int from) {
    return new String(bytes, 0, 27_144, StandardCharsets.ISO_8859_1).indexOf(text, from);
  }

  private static String outcome(Runnable reading) {
    try {
      reading.run();
      return "";
    } catch (FormatException e) {
      return e.getMessage();
    }
  }

  private static String refusal(org.junit.jupiter.api.function.Executable reading) {
    return assertThrows(FormatException.class, reading).getMessage();
  }
}

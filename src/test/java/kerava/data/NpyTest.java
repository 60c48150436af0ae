package kerava.data;

import static kerava.data.Hostile.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kerava.Goldens;
import kerava.KeravaException;
import kerava.config.Limits;
import kerava.files.SafeFile;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Goldens: files that NumPy wrote, what they hold and what their astype("float32") does (src/test/python/data_goldens.py npy). */
class NpyTest {
  @TestFactory Stream<DynamicTest> readsWhatNumPyWrote() {
    return Goldens.read("npy").get("npy").properties().stream().map(g -> DynamicTest.dynamicTest(g.getKey(), () -> {
      NDArray array = read(Hostile.resource(g.getKey()));
      assertEquals(stored(g.getValue()), array);
      assertArrayEquals(floats(g.getValue()), array.values());
    }));
  }

  @TestFactory Stream<DynamicTest> readsTheTextThatNumPyWrote() {
    return Goldens.read("npy").get("text").properties().stream().map(g -> DynamicTest.dynamicTest(g.getKey(), () -> {
      List<String> strings = new ArrayList<>();
      g.getValue().get("strings").forEach(each -> strings.add(each.asText()));
      NDArray text = NDArray.of(Shape.of(Goldens.ints(g.getValue().get("shape"))), DType.STRING, strings.toArray(String[]::new));
      assertEquals(text, read(Hostile.resource(g.getKey())));
    }));
  }

  @Test void writesTheTextThatNumPyWrites(@TempDir Path folder) throws IOException {
    for (String name : new String[] {"text-scalar.npy", "text-empty.npy"}) {
      Npy.write(folder.resolve(name), read(Hostile.resource(name)));
      assertArrayEquals(Hostile.resource(name), Files.readAllBytes(folder.resolve(name)), name);
    }
    NDArray words = read(Hostile.resource("text-fortran.npy"));
    Npy.write(folder.resolve("words.npy"), words);
    assertEquals(words, Npy.read(folder.resolve("words.npy")));
    try (NpySamples samples = Npy.open(folder.resolve("words.npy"))) {
      String[] row = new String[2];
      samples.read(1, row, 0);
      assertArrayEquals(new String[] {"", "x😀y"}, row);
      assertTrue(
          assertThrows(KeravaException.class, () -> samples.read(0, new float[2], 0)).getMessage().contains("strings are no numbers"));
    }
  }

  @Test void refusesBytesThatAreNoText() {
    String dict = "{'descr': '|S2', 'fortran_order': False, 'shape': (2,), }";
    assertEquals("a, element 1: must be UTF-8, got other bytes from byte 0 on; save it as UTF-8",
        refused(() -> read(npy(dict, 'a', 0, 0xFF, 'b'))));
    assertEquals("a, element 0: must be Unicode, got the code point 55296 at place 0; save the text again",
        refused(() -> read(npy("{'descr': '<U1', 'fortran_order': False, 'shape': (1,), }", 0, 0xD8, 0, 0))));
    for (String descr : new String[] {"|S0", "<U", "<U99999999", "<U-1"})
      assertTrue(
          refused(() -> read(npy("{'descr': '" + descr + "', 'fortran_order': False, 'shape': (1,), }"))).contains("elements must be"));
  }

  @Test void readsEveryFloat16() throws Exception {
    ByteBuffer halves = ByteBuffer.allocate(2 << 16).order(ByteOrder.LITTLE_ENDIAN);
    for (int bits = 0; bits < 1 << 16; bits++) halves.putShort((short) bits);
    float[] values = read(npy("{'descr': '<f2', 'fortran_order': False, 'shape': (65536,), }", halves.array())).values();
    ByteBuffer bytes = ByteBuffer.allocate(4 << 16).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    assertEquals(Goldens.read("npy").get("float16_md5").asText(),
        HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes.array())));
  }

  @Test void writesWhatNumPyWrites(@TempDir Path folder) throws IOException {
    for (String name : new String[] {"c.npy", "scalar.npy", "empty.npy", "vector.npy", "little-f4.npy", "b1.npy", "i1.npy", "u1.npy",
        "little-i2.npy", "little-i4.npy",
        "little-i8.npy", "little-f8.npy"}) {
      byte[] golden = Hostile.resource(name);
      Path file = folder.resolve(name);
      Npy.write(file, read(golden));
      assertArrayEquals(golden, Files.readAllBytes(file), name);
    }
    float[] many = new float[100_003];
    for (int i = 0; i < many.length; i++) many[i] = i * 0.1f;
    NDArray array = NDArray.of(Shape.of(many.length), many);
    Npy.write(folder.resolve("many.npy"), array);
    assertEquals(array, Npy.read(folder.resolve("many.npy")));
  }

  @Test void readsOtherSpellingsOfTheHeader() {
    NDArray two = NDArray.of(new byte[] {1, 2});
    for (String dict : new String[] {"{\"shape\":(2,),\"fortran_order\":True,\"descr\":\"|u1\"}",
        "  { 'shape' : ( 2L , ) , 'descr' : 'u1' , 'fortran_order' : False } \n", "{'fortran_order': False, 'shape': (2), 'descr': '=u1'}"})
      assertEquals(two, read(npy(dict, 1, 2)), dict);
  }

  @Test void refusesByName() {
    String only = ": elements must be bool, int or uint of 8 to 64 bits, float16, float32 or float64, or text, got ";
    String cure = "; save numbers instead: numpy.save(file, x.astype('float32'))";
    assertEquals("a" + only + "'|O' (pickled Python objects, which are programs and never loaded)" + cure, refusal("refused-object.npy"));
    assertEquals("a" + only + "'<c8' (complex numbers)" + cure, refusal("refused-complex.npy"));
    assertEquals("a" + only + "'<M8[s]' (dates)" + cure, refusal("refused-datetime.npy"));
    assertEquals("a" + only + "'<m8[s]' (spans of time)" + cure, refusal("refused-timedelta.npy"));
    assertEquals("a" + only + "'|V3' (raw bytes)" + cure, refusal("refused-void.npy"));
    assertEquals("a" + only + "'<f16' (long doubles)" + cure, refusal("refused-longdouble.npy"));
    assertEquals(
        "a: a structured array (fields by name) is not supported, got '{'descr': [('a', '<f4'), ('b', '<i2')], 'fortran_order': Fal...'"
            + "; save each field on its own: numpy.savez(file, a=x['a'], b=x['b'])",
        refusal("refused-structured.npy"));
    assertEquals("a" + only + "'<q9' (unknown)" + cure,
        refused(() -> read(npy("{'descr': '<q9', 'fortran_order': False, 'shape': (), }"))));
    assertEquals("a: a .npy file begins with the bytes 93 4e 55 4d 50 59, got another beginning; is it another format?",
        refusal("stored.npz"));
    byte[] version4 = Hostile.resource("c.npy");
    version4[6] = 4;
    assertEquals("a: the .npy format must be of version 1.0, 2.0 or 3.0, got 4.0; save the array with numpy.save",
        refused(() -> read(version4)));
  }

  @Test void refusesShapeBombsBeforeAllocating() {
    assertEquals("a: too much for the limits: elements of shape (1000000, 1000), got 1000000000, limit 536870912; if the file is genuine, "
        + "raise the limit", refused(() -> read(shaped("(1000000, 1000)"))));
    assertEquals("a: truncated: shape (20000, 20000) of float32 needs 1600000128 bytes, got 136; fetch the file again",
        refused(() -> read(shaped("(20000, 20000)"))));
    assertEquals("a: axis 0 must have 0 to 2^31-1 elements, got 2147483648", refused(() -> read(shaped("(2147483648,)"))));
    assertEquals("a: axis 1 must have 0 to 2^31-1 elements, got -1", refused(() -> read(shaped("(2, -1)"))));
    String large = "(2147483647, 2147483647, 2147483647, 2147483647, 4)", empty = "(0, 2147483647, 2147483647)";
    assertTrue(refused(() -> read(shaped(large))).contains("is too large for any file"));
    assertTrue(refused(() -> read(shaped(empty))).contains("is too large for any file"));
    assertTrue(refused(() -> read(shaped("(0, 2147483647)"))).contains("too much for the limits"));
    assertTrue(refused(() -> read(shaped("(99999999999999999999,)"))).contains("must be a Python dict"));
    assertEquals("a: an array has at most 64 axes, got 65; the file is damaged", refused(() -> read(shaped("(" + "1,".repeat(65) + ")"))));
    Limits four = Limits.DEFAULT.with("elements", 4L);
    assertTrue(
        refused(() -> read(npy("{'descr': '|u1', 'fortran_order': False, 'shape': (5,), }", 1, 2, 3, 4, 5), four)).contains("limit 4"));
  }

  @Test void refusesDamagedHeaders() {
    for (String dict : new String[] {"", "{", "{}", "{'descr': '<f4'}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'more': True}",
        "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2,)}", "{'descr': '<f4', 'fortran_order': False, 'shape': 2}",
        "{'descr': '<f4', 'fortran_order': 0, 'shape': (2,)}", "{'descr': True, 'fortran_order': False, 'shape': (2,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)} + __import__('os')",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2 2)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': ((2,),)}", "{'descr' '<f4', 'fortran_order': False, 'shape': (2,)}",
        "{'descr': '\\x3cf4', 'fortran_order': False, 'shape': (2,)}", "\u001b[31m{'descr'", "{'descr': ''}", "{'shape': (2,"})
      assertTrue(refused(() -> read(npy(dict, new byte[8]))).startsWith("a: "), dict);
    byte[] long1 = npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2,)}" + " ".repeat(20_000), new byte[8]);
    assertEquals("a: the .npy header must have at most 10000 bytes, got 20055; the file is damaged", refused(() -> read(long1)));
  }

  @Test void refusesEveryTruncationAndTrailingBytes() {
    for (String name : new String[] {"c.npy", "version2.npy", "version3.npy", "fortran.npy", "b1.npy", "scalar.npy"}) {
      byte[] whole = Hostile.resource(name);
      Hostile.everyTruncationIsRefused(whole, "a: ", NpyTest::read);
      String message = refused(() -> read(Arrays.copyOf(whole, whole.length + 1)));
      assertTrue(message.contains("trailing bytes are refused"), message);
    }
  }

  @Test void everyFlippedByteIsRefusedOrRead() {
    for (String name : new String[] {"c.npy", "version2.npy", "version3.npy", "fortran-big-i2.npy"}) {
      int refused = Hostile.everyFlippedByteIsRefusedOrRead(Hostile.resource(name), "a: ", NpyTest::read);
      assertTrue(refused > 130, name + ": only " + refused); // most of the header
    }
  }

  @Test void namesFilesThatCannotBeReadOrWritten(@TempDir Path folder) throws IOException {
    Path none = folder.resolve("none.npy"), nowhere = folder.resolve("nowhere/x.npy"), link = folder.resolve("link.npy");
    assertEquals(none + ": no such file; check the path", message(() -> Npy.read(none)));
    assertEquals(folder + ": cannot be read (it is a folder); give a file", message(() -> Npy.read(folder)));
    assertEquals(folder + ": cannot be saved, it is a folder; give a file's name", message(() -> Npy.write(folder, NDArray.of(1))));
    assertEquals(nowhere + ": cannot be saved, there is no folder " + nowhere.getParent() + "; make it first",
        message(() -> Npy.write(nowhere, NDArray.of(1))));
    Path file = Hostile.resource("c.npy", folder);
    assertTrue(message(() -> Npy.read(file, Limits.DEFAULT.with("fileBytes", 100L))).contains("bytes of the file, got 224, limit 100"));
    Files.createSymbolicLink(link, file);
    Npy.write(link, NDArray.of(7, 8));
    assertEquals(NDArray.of(7, 8), Npy.read(file), "written through the link");
    assertEquals(NDArray.of(7, 8), Npy.read(link));
    assertTrue(Files.isSymbolicLink(link));
  }

  @Test void aFailedWriteLeavesTheOldFileWhole(@TempDir Path folder) throws IOException {
    Path file = Hostile.resource("c.npy", folder);
    assertTrue(message(() -> SafeFile.writeOrSend(file, out -> {
      out.write(new byte[1 << 20]);
      throw new IOException("disk full");
    })).startsWith(file + ": cannot be saved (java.io.IOException: disk full)"));
    assertArrayEquals(Hostile.resource("c.npy"), Files.readAllBytes(file));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(1, left.count());
    }
  }

  static NDArray stored(JsonNode golden) {
    byte[] kept = HexFormat.of().parseHex(golden.get("kept").asText());
    ByteBuffer bytes = ByteBuffer.wrap(kept).order(ByteOrder.LITTLE_ENDIAN);
    DType dtype = DType.byName(golden.get("dtype").asText());
    int[] shape = Goldens.ints(golden.get("shape"));
    Object values = dtype.array(IntStream.of(shape).reduce(1, (a, b) -> a * b));
    switch (dtype) {
      case FLOAT32 -> bytes.asFloatBuffer().get((float[]) values);
      case FLOAT64 -> bytes.asDoubleBuffer().get((double[]) values);
      case INT16 -> bytes.asShortBuffer().get((short[]) values);
      case INT32 -> bytes.asIntBuffer().get((int[]) values);
      case INT64 -> bytes.asLongBuffer().get((long[]) values);
      case BOOL -> {
        for (int i = 0; i < kept.length; i++) ((boolean[]) values)[i] = kept[i] != 0;
      }
      default -> bytes.get((byte[]) values);
    }
    return NDArray.of(Shape.of(shape), dtype, values);
  }

  /** As astype("float32") rounds. */
  private static float[] floats(JsonNode golden) {
    byte[] bytes = HexFormat.of().parseHex(golden.get("float32").asText());
    float[] values = new float[bytes.length / 4];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  static byte[] npy(String dict, int... elements) {
    byte[] bytes = new byte[elements.length];
    for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) elements[i];
    return npy(dict, bytes);
  }

  /** Version 2, whose header may be long. */
  static byte[] npy(String dict, byte[] elements) {
    byte[] text = dict.getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer file = ByteBuffer.allocate(12 + text.length + elements.length).order(ByteOrder.LITTLE_ENDIAN);
    return file.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0}).putInt(text.length).put(text).put(elements).array();
  }

  private static byte[] shaped(String shape) {
    String dict = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }";
    return npy(dict + " ".repeat(Math.max(0, 116 - dict.length())), new byte[8]);
  }

  private static NDArray read(byte[] file) { return read(file, Limits.DEFAULT); }

  private static NDArray read(byte[] file, Limits limits) {
    try {
      return Npy.read(new ByteArrayInputStream(file), "a", file.length, limits);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String refusal(String name) { return refused(() -> read(Hostile.resource(name))); }

  private static String message(org.junit.jupiter.api.function.Executable call) {
    return assertThrows(KeravaException.class, call).getMessage();
  }
}

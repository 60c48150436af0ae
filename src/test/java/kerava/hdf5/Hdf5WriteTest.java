package kerava.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import kerava.KeravaException;
import kerava.config.Limits;
import kerava.tensor.Shape;
import org.junit.jupiter.api.Test;

/** What was written reads back the same. */
class Hdf5WriteTest {
  @Test void numbersOfAllShapes() throws IOException {
    Hdf5Group root = Written.numbers();
    Hdf5Group back = roundTrip(root);
    assertEquals(List.copyOf(root.names()), List.copyOf(back.names()), "in the order they were put in");
    for (String name : root.names()) {
      if (root.hasGroup(name)) continue;
      assertEquals(root.dataset(name).type(), back.dataset(name).type(), name);
      assertEquals(root.dataset(name).shape(), back.dataset(name).shape(), name);
      assertEquals(Fixtures.md5(root.dataset(name).floats()), Fixtures.md5(back.dataset(name).floats()), name);
      assertEquals(Fixtures.md5(root.dataset(name).doubles()), Fixtures.md5(back.dataset(name).doubles()), name);
    }
    assertArrayEquals(new long[] {Long.MIN_VALUE, -1, Long.MAX_VALUE}, back.dataset("whole").longs());
    assertEquals("dtype", back.dataset("2x3x4").attributes().string("kind"));
  }

  @Test void everyKindOfAttribute() throws IOException {
    Hdf5Group root = Written.attributes();
    Hdf5Attributes back = roundTrip(root).attributes();
    assertEquals(root.attributes().names(), back.names());
    for (String name : back.names()) {
      Object value = root.attributes().get(name);
      assertEquals(value instanceof Float f ? (Object) f.doubleValue() : value, back.get(name), name);
    }
    assertEquals(List.of("a", "bb", "숨은 층"), back.strings("layer_names"));
  }

  @Test void thousandsOfGroups() throws IOException {
    Hdf5Group root = Hdf5Group.root("w");
    for (int i = 0; i < 3000; i++) {
      root.put("layers/층 " + i + "/vars/0", Hdf5Dataset.of(Shape.of(), (float) i));
      root.group("layers/층 " + i).attributes().put("name", "층 " + i);
    }
    Hdf5Group back = roundTrip(root);
    for (int i = 0; i < 3000; i++) {
      assertEquals(i, back.dataset("layers/층 " + i + "/vars/0").floats()[0]);
      assertEquals("층 " + i, back.group("layers/층 " + i).attributes().string("name"));
    }
  }

  @Test void theSameTreeGivesTheSameBytes() throws IOException {
    assertArrayEquals(written(Written.attributes()), written(Written.attributes()));
    assertArrayEquals(written(Written.numbers()), written(Written.numbers()));
  }

  @Test void whatWasReadCanBeWritten() throws IOException {
    Hdf5Group root = Hdf5Group.root("copy");
    root.put("x", Fixtures.read("numbers.h5").dataset("gzip_fletcher"));
    assertArrayEquals(Fixtures.read("numbers.h5").dataset("gzip_fletcher").doubles(), roundTrip(root).dataset("x").doubles());
  }

  @Test void refusesNames() {
    Hdf5Group root = Hdf5Group.root("new.h5");
    Hdf5Dataset one = Hdf5Dataset.of(Shape.of(), 1f);
    assertEquals("new.h5: /a: a name must not be empty, . or .., got '..'; choose another name", refusal(() -> root.put("a/..", one)));
    assertEquals("new.h5: /: a name must not be empty, . or .., got ''; choose another name", refusal(() -> root.put("/a", one)));
    assertEquals("new.h5: /: a name must not hold / or NUL, got 'a\\0b'; choose another name", refusal(() -> root.makeGroup("a\0b")));
    assertTrue(refusal(() -> root.put("n".repeat(1025), one)).startsWith("new.h5: /: a name may have 1024 characters, got 'nnn"));
    root.put("n".repeat(1024), one);
    root.put("x", one);
    assertEquals("new.h5: /: x must be there once, got it twice; choose another name", refusal(() -> root.put("x", one)));
    assertEquals("new.h5: /: x must be a group, got a dataset of that name; choose another name", refusal(() -> root.put("x/y", one)));
    assertEquals("Hdf5Dataset: shape (2, 3) needs 6 values, got 2", refusal(() -> Hdf5Dataset.of(Shape.of(2, 3), 1f, 2f)));
  }

  @Test void refusesAttributesThatDoNotFit() {
    Hdf5Group root = Hdf5Group.root("new.h5");
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 1000; i++) names.add("layer" + i);
    names.add("x".repeat(100));
    root.attributes().put("layer_names", names);
    assertEquals("new.h5: /: attribute 'layer_names': a list of texts must fit into 65535 bytes, each as long as the longest, got 100100; "
        + "split it into several, as Keras does with layer_names0, layer_names1, ...", refusal(() -> written(root)));
    assertEquals("new.h5: /: attribute n must be a String, Long, Double, Float or list of Strings, got 1",
        refusal(() -> root.attributes().put("n", 1)));
    assertEquals("new.h5: /: attribute n must not hold NUL, which ends a text in HDF5; take it out",
        refusal(() -> root.attributes().put("n", "a\0b")));
    assertEquals("new.h5: /: y: must be in one place, got it in two; make a second one", refusal(() -> {
      Hdf5Group twice = Hdf5Group.root("new.h5");
      Hdf5Dataset one = Hdf5Dataset.of(Shape.of(), 1f);
      twice.put("x", one);
      twice.put("y", one);
      written(twice);
    }));
    assertEquals("HDF5: float16, float32, float64 and int64 are written, got int8; convert it", refusal(() -> {
      Hdf5Group copy = Hdf5Group.root("new.h5");
      copy.put("x", Fixtures.read("numbers.h5").dataset("int_i1"));
      written(copy);
    }));
  }

  /** Known values of hashlittle with the start value 0, of the example in its source. */
  @Test void checksumIsLookup3() {
    byte[] text = "Four score and seven years ago".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    assertEquals(0x17770551, Lookup3.of(text, text.length));
    assertEquals(0xDEADBEEF, Lookup3.of(new byte[0], 0));
  }

  @Test void streamsLargeDatasets() throws IOException {
    float[] values = new float[100_003];
    Random random = new Random(3);
    for (int i = 0; i < values.length; i++) values[i] = Float.intBitsToFloat(random.nextInt());
    Hdf5Group root = Hdf5Group.root("w");
    root.put("a", Hdf5Dataset.of(Shape.of(values.length), values));
    root.put("b", Hdf5Dataset.of(Shape.of(3), 1f, 2, 3));
    Hdf5Group back = roundTrip(root);
    assertEquals(Fixtures.md5(values), Fixtures.md5(back.dataset("a").floats()));
    assertArrayEquals(new float[] {1, 2, 3}, back.dataset("b").floats());
  }

  private static String refusal(org.junit.jupiter.api.function.Executable writing) {
    return assertThrows(KeravaException.class, writing).getMessage();
  }

  static byte[] written(Hdf5Group root) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Hdf5File.write(root, out);
    return out.toByteArray();
  }

  private static Hdf5Group roundTrip(Hdf5Group root) throws IOException { return Hdf5File.read(written(root), "back", Limits.DEFAULT); }
}

package kerava.data;

import static kerava.data.Hostile.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import kerava.KeravaException;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Samples out of a .npz are those of the arrays read whole, stored and deflated; few lie in memory at once. */
class DatasetNpzTest {
  @TempDir Path folder;

  private Path data() {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    float[] values = new float[7 * 6];
    for (int i = 0; i < values.length; i++) values[i] = i / 8f;
    arrays.put("x", NDArray.of(Shape.of(7, 2, 3), values));
    arrays.put("y", NDArray.of(3, 1, 2, 0, 1, 2, 3));
    arrays.put("doubles", NDArray.of(new double[] {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7}));
    arrays.put("names", NDArray.of(new String[] {"a", "b", "c", "d", "e", "f", "gé"}));
    arrays.put("few", NDArray.of(1, 2));
    arrays.put("scalar", NDArray.of(Shape.of(), 4));
    Path file = folder.resolve("data.npz");
    Npz.write(file, arrays);
    return file;
  }

  private static void same(Path file, String x, String y) {
    NDArray xs = Npz.read(file, x), ys = y == null ? null : Npz.read(file, y);
    Dataset whole = y == null ? Dataset.of(xs) : Dataset.of(xs, ys), read = Dataset.npz(file, x, y);
    assertEquals(whole.cardinality(), read.cardinality());
    for (int pass = 0; pass < 2; pass++)
      try (Elements expected = whole.elements(); Elements elements = read.elements()) {
        while (expected.hasNext()) assertEquals(expected.next(), elements.next());
        assertEquals(false, elements.hasNext());
      }
  }

  @Test void givesTheSamplesOfTheArrays() throws IOException {
    Path file = data();
    same(file, "x", "y");
    same(file, "doubles", null);
    same(file, "names", "x");
    Path deflated = Hostile.resource("deflated.npz", folder);
    for (String key : Npz.keys(deflated)) if (Npz.read(deflated, key).shape().rank() > 0) same(deflated, key, null);
  }

  @Test void refusesArraysWithoutSuchSamples() {
    Path file = data();
    assertTrue(assertThrows(KeravaException.class, () -> Dataset.npz(file, "x", "few")).getMessage()
        .endsWith("data.npz:few: must have as many samples as x, got 2 and 7"));
    assertTrue(assertThrows(KeravaException.class, () -> Dataset.npz(file, "z")).getMessage().contains("no array is called 'z'"));
    assertTrue(refused(() -> Dataset.npz(file, "scalar")).contains("a scalar has no samples"));
  }

  /** A byte changed within the last sample: the samples before come, and the end tells of the checksum. */
  @Test void aWrongChecksumIsToldAtTheEnd() throws IOException {
    Path file = data();
    byte[] bytes = Files.readAllBytes(file);
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("y.npy") - 40;
    bytes[at] ^= 1;
    Files.write(file, bytes);
    try (Elements elements = Dataset.npz(file, "x").elements()) {
      for (int i = 0; i < 7; i++) elements.next();
      assertTrue(refused(elements::hasNext).contains("data.npz:x: damaged: the checksum must be"));
    }
  }

  /** 240 MB of samples, of which few are in memory at once. */
  @Test void readsWhatWouldNotFit() throws IOException {
    Path file = folder.resolve("large.npz");
    int count = 60_000, size = 1000;
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("x.npy"));
      zip.write(NpyTest.npy("{'descr': '<f4', 'fortran_order': False, 'shape': (" + count + ", " + size + "), }"));
      ByteArrayOutputStream row = new ByteArrayOutputStream();
      for (int i = 0; i < size; i++) row.write(new byte[] {(byte) (i % 7), (byte) (i % 11), 0, 0x3f});
      for (int i = 0; i < count; i++) row.writeTo(zip);
    }
    long seen = 0;
    try (Elements elements = Dataset.npz(file, "x").batch(512).elements()) {
      while (elements.hasNext()) seen += elements.next().count();
    }
    assertEquals(count, seen);
  }
}

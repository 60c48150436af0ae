package kerava.data;

import static kerava.data.Hostile.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import kerava.Goldens;
import kerava.KeravaException;
import kerava.config.Limits;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpySamplesTest {
  @Test void readsEachSampleAsTheWholeFileHasIt(@TempDir Path folder) throws IOException {
    for (Map.Entry<String, JsonNode> golden : Goldens.read("npy").get("npy").properties()) {
      if (golden.getKey().matches("scalar.*|fortran.*")) continue;
      NDArray whole = NpyTest.stored(golden.getValue());
      try (NpySamples samples = Npy.open(Hostile.resource(golden.getKey(), folder))) {
        assertEquals(whole.shape(), samples.sampleShape().prepend(samples.count()));
        for (int i = samples.count() - 1; i >= 0; i--) {
          float[] expected = whole.slice(i, i + 1).values(), read = new float[expected.length + 3];
          samples.read(i, read, 2);
          float[] moved = new float[read.length];
          System.arraycopy(expected, 0, moved, 2, expected.length);
          assertArrayEquals(moved, read, golden.getKey() + ", sample " + i);
        }
      }
    }
  }

  /** 2.2 GB of nothing, most of it a hole: more than an array or the limit for whole files takes. */
  @Test void readsFilesLargerThanMemory(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("large.npy");
    int count = 2_200_000, size = 1000;
    Files.write(file, NpyTest.npy("{'descr': '|u1', 'fortran_order': False, 'shape': (" + count + ", " + size + "), }"));
    try (RandomAccessFile hole = new RandomAccessFile(file.toFile(), "rw")) {
      long start = hole.length();
      hole.setLength(start + (long) count * size);
      hole.seek(start + (long) (count - 1) * size + 7);
      hole.write(200);
    }
    try (NpySamples samples = Npy.open(file)) {
      float[] last = new float[size];
      samples.read(count - 1, last, 0);
      assertEquals(200, last[7]);
      assertEquals(0, last[8]);
    }
    assertTrue(refused(() -> Npy.read(file)).contains("bytes of the file"));
  }

  @Test void anInterruptDoesNotCloseIt(@TempDir Path folder) throws IOException {
    try (NpySamples samples = Npy.open(Hostile.resource("vector.npy", folder))) {
      float[] one = new float[1];
      Thread.currentThread().interrupt();
      samples.read(3, one, 0);
      assertTrue(Thread.interrupted());
      samples.read(4, one, 0);
      assertEquals(4, one[0]);
      assertEquals(Shape.of(), samples.sampleShape());
    }
  }

  @Test void saysWhatItRefuses(@TempDir Path folder) throws IOException {
    Path cube = Hostile.resource("c.npy", folder), fortran = Hostile.resource("fortran.npy", folder);
    assertEquals(
        fortran + ": samples do not lie together in Fortran order; save the array with numpy.save(file, numpy.ascontiguousarray(x)); "
            + "or read it whole with Npy.read",
        refused(() -> Npy.open(fortran)));
    Path scalar = Hostile.resource("scalar.npy", folder), pickle = Hostile.resource("refused-object.npy", folder);
    assertEquals(scalar + ": a scalar has no samples; read it with Npy.read", refused(() -> Npy.open(scalar)));
    assertTrue(refused(() -> Npy.open(pickle)).contains("pickled"));
    assertTrue(
        refused(() -> Npy.open(cube, Limits.DEFAULT.with("elements", 11L))).contains("elements of one sample (3, 4), got 12, limit 11"));
    NpySamples samples = Npy.open(cube);
    float[] into = new float[12];
    assertEquals(cube + ": cannot read sample 2 of 2", message(() -> samples.read(2, into, 0)));
    byte[] whole = Files.readAllBytes(cube);
    try (RandomAccessFile cut = new RandomAccessFile(cube.toFile(), "rw")) {
      cut.setLength(whole.length - 1);
    }
    assertEquals(cube + ": truncated since it was opened: sample 1 is gone; fetch the file again", refused(() -> samples.read(1, into, 0)));
    samples.close();
    assertEquals(cube + ": the samples were closed; open the file again", message(() -> samples.read(0, into, 0)));
    Hostile.everyTruncationIsRefused(whole, cube + ": ", bytes -> Npy.open(replaced(cube, bytes)).close());
  }

  static Path replaced(Path file, byte[] bytes) {
    try {
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String message(org.junit.jupiter.api.function.Executable call) {
    return assertThrows(KeravaException.class, call).getMessage();
  }
}

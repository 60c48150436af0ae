package kerava.data;

import static kerava.data.Hostile.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import kerava.KeravaException;
import kerava.config.Limits;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFileTest {
  @TempDir private Path folder;

  @Test void readsEachKindByTheEndingOfItsName() throws IOException {
    Hostile.resource("vector.npy", folder);
    Hostile.resource("stored.npz", folder);
    Hostile.resource("one.npz", folder);
    Files.writeString(folder.resolve("t.csv"), "a:b,c\n1,2\n3,4\n");
    Files.writeString(folder.resolve("T.CSV"), "5\n");
    assertEquals(NDArray.of(new float[] {0, 1, 2, 3, 4}), read("vector.npy"));
    assertEquals(NDArray.of(new byte[] {3, 1, 2}), read("stored.npz:y"));
    assertEquals(NDArray.of(new double[] {0, 1, 2}), read("stored.npz:a/b"));
    assertEquals(NDArray.of(new byte[] {3, 1, 2}), read("one.npz"));
    assertEquals(NDArray.of(new byte[] {3, 1, 2}), read("one.npz:arr_0"));
    assertEquals(NDArray.of(Shape.of(2, 2), 1, 2, 3, 4), read("t.csv"));
    assertEquals(NDArray.of(new float[] {1, 3}), read("t.csv:a:b"));
    assertEquals(NDArray.of(Shape.of(1, 1), 5), read("T.CSV"));
    Files.writeString(folder.resolve("t.tsv"), "a\tb\n1\t2\n");
    assertEquals(NDArray.of(Shape.of(1, 2), 1, 2), read("t.tsv"));
    assertEquals(NDArray.of(new float[] {2}), read("t.tsv:b"));
  }

  @Test void readsIdxWithLevelsAsTheyAre() throws IOException {
    byte[] idx = HexFormat.of().parseHex("00000802" + "00000001" + "00000003" + "0080ff");
    ByteArrayOutputStream gz = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gz)) {
      out.write(idx);
    }
    for (String name : new String[] {"a-images-idx3-ubyte", "a.idx3-ubyte", "a.idx", "labels.idx1", "A-IDX3-UBYTE"}) {
      Files.write(folder.resolve(name), idx);
      Files.write(folder.resolve(name + ".gz"), gz.toByteArray());
      for (String ending : new String[] {"", ".gz"}) assertEquals(NDArray.of(new byte[][] {{0, -128, -1}}), read(name + ending));
    }
    assertTrue(refused(() -> DataFile.read(folder + "/a.idx", Limits.DEFAULT.with("elements", 2L))).contains("got 3, limit 2"));
  }

  @Test void saysWhichNamesItTakes() throws IOException {
    Hostile.resource("stored.npz", folder);
    String kinds =
        ": a file of numbers must be .npy, .npz:key, IDX (such as -idx3-ubyte, -idx1-ubyte.gz), .csv, .csv:column,column or .tsv "
            + "by the ending of its name";
    assertEquals("x.txt" + kinds, message(() -> DataFile.read("x.txt")));
    assertEquals("" + kinds, message(() -> DataFile.read("")));
    assertEquals("x.npy:key" + kinds, message(() -> DataFile.read("x.npy:key")));
    assertEquals("x.csv.gz: only IDX files are read gzipped; unpack it first", message(() -> DataFile.read("x.csv.gz")));
    assertEquals("x.npz:: a key or a column must follow the colon; name it, or leave the colon out",
        message(() -> DataFile.read("x.npz:")));
    Path many = folder.resolve("stored.npz");
    assertEquals(many + ": say which of its arrays to read, as in " + many + ":KEY; there are 'x_train, y, a/b'",
        message(() -> read("stored.npz")));
    for (String name : new String[] {"none.npy", "none.npz:x", "none.npz", "none.csv", "none.csv:x", "none-idx1-ubyte.gz"}) {
      assertEquals(folder.resolve(name.replaceAll(":x$", "")) + ": no such file; check the path", message(() -> read(name)));
      Files.createDirectories(folder.resolve("folder-" + name.replaceAll(":x$", "")));
      assertTrue(message(() -> read("folder-" + name)).endsWith(": cannot be read (it is a folder); give a file"), name);
    }
    assertTrue(message(() -> DataFile.read("a\0b.npy")).contains("no path of a file"));
  }

  @Test void writesByTheEndingOfTheName() throws IOException {
    NDArray array = NDArray.of(Shape.of(2, 2), 1, 2, 3, 4.5f);
    for (String name : new String[] {"out.npy", "out.csv"}) {
      DataFile.write(folder + "/" + name, array);
      assertEquals(array, read(name));
    }
    assertEquals("out.txt: arrays are written as .npy or .csv, by the ending of the name", message(() -> DataFile.write("out.txt", array)));
  }

  private NDArray read(String spec) { return DataFile.read(folder + "/" + spec); }

  private static String message(org.junit.jupiter.api.function.Executable call) {
    return assertThrows(KeravaException.class, call).getMessage();
  }
}

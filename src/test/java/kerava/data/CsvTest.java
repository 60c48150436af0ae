package kerava.data;

import static kerava.data.Hostile.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import kerava.KeravaException;
import kerava.config.Limits;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {
  private static final NDArray TWO_BY_THREE = NDArray.of(Shape.of(2, 3), 1, 2.5f, -3, 4e-5f, 5, 6);

  @TempDir private Path folder;

  @Test void readsRowsWithAndWithoutAHeader() throws IOException {
    for (String text : new String[] {"1,2.5,-3\n4e-5,5,6\n", "a,b,c\n1,2.5,-3\n4e-5,5,6",
        "\uFEFFa,b,c\r\n1,2.5,-3\r\n\r\n4E-5,+5,6.\r\n\r\n",
        "\"a,1\",\"b\nb\",\"c\"\"\"\n\"1\", 2.5 ,\"-3\"\n.00004, 5 ,6", "1,2.5,-3\r4e-5,5,6"})
      assertEquals(TWO_BY_THREE, read(text), text);
    assertEquals(NDArray.of(Shape.of(3, 1), 1, 2, 3), read("1\n2\n3"));
  }

  @Test void readsNumbersAsPython() throws IOException {
    float nan = Float.NaN, inf = Float.POSITIVE_INFINITY;
    assertEquals(NDArray.of(Shape.of(1, 6), nan, inf, -inf, inf, nan, inf), read("nan,inf,-Infinity,1e39,NaN,1e400"));
    // 1 + 2^-24 + 2^-60 lies above the middle of two floats, but the double nearest to it on the middle: the even one is taken, as by NumPy
    assertEquals(1f, read("1.00000005960464477626").values()[0]);
    assertEquals(0.1f, read("0.1").values()[0]);
    for (String no : new String[] {"1f", "2d", "0x1p3", "1_000", "1,5,", "١", "--1", "1e", "infinit", "true", "1 2"})
      assertTrue(refused(() -> read("7,7,7\n8,8," + no)).contains("row 2"), no);
  }

  @Test void readsOneColumnByName() throws IOException {
    String text = "name,age,\"a,b\",name 2\nx,1,2,3\n\"y\n,\",4,5,6\n";
    assertEquals(NDArray.of(new float[] {1, 4}), read(text, "age"));
    assertEquals(NDArray.of(new float[] {2, 5}), read(text, "a,b"));
    assertEquals(NDArray.of(new float[] {3, 6}), read(text, "name 2"));
    assertEquals(NDArray.of(new float[] {7, 8}), read("label,0,1\n7,1,2\n8,3,4", "label"), "columns that numbers name");
    assertEquals(NDArray.of(new float[] {1, 4}), read(text, "#2"), "a number that names none");
    assertEquals(NDArray.of(new float[] {1, 3}), read("x,0,1\n7,1,2\n8,3,4", "0"), "a number that names one");
  }

  @Test void saysWhichCellIsNoNumber() throws IOException {
    Path file = folder.resolve("x.csv");
    String got = " must be a number, got ", classes = "; write classes as numbers 0, 1, ...", leave = ", or leave the column out, as in '";
    assertEquals(file + ": row 3, column 2 ('b')" + got + "'x'" + classes + leave + file + ":!b'", refused(() -> read("a,b\n1,2\n3,x\n")));
    assertEquals(file + ": row 2, column 1 is empty; fill it in or remove the row" + leave + file + ":!1'",
        refused(() -> read("1.5,2\n,4\n")));
    assertEquals(file + ": row 2, column 1 ('a')" + got + "'x'" + classes, refused(() -> read("a,b\nx,2\n", "a")));
    assertEquals(file + ": row 2, column 2 ('b')" + got + "'?[31m" + "y".repeat(55) + "...'" + classes + leave + file + ":!b'",
        refused(() -> read("a,b\n1,\u001b[31m" + "y".repeat(90))));
    assertTrue(refused(() -> read("a,\"b,c\"\n1,NA")).endsWith(leave + file + ":!\"b,c\"'"), "a name that is typed in quotes");
    assertTrue(refused(() -> read("b,b\n1,NA")).endsWith(leave + file + ":!2'"), "a name that two have");
    assertTrue(refused(() -> read("a," + "b".repeat(41) + "\n1,NA")).endsWith(leave + file + ":!2'"), "a name too long to type");
    assertTrue(refused(() -> read("a\n\"1,5\"")).endsWith("got '1,5'; write decimal points instead of commas"));
    assertEquals(
        file + ": all rows must have as many columns, row 1 has 2, row 3 has 3; is a comma or a quote missing, or is one too many?",
        refused(() -> read("a,b\n1,2\n3,4,5\n")));
    assertTrue(refused(() -> read("a,b\n1,2\n3\n", "a")).contains("row 3 has 1"), "in one column too");
  }

  @Test void refusesWhatIsNoTable() throws IOException {
    Path file = folder.resolve("x.csv");
    assertEquals(file + ": there must be at least one row of numbers, got an empty file; is it the right file?",
        refused(() -> read("\n\n")));
    assertEquals(file + ": there must be at least one row of numbers, got a row of names alone; is it the right file?",
        refused(() -> read("a,b\n")));
    for (String text : new String[] {"a,b\n1,\"2", "1,\"2\"x\n", "\"", "a,b\n\"1\"\"\n"}) {
      String message = refused(() -> read(text));
      assertTrue(message.startsWith(file + ": ") && message.endsWith("is a quote never closed?"), message);
    }
    assertEquals(file + ": the text must be UTF-8; save it as that",
        refused(() -> Csv.read(Files.write(file, "é,b\n1,2".getBytes(StandardCharsets.ISO_8859_1)))));
    assertTrue(refused(() -> Csv.read(Files.write(file, Hostile.resource("stored.npz")))).startsWith(file + ": "));
  }

  @Test void keepsToTheLimits() throws IOException {
    Path file = Files.writeString(folder.resolve("x.csv"), "a,b\n" + "1,2\n".repeat(1000));
    assertEquals(Shape.of(1000, 2), Csv.read(file, Limits.DEFAULT.with("elements", 2000L)).shape());
    assertTrue(refused(() -> Csv.read(file, Limits.DEFAULT.with("elements", 1999L))).contains("numbers in the file, got 2000, limit 1999"));
    assertTrue(refused(() -> Csv.read(file, Limits.DEFAULT.with("fileBytes", 100L))).contains("bytes of the file"));
    assertTrue(
        refused(() -> read("1," + "2".repeat(101))).contains("row 1, column 2: too much for the limits: length of a number, got 101"));
    Files.writeString(file, "a,b\n1,2\n3,\"" + "4,5\n".repeat(50_000));
    assertTrue(refused(() -> Csv.read(file, Limits.DEFAULT.with("stringLength", 100_000)))
        .contains("characters of one row (is a quote never closed?)"));
    Files.writeString(file, "1,2\n".repeat(100_000));
    assertEquals(100_000, Csv.read(file, Limits.DEFAULT.with("stringLength", 100_000)).count(), "many rows are no long row");
  }

  @Test void everyFlippedByteIsRefusedOrRead() throws IOException {
    Path file = folder.resolve("x.csv");
    byte[] whole = "a,\"b\"\n1,2.5\n-3e1,\"4\"\n".getBytes(StandardCharsets.UTF_8);
    int refused = Hostile.everyFlippedByteIsRefusedOrRead(whole, file + ": ", bytes -> Csv.read(NpySamplesTest.replaced(file, bytes)));
    assertTrue(refused > 20, "only " + refused);
  }

  @Test void writesWhatItReads() throws IOException {
    Path file = folder.resolve("x.csv");
    Csv.write(file, NDArray.of(Shape.of(2, 2), 0.1f, Float.NaN, Float.NEGATIVE_INFINITY, 3));
    assertEquals("0.10000000149011612,nan\n-inf,3.0\n", Files.readString(file));
    NDArray hard =
        NDArray.of(Shape.of(4, 2), 0.1f, -0f, Float.MIN_VALUE, Float.MAX_VALUE, 1 / 3f, Float.NaN, Float.POSITIVE_INFINITY, 1e-7f);
    Csv.write(file, hard);
    assertEquals(hard, Csv.read(file));
    Csv.write(file, NDArray.of(3, 1, 2));
    assertEquals("3\n1\n2\n", Files.readString(file));
    assertEquals(file + ": a .csv file holds arrays of one or two axes, got shape (1, 1, 1); write it as .npy",
        message(() -> Csv.write(file, NDArray.of(Shape.of(1, 1, 1), 1))));
  }

  private NDArray read(String text) throws IOException { return Csv.read(Files.writeString(folder.resolve("x.csv"), text)); }

  private NDArray read(String text, String column) throws IOException {
    return Csv.read(Files.writeString(folder.resolve("x.csv"), text), column);
  }

  private static String message(org.junit.jupiter.api.function.Executable call) {
    return assertThrows(KeravaException.class, call).getMessage();
  }
}

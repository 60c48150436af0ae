package kerava.data;

import static kerava.data.Hostile.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kerava.KeravaException;
import kerava.data.CsvFormat.Header;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Separators that are no comma, and first rows that may be a header. */
class CsvFormatTest {
  @TempDir private Path folder;

  private NDArray read(String text, CsvFormat format) throws IOException {
    return Csv.read(Files.writeString(folder.resolve("x.csv"), text), format);
  }

  private NDArray read(String text, Header header) throws IOException { return read(text, CsvFormat.DEFAULT.withHeader(header)); }

  private NDArray read(String text) throws IOException { return read(text, CsvFormat.DEFAULT); }

  @ParameterizedTest
  @CsvSource(delimiter = '~', quoteCharacter = '`', value = {"`;` ~ ';'", "`\t` ~ tab", "`|` ~ '|'",
      "`  ` ~ space"}) void anotherSeparatorIsNamedAndReadWhenTold(
          String separator, String spelled) throws IOException {
    char one = separator.charAt(0);
    for (String table : new String[] {"a,b,c\n1,2,3\n4.5,5,6\n", "1.5,2,3\n4.5,5,6", "\uFEFFa,b,c\r\n1,2,3\r\n4.5,5,6\r\n\r\n"}) {
      String text = table.replace(',', one);
      assertTrue(
          refused(() -> read(text)).endsWith("x.csv: its cells are separated by " + spelled + ", not by ','; set separator to " + spelled));
      NDArray got = read(text, CsvFormat.DEFAULT.withSeparator(one));
      assertEquals(Shape.of(2, 3), got.shape());
      assertEquals(4.5f, got.values()[3]);
    }
  }

  @Test void theTypeIsWhatIsAskedFor() throws IOException {
    Path file = Files.writeString(folder.resolve("ids.csv"), "id,x\n9007199254740993,0.1\n-1e2,2.0\n");
    CsvFormat whole = CsvFormat.DEFAULT.withDtype(DType.INT64), fine = CsvFormat.DEFAULT.withDtype(DType.FLOAT64);
    assertEquals(NDArray.of(new long[] {9007199254740993L, -100}), Csv.read(file, List.of("id"), whole));
    assertEquals(NDArray.of(new double[] {0.1, 2}), Csv.read(file, List.of("x"), fine));
    assertEquals(NDArray.of(new float[] {0.1f, 2}), Csv.read(file, List.of("x"), CsvFormat.DEFAULT));
    assertEquals(file + ": row 2, column 2 ('x') must be of int64, got '0.1'; read it as float64",
        assertThrows(KeravaException.class, () -> Csv.read(file, List.of("x"), whole)).getMessage());
    assertEquals(file + ": row 2, column 1 ('id') must be of int32, got '9007199254740993'; read it as float64",
        assertThrows(KeravaException.class, () -> Csv.read(file, List.of("id"), whole.withDtype(DType.INT32))).getMessage());
    assertEquals("CsvFormat: dtype must be one of [float32, float64, int32, int64], got bool",
        assertThrows(KeravaException.class, () -> whole.withDtype(DType.BOOL)).getMessage());
  }

  @Test void aWrongSeparatorIsNamedToo() throws IOException {
    CsvFormat semicolon = CsvFormat.DEFAULT.withSeparator(';');
    assertTrue(refused(() -> read("a,b\n1,2\n", semicolon)).contains("its cells are separated by ',', not by ';'; set separator to ','"));
    assertTrue(refused(() -> read("1,5;2,5\n3,5;4,5\n")).contains("its cells are separated by ';'"), "with decimal commas");
    assertTrue(refused(() -> read("a;b\n1,5;2,5\n", semicolon)).contains("got '1,5'; write decimal points instead of commas"));
    assertEquals(NDArray.of(new float[] {1, 2}), Csv.read(Files.writeString(folder.resolve("x.csv"), "n,kinds\n1,a|b\n2,c|d\n"), "n"),
        "in a text it is none");
  }

  @Test void takesNoSeparatorThatMayStandInANumber() {
    for (char c : new char[] {'.', '-', 'e', '5', '"', '\n'}) assertThrows(KeravaException.class, () -> CsvFormat.DEFAULT.withSeparator(c));
  }

  /** First rows that say themselves what they are, and how many samples there are. */
  @ParameterizedTest
  @CsvSource(delimiter = '~', value = {"a,b/1,2/3,4 ~ 2", "1.5,2/3,4/5,6 ~ 3", "5,3/3,4/5,6 ~ 3", "0,0/0,1/1,0/1,1 ~ 4", "3/1/2 ~ 3",
      "1/0.5/2 ~ 3",
      "label,0,1/7,1,2 ~ 1", "0,label/1,7 ~ 1", "-1,0,1/.5,.5,.5 ~ 2", "7,7/.5,.5 ~ 2", "1e3,2/.5,.5 ~ 2", "nan,1/.5,.5 ~ 2",
      "inf/1 ~ 2"}) void toldByTheRows(
          String rows, int samples) throws IOException {
    assertEquals(samples, read(rows.replace('/', '\n')).count());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0,1,2/.5,.5,.5", "0,1/0,1/1,0", "0,1,2/3,4,5", "2019,2020,2021/5,9,7", "10,20/.5,1.5/2.5,3.5",
      "3/.5/.25"}) void otherwiseItIsAsked(
          String rows) throws IOException {
    String text = rows.replace('/', '\n');
    String first = rows.substring(0, rows.indexOf('/'));
    assertEquals(folder.resolve("x.csv") + ": row 1 ('" + first + "') may name the columns or be a sample, which cannot be told; "
        + "set header to yes or no", refused(() -> read(text)));
    int all = read(text, Header.NO).count();
    assertEquals(text.lines().count(), all);
    assertEquals(all - 1, read(text, Header.YES).count());
  }

  @Test void whatIsToldHolds() throws IOException {
    assertEquals(NDArray.of(Shape.of(1, 2), 3, 4), read("1.5,2\n3,4", Header.YES));
    assertEquals(NDArray.of(Shape.of(1, 2), 3, 4), read("a,b\n3,4", Header.NO), "names are names");
    assertTrue(refused(() -> read("label,0\n3,4", Header.NO)).contains("row 1, column 1 must be a number, got 'label'"));
  }
}

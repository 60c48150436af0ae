package kerava.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import kerava.KeravaException;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Columns chosen behind a colon: {@code x.csv:a,b}, {@code x.csv:!label}. */
class CsvColumnsTest {
  private static final String TABLE = "a,\"b,c\",!d,e:f,\"g\"\"h\",label\n1,2,3,4,5,no\n6,7,8,9,10,yes\n";

  @TempDir private Path folder;

  private NDArray read(String text, String columns) throws IOException {
    return DataFile.read(Files.writeString(folder.resolve("x.csv"), text) + ":" + columns);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '~', quoteCharacter = '`', value = {"a,e:f ~ 1 4", "e:f,a ~ 4 1", "e:f , 1 ~ 4 1", "\"b,c\",a ~ 2 1",
      "\"!d\",a ~ 3 1",
      "\"g\"\"h\",1 ~ 5 1", "!label ~ 1 2 3 4 5", "!6 ~ 1 2 3 4 5", "!\"b,c\",!d,label,\"g\"\"h\" ~ 1 4", "!!d,label ~ 1 2 4 5",
      "3,2 ~ 3 2"}) void readsThoseInTheirOrder(String columns, String firstRow) throws IOException {
    NDArray got = read(TABLE, columns);
    int[] expected = Arrays.stream(firstRow.split(" ")).mapToInt(Integer::parseInt).toArray();
    assertEquals(Shape.of(2, expected.length), got.shape());
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], got.values()[i], columns);
      assertEquals(expected[i] + 5, got.values()[expected.length + i], columns);
    }
  }

  @Test void oneIsNoList() throws IOException {
    assertEquals(NDArray.of(new float[] {2, 7}), read(TABLE, "\"b,c\""));
    assertEquals(NDArray.of(new float[] {4, 9}), read(TABLE, "4"));
    assertEquals(NDArray.of(Shape.of(2, 1), 1, 6), read("a,label\n1,x\n6,y\n", "!label"));
    assertEquals(NDArray.of(Shape.of(2, 2), 2, 1, 4, 3),
        Csv.read(Files.writeString(folder.resolve("x.csv"), "a,b\n1,2\n3,4"), List.of("b", "a"), CsvFormat.DEFAULT));
  }

  @Test void withoutAHeaderTheyGoByTheirNumbers() throws IOException {
    String iris = "5.1,3.5,setosa\n4.9,3.0,setosa\n";
    assertEquals(NDArray.of(Shape.of(2, 2), 5.1f, 3.5f, 4.9f, 3), read(iris, "1,2"), "the first sample is kept");
    assertEquals(NDArray.of(Shape.of(2, 2), 5.1f, 3.5f, 4.9f, 3), read(iris, "!3"));
    assertSays("no column is called 'a'; the first row is no header, so columns go by their numbers, 1 .. 3", iris, "a");
  }

  @Test void aNumberIsANameWhereNamesAreNumbers() throws IOException {
    String text = "label,0,1\n7,1,2\n8,3,4\n";
    assertEquals(NDArray.of(new float[] {2, 4}), read(text, "1"));
    assertEquals(NDArray.of(new float[] {7, 8}), read(text, "#1"));
    assertSays("no column is called '2'; there are 'label, 0, 1'", text, "2");
    String pandas = ",0,1\n0,5,6\n1,7,8\n";
    assertSays("leave it out, as in '" + folder.resolve("x.csv") + ":!#1,1'", pandas, "!1");
    assertEquals(NDArray.of(Shape.of(2, 2), 5, 6, 7, 8), read(pandas, "!#1"));
    assertEquals(NDArray.of(new float[] {6, 8}), read("x,#1\n5,6\n7,8", "#1"), "a name goes before a number");
  }

  @Test void saysWhatIsWrong() {
    assertSays("no column is called 'z'; there are 'a, \"b,c\", \"!d\", e:f, ", TABLE, "z");
    assertSays("no column is called '7'", TABLE, "7");
    assertSays("no column is called '0'", TABLE, "0");
    assertSays("a column stands twice in 'a,1'; name it once", TABLE, "a,1");
    assertSays("no column is left without '1,2'; leave out fewer", "a,b\n1,2", "!1,2");
    assertSays("2 columns are called 'a', so it is unclear which is meant; name it by its number, 1 .. 3", "a,b,a\n1,2,3", "a");
    for (String nothing : List.of("!", "a,", ",", "a,,b")) assertSays("a column must follow the colon, each comma and !", TABLE, nothing);
    assertSays("the columns are not spelled as in a .csv file; is a quote missing?", TABLE, "\"a");
  }

  @Test void theIndexOfPandasIsNoFeatureUnlessItIsAskedFor() throws IOException {
    for (String name : new String[] {"", "Unnamed: 0"}) {
      String text = name + ",a,b\n0,5,6\n1,7,8\n";
      String called = name.isEmpty() ? "has no name" : "is called 'Unnamed: 0'";
      Path file = folder.resolve("x.csv");
      assertEquals(file + ": column 1 " + called + ", as the numbers of rows that pandas writes; leave it out, as in '" + file
          + ":!1,b', or choose the columns one by one", assertThrows(KeravaException.class, () -> read(text, "!b")).getMessage());
      assertThrows(KeravaException.class, () -> Csv.read(Files.writeString(file, text)));
      for (String chosen : new String[] {"!1", "a,b", "2,3"}) assertEquals(NDArray.of(Shape.of(2, 2), 5, 6, 7, 8), read(text, chosen));
      assertEquals(NDArray.of(Shape.of(2, 2), 0, 5, 1, 7), read(text, "1,a"));
    }
    assertEquals(NDArray.of(Shape.of(1, 2), 5, 6), read("a,\"\"\n5,6\n", "1,2"), "elsewhere a name may be missing");
  }

  private void assertSays(String message, String text, String columns) {
    String got = assertThrows(KeravaException.class, () -> read(text, columns)).getMessage();
    assertTrue(got.contains(message), got);
  }
}

package kerava.data;

import static kerava.KeravaException.require;
import static kerava.data.Quoted.quoted;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kerava.KeravaException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Which columns of a table are asked for, by name or by number, from 1: {@code #1}, or {@code 1} where no column has a number for a name.
 *
 * @param names those to read in this order, or to leave out; null: all are read
 */
record CsvColumns(List<String> names, boolean leftOut) {
  static final CsvColumns ALL = new CsvColumns(null, false);

  /**
   * {@code a,b}, or {@code !a,b} for all but these; a name that holds a comma, or begins with {@code !}, stands in quotes, as in the file.
   */
  static CsvColumns parse(String spec, String text) {
    boolean leftOut = text.startsWith("!");
    try (CSVParser parser = CSVParser.parse(text.substring(leftOut ? 1 : 0),
        CSVFormat.RFC4180.builder().setIgnoreSurroundingSpaces(true).get())) {
      List<CSVRecord> rows = parser.getRecords();
      List<String> names = rows.size() == 1 ? rows.get(0).toList() : List.of("");
      require(names.stream().noneMatch(String::isEmpty), "%s: a column must follow the colon, each comma and !; name it, or leave that out",
          spec);
      return new CsvColumns(names, leftOut);
    } catch (IOException | UncheckedIOException e) {
      throw new KeravaException(spec + ": the columns are not spelled as in a .csv file; is a quote missing?", e);
    }
  }

  /** Whether one column is asked for by its name, so that a row holds a number and no list. */
  boolean one() { return names != null && !leftOut && names.size() == 1; }

  /** Whether the column at {@code index} is read without being named. */
  boolean unnamed() { return names == null || leftOut; }

  /** Where the columns stand in a row of {@code width} cells, under {@code header}, or null if there is none. */
  int[] indices(String where, String[] header, int width) {
    if (names == null) return IntStream.range(0, width).toArray();
    List<Integer> named = names.stream().map(name -> index(where, name, header, width)).toList();
    require(named.stream().distinct().count() == named.size(), "%s: a column stands twice in %s; name it once", where,
        quoted(String.join(",", names)));
    if (!leftOut) return named.stream().mapToInt(i -> i).toArray();
    int[] others = IntStream.range(0, width).filter(i -> !named.contains(i)).toArray();
    require(others.length > 0, "%s: no column is left without %s; leave out fewer", where, quoted(String.join(",", names)));
    return others;
  }

  private static int index(String where, String name, String[] header, int width) {
    int[] found = header == null ? new int[0] : IntStream.range(0, header.length).filter(i -> header[i].equals(name)).toArray();
    require(found.length < 2, "%s: %d columns are called %s, so it is unclear which is meant; name it by its number, %s", where,
        found.length,
        quoted(name), numbers(header, width));
    if (found.length == 1) return found[0];
    String number = name.replaceFirst("^#", "");
    boolean counted = CsvNumber.isWhole(number) && (!number.equals(name) || !hasNumbers(header));
    if (counted && Integer.parseInt(number) >= 1 && Integer.parseInt(number) <= width) return Integer.parseInt(number) - 1;
    throw new KeravaException(where + ": no column is called " + quoted(name) + "; " + (header == null
        ? "the first row is no header, so columns go by their numbers, " + numbers(null, width)
        : "there are " + quoted(Arrays.stream(header).map(CsvColumns::spelled).collect(Collectors.joining(", ")))));
  }

  private static String numbers(String[] header, int width) { return number(header, 0) + " .. " + number(header, width - 1); }

  /** How the column at {@code index} is asked for by its number, from 1: with # if numbers are names. */
  static String number(String[] header, int index) { return (hasNumbers(header) ? "#" : "") + (index + 1); }

  private static boolean hasNumbers(String[] header) { return header != null && Arrays.stream(header).anyMatch(CsvNumber::isWhole); }

  /** {@code name} as it is written where columns are asked for. */
  static String spelled(String name) {
    return name.matches("[^!\"].*[,\"].*|[!\"].*|.*,") ? "\"" + name.replace("\"", "\"\"") + "\"" : name;
  }
}

package kerava.data;

import static kerava.FormatException.refuseUnless;
import static kerava.data.Quoted.quoted;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;

/** Tells whether the first row of a table names its columns. */
final class CsvHeader {
  private final List<String> row;
  private final List<CSVRecord> others;

  private CsvHeader(List<CSVRecord> first) {
    row = first.get(0).toList();
    others = first.subList(1, first.size());
  }

  /**
   * Refuses a row that could be both, unless {@code told}.
   *
   * @param first rows, of which there may be more
   */
  static boolean is(String where, List<CSVRecord> first, CsvFormat.Header told) {
    CsvHeader header = new CsvHeader(first);
    if (header.row.stream().noneMatch(CsvNumber::is)) return true;
    if (told != CsvFormat.Header.AUTOMATIC) return told == CsvFormat.Header.YES;
    if (header.hasFractions()) return false;
    if (header.namesNumbers()) return true;
    refuseUnless(!header.mayName(), "%s: row 1 (%s) may name the columns or be a sample, which cannot be told; set header to yes or no",
        where,
        quoted(String.join(",", header.row)));
    return false;
  }

  /** Numbers that name no column. */
  private boolean hasFractions() { return row.stream().anyMatch(cell -> CsvNumber.is(cell) && !CsvNumber.isWhole(cell)); }

  /** A text above a number; or nothing above the numbers that pandas gives to rows, and then its numbers of columns. */
  private boolean namesNumbers() {
    boolean index = row.get(0).isEmpty() && row.size() > 1 && counts(row.subList(1, row.size()));
    return index || IntStream.range(0, row.size()).anyMatch(i -> isText(row.get(i)) && below(i).anyMatch(CsvNumber::is));
  }

  /**
   * Texts above texts; a run of whole numbers, such as pandas gives to columns, or years; different whole numbers above fractions alone.
   */
  private boolean mayName() {
    if (row.stream().anyMatch(CsvHeader::isText) || row.size() > 1 && counts(row) || row.size() > 2 && runs()) return true;
    return row.stream().distinct().count() == row.size() && IntStream.range(0, row.size()).allMatch(this::standsAboveFractions);
  }

  private boolean standsAboveFractions(int column) {
    List<String> numbers = below(column).filter(CsvNumber::is).toList();
    return !numbers.isEmpty() && numbers.stream().noneMatch(CsvNumber::isWhole);
  }

  /** Whether each whole number is one more than that before. */
  private boolean runs() {
    return row.stream().noneMatch(String::isEmpty)
        && IntStream.range(1, row.size()).allMatch(i -> Integer.parseInt(row.get(i)) == Integer.parseInt(row.get(i - 1)) + 1);
  }

  private Stream<String> below(int column) {
    return others.stream().filter(other -> other.size() > column).map(other -> other.get(column));
  }

  private static boolean isText(String cell) { return !cell.isEmpty() && !CsvNumber.is(cell); }

  /** Whether {@code cells} are 0, 1, 2, ... */
  private static boolean counts(List<String> cells) {
    return IntStream.range(0, cells.size()).allMatch(i -> cells.get(i).equals(Integer.toString(i)));
  }
}

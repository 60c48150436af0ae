package kerava.data;

import java.util.List;
import org.apache.commons.csv.CSVRecord;

/** Finds the separator of a text that was read with another one. */
final class CsvSeparator {
  private static final String OTHERS = ";\t|", ONLY_IN_ONE_COLUMN = ", ";

  private CsvSeparator() {}

  /**
   * What stands in each of {@code rows} as often as in the first; null if nothing does. Within columns that {@code taken} makes, a comma
   * may be a point.
   */
  static Character found(List<CSVRecord> rows, char taken) {
    boolean oneColumn = rows.get(0).size() == 1;
    if (!oneColumn && taken != ',') return null;
    for (char other : (oneColumn ? OTHERS + ONLY_IN_ONE_COLUMN : OTHERS).toCharArray()) {
      long first = count(rows.get(0), other);
      if (other != taken && first > 0 && rows.stream().allMatch(row -> count(row, other) == first)) return other;
    }
    return null;
  }

  private static long count(CSVRecord row, char wanted) {
    return row.stream().flatMapToInt(String::chars).filter(c -> c == wanted).count();
  }
}

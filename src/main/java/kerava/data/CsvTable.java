package kerava.data;

import static kerava.FormatException.refuseUnless;
import static kerava.KeravaException.require;
import static kerava.data.Quoted.quoted;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import kerava.FormatException;
import kerava.config.Limits;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.apache.commons.csv.CSVRecord;

/** Numbers collected row by row, from all columns or from one that is asked for by name. */
final class CsvTable {
  private static final double NAN = Double.NaN, INF = Double.POSITIVE_INFINITY;
  private static final Map<String, Double> SPECIAL = Map.of("nan", NAN, "+nan", NAN, "-nan", NAN, "inf", INF, "+inf", INF, "-inf", -INF,
      "infinity", INF, "+infinity", INF, "-infinity", -INF);
  private static final int LONGEST_SPECIAL = 9;
  private static final String DIGITS = "0123456789.-+eE";

  private final String where, column;
  private final Limits limits;
  private float[] values;
  private int used, width, wanted = -1;
  private long rows;
  private String[] header;

  /** @param column the one to read, or null for all */
  CsvTable(String where, String column, Limits limits) {
    this.where = where;
    this.column = column;
    this.limits = limits;
    values = new float[(int) Math.min(1024, limits.elements())];
  }

  void add(CSVRecord row) {
    rows++;
    if (rows == 1) {
      width = row.size();
      if (column != null || row.stream().noneMatch(CsvTable::isNumber)) {
        takeHeader(row.values());
        return;
      }
    }
    refuseUnless(row.size() == width, "%s: all rows must have as many columns, row 1 has %d, row %d has %d; is a comma or a quote missing?",
        where, width, rows, row.size());
    if (wanted >= 0) append(row.get(wanted), wanted);
    else for (int i = 0; i < width; i++) append(row.get(i), i);
  }

  private void takeHeader(String[] names) {
    header = names;
    if (column == null) return;
    refuseUnless(!Arrays.stream(names).allMatch(CsvTable::isNumber),
        "%s: the first row must name the columns when one is asked for (%s), got numbers; put names on top, or leave the column out",
        where, quoted(column));
    int[] found = IntStream.range(0, names.length).filter(i -> names[i].equals(column)).toArray();
    require(found.length > 0, "%s: no column is called %s; there are %s", where, quoted(column), quoted(String.join(", ", names)));
    refuseUnless(found.length == 1, "%s: %d columns are called %s, so it is unclear which is meant; rename them", where, found.length,
        quoted(column));
    wanted = found[0];
  }

  private void append(String cell, int at) {
    if (cell.length() > limits.numberLength())
      Limits.check(where + ", " + place(at), "length of a number", cell.length(), limits.numberLength());
    Double number = number(cell);
    if (number == null) {
      throw new FormatException(where + ": " + place(at) + " must be a number, got " + (cell.isEmpty() ? "nothing" : quoted(cell))
          + "; remove what is no number, or read one column: file.csv:column");
    }
    if (used == values.length) grow();
    values[used++] = number.floatValue(); // by way of a double, as NumPy and pandas do
  }

  private String place(int at) { return "row " + rows + ", column " + (at + 1) + (header == null ? "" : " (" + quoted(header[at]) + ")"); }

  private void grow() {
    long most = Math.min(limits.elements(), Integer.MAX_VALUE - 8);
    Limits.check(where, "numbers in the file", used + 1L, most);
    values = Arrays.copyOf(values, (int) Math.min(2L * used, most));
  }

  /** Shape (rows, columns), or (rows,) for one column that was asked for. */
  NDArray array() {
    refuseUnless(used > 0, "%s: there must be at least one row of numbers, got %s; is it the right file?", where,
        rows == 0 ? "an empty file" : "a row of names alone");
    float[] exact = Arrays.copyOf(values, used);
    return NDArray.of(wanted >= 0 ? Shape.of(used) : Shape.of(used / width, width), exact);
  }

  private static boolean isNumber(String cell) { return number(cell) != null; }

  /** As Python's float(), without underscores; null for what is no number. Java alone would take 1f and 0x1p3 too. */
  private static Double number(String cell) {
    for (int i = 0; i < cell.length(); i++) {
      if (DIGITS.indexOf(cell.charAt(i)) < 0) return cell.length() > LONGEST_SPECIAL ? null : SPECIAL.get(cell.toLowerCase(Locale.ROOT));
    }
    try {
      return Double.valueOf(cell);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}

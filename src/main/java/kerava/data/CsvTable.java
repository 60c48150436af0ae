package kerava.data;

import static kerava.FormatException.refuseUnless;
import static kerava.data.Quoted.quoted;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import kerava.FormatException;
import kerava.KeravaException;
import kerava.config.Limits;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.apache.commons.csv.CSVRecord;

/** Numbers collected row by row from the columns that are asked for. */
final class CsvTable {
  /** So many rows tell what the first one is. */
  private static final int FIRST = 20, TYPED = 40;

  private final String where;
  private final CsvColumns columns;
  private final CsvFormat format;
  private final Limits limits;
  private final List<CSVRecord> first = new ArrayList<>();
  private boolean begun;
  /** Whether {@link #drained} has given rows. */
  private boolean given;
  private String[] header;
  private int[] wanted;
  /** Java's array of the type that is asked for. */
  private Object values;
  private int used, capacity, width;
  private long rows;

  CsvTable(String where, CsvColumns columns, CsvFormat format, Limits limits) {
    this.where = where;
    this.columns = columns;
    this.format = format;
    this.limits = limits;
    capacity = (int) Math.min(1024, limits.elements());
    values = format.dtype().array(capacity);
  }

  String where() { return where; }

  void add(CSVRecord row) {
    if (begun) take(row);
    else if (first.isEmpty() || !isBlank(row)) first.add(row);
    if (first.size() == FIRST && !begun) begin();
  }

  private boolean isBlank(CSVRecord row) { return row.size() == 1 && row.get(0).isBlank() && first.get(0).size() > 1; }

  private void begin() {
    begun = true;
    if (first.isEmpty()) return;
    Character separator = CsvSeparator.found(first, format.separator());
    try {
      width = first.get(0).size();
      boolean named = CsvHeader.is(where, first, format.header());
      if (named) header = first.get(0).values();
      wanted = columns.indices(where, header, width);
      if (named) refuseIndex();
      rows = named ? 1 : 0;
      for (CSVRecord row : named ? first.subList(1, first.size()) : first) take(row);
    } catch (KeravaException e) {
      if (separator == null) throw e;
      throw new FormatException(where + ": its cells are separated by " + CsvFormat.spelled(separator) + ", not by "
          + CsvFormat.spelled(format.separator()) + "; set separator to " + CsvFormat.spelled(separator), e);
    }
  }

  /** The numbers of rows are no feature, and nobody asks for them by leaving out other columns. */
  private void refuseIndex() {
    boolean index = width > 1 && (header[0].isEmpty() || header[0].equals("Unnamed: 0"));
    String others = columns.names() == null ? "" : "," + columns.names().stream().map(CsvColumns::spelled).collect(Collectors.joining(","));
    refuseUnless(!index || !columns.unnamed() || wanted[0] != 0,
        "%s: column 1 %s, as the numbers of rows that pandas writes; leave it out, as in %s, or choose the columns one by one", where,
        header[0].isEmpty() ? "has no name" : "is called " + quoted(header[0]),
        example(where + ":!" + CsvColumns.number(header, 0) + others));
  }

  private void take(CSVRecord row) {
    if (isBlank(row)) return;
    rows++;
    refuseUnless(row.size() == width,
        "%s: all rows must have as many columns, row 1 has %d, row %d has %d; is a %s or a quote missing, or is one too many?", where,
        width,
        rows, row.size(), format.separator() == ',' ? "comma" : "separator");
    for (int i : wanted) append(row.get(i), i);
  }

  private void append(String cell, int at) {
    if (cell.length() > limits.numberLength())
      Limits.check(where + ", " + place(at), "length of a number", cell.length(), limits.numberLength());
    Double number = CsvNumber.of(cell);
    if (number == null) throw new FormatException(where + ": " + place(at) + noNumber(cell, at));
    if (used == capacity) grow((int) Math.min(2L * used, most()));
    switch (format.dtype()) {
      case FLOAT64 -> ((double[]) values)[used++] = number;
      case INT32 -> ((int[]) values)[used++] = (int) whole(cell, at);
      case INT64 -> ((long[]) values)[used++] = whole(cell, at);
      default -> ((float[]) values)[used++] = number.floatValue(); // by way of a double, as NumPy and pandas do
    }
  }

  private long whole(String cell, int at) {
    try {
      long number = new BigDecimal(cell).longValueExact();
      if (format.dtype().holds(number)) return number;
    } catch (ArithmeticException | NumberFormatException e) {
      // told below
    }
    throw new FormatException(
        where + ": " + place(at) + " must be of " + format.dtype() + ", got " + quoted(cell) + "; read it as float64");
  }

  private String noNumber(String cell, int at) {
    String others = wanted.length == 1 ? "" : ", or leave the column out, as in " + example(where + ":!" + name(at));
    if (cell.isEmpty()) return " is empty; fill it in or remove the row" + others;
    String got = " must be a number, got " + quoted(cell);
    if (cell.matches("[-+]?\\d*,\\d+")) return got + "; write decimal points instead of commas";
    return got + "; write classes as numbers 0, 1, ..." + others;
  }

  /** By name, unless that is none or too long to type. */
  private String name(int at) {
    boolean number = header == null || header[at].isEmpty() || header[at].length() > TYPED
        || Arrays.stream(header).filter(header[at]::equals).count() > 1;
    return number ? CsvColumns.number(header, at) : CsvColumns.spelled(header[at]);
  }

  /** What somebody may type, as a shell takes it. */
  private static String example(String spec) { return "'" + spec + "'"; }

  private String place(int at) { return "row " + rows + ", column " + (at + 1) + (header == null ? "" : " (" + quoted(header[at]) + ")"); }

  private long most() { return Math.min(limits.elements(), Limits.LONGEST_ARRAY); }

  private void grow(int size) {
    Limits.check(where, "numbers in the file", used + 1L, most());
    resize(size);
  }

  private void resize(int size) {
    Object resized = format.dtype().array(size);
    System.arraycopy(values, 0, resized, 0, Math.min(used, size));
    values = resized;
    capacity = size;
  }

  /** {@link #array} of the rows that have come since the last call; null: there are none. {@code whole}: there will be no more. */
  NDArray drained(boolean whole) {
    if (whole && !begun) begin();
    if (used == 0 && (given || !whole)) return null;
    NDArray fresh = array();
    given = true;
    used = 0;
    capacity = wanted.length;
    values = format.dtype().array(capacity);
    return fresh;
  }

  /** Shape (rows, columns), or (rows,) for one column that was asked for by its name. */
  NDArray array() {
    if (!begun) begin();
    refuseUnless(used > 0, "%s: there must be at least one row of numbers, got %s; is it the right file?", where,
        first.isEmpty() ? "an empty file" : "a row of names alone");
    resize(used);
    return NDArray.of(columns.one() ? Shape.of(used) : Shape.of(used / wanted.length, wanted.length), format.dtype(), values);
  }
}

package kerava.data;

import static kerava.KeravaException.require;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import kerava.config.Limits;
import kerava.files.SafeFile;
import kerava.tensor.NDArray;
import org.apache.commons.csv.CSVRecord;

/**
 * Numbers in text, a row a line, cells separated by commas or what {@link CsvFormat} says (RFC 4180, UTF-8). Columns are read all, or those
 * that are asked for, by the names that a header gives them or by number, from 1 ({@code 1}, or {@code #1} where names are numbers); the
 * others may hold anything. Spaces around cells and empty lines do not count.
 *
 * <p>The first row is a header if none of its cells is a number, or if a text stands above numbers; it is none if it holds a fraction, or
 * does not differ from those below it. Where it cannot be told ({@code 0,1,2} above fractions, say), the file is refused until
 * {@link CsvFormat#header} says it.
 *
 * <p>Refused, with row and column: rows of different length, cells that are no number (empty ones too; {@code nan} and {@code inf} are
 * numbers), the column without a name that pandas writes for its index, unless it is asked for. Rows are counted from 1, the header and not
 * the empty lines among them.
 */
public final class Csv {
  private Csv() {}

  public static NDArray read(Path file) { return read(file, Limits.DEFAULT); }

  /** All columns, shape (rows, columns). */
  public static NDArray read(Path file, Limits limits) { return read(file, CsvFormat.DEFAULT, limits); }

  public static NDArray read(Path file, CsvFormat format) { return read(file, format, Limits.DEFAULT); }

  /** All columns, shape (rows, columns). */
  public static NDArray read(Path file, CsvFormat format, Limits limits) { return read(file, CsvColumns.ALL, format, limits); }

  public static NDArray read(Path file, String column) { return read(file, column, Limits.DEFAULT); }

  /** The column that the header calls {@code column}, shape (rows,). */
  public static NDArray read(Path file, String column, Limits limits) {
    require(column != null, "%s: the column must not be null; leave it out to read all columns", file);
    return read(file, new CsvColumns(List.of(column), false), CsvFormat.DEFAULT, limits);
  }

  public static NDArray read(Path file, List<String> columns, CsvFormat format) { return read(file, columns, format, Limits.DEFAULT); }

  /** The columns that the header calls {@code columns}, in this order, shape (rows, columns), or (rows,) for one. */
  public static NDArray read(Path file, List<String> columns, CsvFormat format, Limits limits) {
    require(!columns.isEmpty(), "%s: there must be a column to read, got none; leave the list out to read all", file);
    return read(file, new CsvColumns(List.copyOf(columns), false), format, limits);
  }

  static NDArray read(Path file, CsvColumns columns, CsvFormat format, Limits limits) {
    return FileInput.read(file, limits, (in, size) -> {
      CsvTable table = new CsvTable(file.toString(), columns, format, limits);
      try (CsvRows rows = new CsvRows(in, table.where(), format, limits)) {
        for (CSVRecord row = rows.next(); row != null; row = rows.next()) table.add(row);
        return table.array();
      } catch (IOException | UncheckedIOException e) {
        throw CsvRows.damaged(file, e);
      }
    });
  }

  /**
   * One row for each sample, without a header: shape (n,) or (n, columns). Whole numbers stand without a point, each other one is the
   * double's value in full, {@code nan} and {@code inf} as Python writes them. An old file stays whole if this fails.
   */
  public static void write(Path file, NDArray array) {
    int rank = array.shape().rank();
    require(rank == 1 || rank == 2, "%s: a .csv file holds arrays of one or two axes, got shape %s; write it as .npy", file, array.shape());
    int width = rank == 1 ? 1 : array.shape().last();
    require(width > 0, "%s: a .csv file needs at least one column, got shape %s; write it as .npy", file, array.shape());
    SafeFile.writeOrSend(file, out -> {
      Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
      boolean whole = array.dtype().isWhole();
      long[] longs = whole ? array.longs() : null;
      double[] doubles = whole ? null : array.doubles();
      for (int i = 0; i < array.shape().elements(); i++)
        text.append(whole ? Long.toString(longs[i]) : number(doubles[i])).append((i + 1) % width == 0 ? '\n' : ',');
      text.flush();
    });
  }

  private static String number(double value) {
    if (Double.isFinite(value)) return Double.toString(value);
    return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  }
}

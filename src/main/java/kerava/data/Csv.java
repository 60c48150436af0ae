package kerava.data;

import static kerava.KeravaException.require;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import kerava.FormatException;
import kerava.config.Limits;
import kerava.files.SafeFile;
import kerava.tensor.NDArray;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Numbers in comma-separated text (RFC 4180, UTF-8). The first row is a header if none of its cells is a number; it may be left out.
 * Spaces around cells and empty lines do not count. Refused, with row and column: rows of different length, cells that are no number
 * (empty ones too; {@code nan} and {@code inf} are numbers). Rows are counted from 1, the header and not the empty lines among them.
 */
public final class Csv {
  private static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).setIgnoreSurroundingSpaces(true).get();
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private Csv() {}

  public static NDArray read(Path file) { return read(file, Limits.DEFAULT); }

  /** All columns, shape (rows, columns). */
  public static NDArray read(Path file, Limits limits) {
    return table(file, null, limits);
  }

  public static NDArray read(Path file, String column) { return read(file, column, Limits.DEFAULT); }

  /** The column that the header calls {@code column}, shape (rows,); the others may hold anything. */
  public static NDArray read(Path file, String column, Limits limits) {
    require(column != null, "%s: the column must not be null; leave it out to read all columns", file);
    return table(file, column, limits);
  }

  private static NDArray table(Path file, String column, Limits limits) {
    return FileInput.read(file, limits, (in, size) -> {
      try {
        return parse(in, file.toString(), column, limits);
      } catch (UncheckedIOException e) {
        throw damaged(file, e.getCause());
      } catch (IOException e) {
        throw damaged(file, e);
      }
    });
  }

  private static FormatException damaged(Path file, IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CharacterCodingException) return new FormatException(file + ": the text must be UTF-8; save it as that", e);
    }
    return new FormatException(file + ": no comma-separated text (" + e.getMessage() + "); is a quote never closed?", e);
  }

  private static NDArray parse(InputStream in, String where, String column, Limits limits) throws IOException {
    Reader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
    text.mark(1);
    if (text.read() != BYTE_ORDER_MARK) text.reset();
    RowGuard guard = new RowGuard(text, where, limits);
    CsvTable table = new CsvTable(where, column, limits);
    try (CSVParser rows = FORMAT.parse(guard)) {
      for (Iterator<CSVRecord> row = rows.iterator(); row.hasNext(); guard.rowEnds()) table.add(row.next());
    }
    return table.array();
  }

  /**
   * One row for each sample, without a header: shape (n,) or (n, columns). Each number is the float's double value in full, {@code nan} and
   * {@code inf} as Python writes them. An old file stays whole if this fails.
   */
  public static void write(Path file, NDArray array) {
    int rank = array.shape().rank();
    require(rank == 1 || rank == 2, "%s: a .csv file holds arrays of one or two axes, got shape %s; write it as .npy", file, array.shape());
    int width = rank == 1 ? 1 : array.shape().last();
    require(width > 0, "%s: a .csv file needs at least one column, got shape %s; write it as .npy", file, array.shape());
    SafeFile.writeOrSend(file, out -> {
      Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
      float[] values = array.values();
      for (int i = 0; i < values.length; i++) text.append(number(values[i])).append((i + 1) % width == 0 ? '\n' : ',');
      text.flush();
    });
  }

  private static String number(float value) {
    if (Float.isFinite(value)) return Double.toString(value);
    return Float.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  }
}

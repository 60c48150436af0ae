package kerava.data;

import static kerava.KeravaException.require;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kerava.config.Limits;
import kerava.tensor.NDArray;
import org.apache.commons.csv.CSVRecord;

/** Rows of a text that are read while they are needed. */
final class CsvSource {
  private final Path file;
  private final CsvColumns x, y;
  private final CsvFormat format;

  /** {@code x} null: all columns but those of {@code y}; {@code y} null: there are no labels. */
  CsvSource(Path file, List<String> x, List<String> y, CsvFormat format) {
    require(x == null || !x.isEmpty(), "Dataset.csv: x must have a column, got none; give null for all but those of y");
    require(y == null || !y.isEmpty(), "Dataset.csv: y must have a column, got none; give null for data without labels");
    FileInput.size(file);
    this.file = file;
    this.x = x != null ? new CsvColumns(List.copyOf(x), false) : y == null ? CsvColumns.ALL : new CsvColumns(List.copyOf(y), true);
    this.y = y == null ? null : new CsvColumns(List.copyOf(y), false);
    this.format = format;
  }

  DatasetPass pass() { return new Reading(); }

  private final class Reading implements DatasetPass {
    private final CsvTable xTable = table(x), yTable = y == null ? null : table(y);
    private CsvRows rows;
    /** What has been read, and what of it comes next. */
    private NDArray xRead, yRead;
    private int at;
    private boolean ended;

    private CsvTable table(CsvColumns columns) { return new CsvTable(file.toString(), columns, format, Limits.DEFAULT); }

    @Override public Element next() {
      try {
        if (rows == null && !ended) open();
        while (xRead == null && !ended) read();
      } catch (IOException | UncheckedIOException e) {
        throw CsvRows.damaged(file, e);
      }
      if (xRead == null) return null;
      Element next = yRead == null ? Element.of(Rows.of(xRead, at)) : Element.of(Rows.of(xRead, at), Rows.of(yRead, at));
      if (++at == xRead.count()) xRead = null;
      return next;
    }

    private void open() throws IOException {
      InputStream in = null;
      try {
        in = new BufferedInputStream(Files.newInputStream(file));
        rows = new CsvRows(in, file.toString(), format, Limits.DEFAULT);
      } catch (IOException e) {
        if (in != null) in.close();
        if (e instanceof CharacterCodingException) throw e;
        throw FileInput.unreadable(file, e);
      }
    }

    /** One more row; the first ones wait until they tell what the first is. */
    private void read() {
      CSVRecord row = rows.next();
      ended = row == null;
      if (row != null) {
        xTable.add(row);
        if (yTable != null) yTable.add(row);
      }
      xRead = xTable.drained(ended);
      if (yTable != null) yRead = yTable.drained(ended);
      at = 0;
    }

    @Override public void close() {
      ended = true;
      xRead = null;
      if (rows == null) return;
      try {
        rows.close();
      } catch (IOException e) {
        throw FileInput.unreadable(file, e);
      }
    }
  }
}

package kerava.data;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import kerava.FormatException;
import kerava.config.Limits;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The rows of a text, one after another. */
final class CsvRows implements Closeable {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final RowGuard guard;
  private final CSVParser parser;
  private final Iterator<CSVRecord> rows;

  /** {@code where}: for messages. */
  CsvRows(InputStream in, String where, CsvFormat format, Limits limits) throws IOException {
    Reader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
    text.mark(1);
    if (text.read() != BYTE_ORDER_MARK) text.reset();
    guard = new RowGuard(text, where, limits);
    CSVFormat rules = CSVFormat.RFC4180.builder().setDelimiter(format.separator()).setIgnoreEmptyLines(true)
        .setIgnoreSurroundingSpaces(!Character.isWhitespace(format.separator())).get();
    parser = rules.parse(guard);
    rows = parser.iterator();
  }

  /** The next row; null: there is none. */
  CSVRecord next() {
    if (!rows.hasNext()) return null;
    CSVRecord row = rows.next();
    guard.rowEnds();
    return row;
  }

  /** What to say of {@code e}, an IOException or one that holds it. */
  static FormatException damaged(Path file, Exception e) {
    Exception first = e instanceof UncheckedIOException unchecked ? unchecked.getCause() : e;
    for (Throwable cause = first; cause != null; cause = cause.getCause()) {
      if (cause instanceof CharacterCodingException) return new FormatException(file + ": the text must be UTF-8; save it as that", first);
    }
    return new FormatException(file + ": no comma-separated text (" + first.getMessage() + "); is a quote never closed?", first);
  }

  @Override public void close() throws IOException { parser.close(); }
}

package kerava.data;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import kerava.config.Limits;

/** Refuses a row of text that never ends, such as one with a quote that is never closed, before it fills the memory. */
final class RowGuard extends FilterReader {
  private final String where;
  private final Limits limits;
  private long sinceRow;

  RowGuard(Reader in, String where, Limits limits) {
    super(in);
    this.where = where;
    this.limits = limits;
  }

  /** To be called after each row. */
  void rowEnds() {
    sinceRow = 0;
  }

  @Override public int read() throws IOException {
    int c = super.read();
    if (c >= 0) count(1);
    return c;
  }

  @Override public int read(char[] into, int at, int length) throws IOException {
    int read = super.read(into, at, length);
    if (read > 0) count(read);
    return read;
  }

  private void count(int more) {
    sinceRow += more;
    Limits.check(where, "characters of one row (is a quote never closed?)", sinceRow, limits.stringLength());
  }
}

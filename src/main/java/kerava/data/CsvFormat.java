package kerava.data;

import static kerava.KeravaException.require;

/**
 * How a text of numbers is written.
 *
 * @param separator what stands between two cells: a comma, ';', a tab, '|', a space
 * @param header whether the first row names the columns
 */
public record CsvFormat(char separator, Header header) {
  /** Commas, and a header told by what is in the first rows. */
  public static final CsvFormat DEFAULT = new CsvFormat(',', Header.AUTOMATIC);

  private static final String SEPARATORS = ",;\t|: ";

  /** Whether a first row of numbers names the columns. One of names alone always does. */
  public enum Header {
    YES,
    NO,
    /** As the rows after it say; refused where they leave it open. */
    AUTOMATIC
  }

  public CsvFormat {
    require(SEPARATORS.indexOf(separator) >= 0, "CsvFormat: separator must be one of , ; | : tab space, got '%s'", separator);
    require(header != null, "CsvFormat: header must not be null");
  }

  public CsvFormat withSeparator(char changed) { return new CsvFormat(changed, header); }

  public CsvFormat withHeader(Header changed) { return new CsvFormat(separator, changed); }

  /** {@code separator} as a user writes it. */
  static String spelled(char separator) { return separator == '\t' ? "tab" : separator == ' ' ? "space" : "'" + separator + "'"; }
}

package kerava.data;

import static kerava.KeravaException.require;

import java.util.List;
import kerava.tensor.DType;

/**
 * How a text of numbers is written.
 *
 * @param separator what stands between two cells: a comma, ';', a tab, '|', a space
 * @param header whether the first row names the columns
 * @param dtype of the array that is read: float32, float64, int32 or int64, of which whole ones are read exactly
 */
public record CsvFormat(char separator, Header header, DType dtype) {
  private static final List<DType> DTYPES = List.of(DType.FLOAT32, DType.FLOAT64, DType.INT32, DType.INT64);

  /** Commas, and a header told by what is in the first rows. */
  public static final CsvFormat DEFAULT = new CsvFormat(',', Header.AUTOMATIC, DType.FLOAT32);

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
    require(DTYPES.contains(dtype), "CsvFormat: dtype must be one of %s, got %s", DTYPES, dtype);
  }

  public CsvFormat withSeparator(char changed) { return new CsvFormat(changed, header, dtype); }

  public CsvFormat withHeader(Header changed) { return new CsvFormat(separator, changed, dtype); }

  public CsvFormat withDtype(DType changed) { return new CsvFormat(separator, header, changed); }

  /** {@code separator} as a user writes it. */
  static String spelled(char separator) { return separator == '\t' ? "tab" : separator == ' ' ? "space" : "'" + separator + "'"; }
}

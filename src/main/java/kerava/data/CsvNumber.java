package kerava.data;

import java.util.Locale;
import java.util.Map;

/** A cell as a number, as Python's float() takes it, without underscores. */
final class CsvNumber {
  private static final double NAN = Double.NaN, INF = Double.POSITIVE_INFINITY;
  private static final Map<String, Double> SPECIAL = Map.of("nan", NAN, "+nan", NAN, "-nan", NAN, "inf", INF, "+inf", INF, "-inf", -INF,
      "infinity", INF, "+infinity", INF, "-infinity", -INF);
  private static final int LONGEST_SPECIAL = 9;
  private static final String DIGITS = "0123456789.-+eE";

  private CsvNumber() {}

  static boolean is(String cell) { return of(cell) != null; }

  /** Whether it is a whole number without a point: what also may name a column. */
  static boolean isWhole(String cell) { return cell.matches("\\d{1,9}"); }

  /** Null for what is no number. Java alone would take 1f and 0x1p3 too. */
  static Double of(String cell) {
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

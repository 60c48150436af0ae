package kerava.training;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** A double as C and Python print it: the exact binary value, ties to even (Java's own formatter rounds the shortest decimal, ties up). */
public final class Decimals {
  private Decimals() {}

  /** {@code %.{digits}f}: {@code fixed(2.5, 0)} is {@code 2}. */
  public static String fixed(double v, int digits) {
    if (!Double.isFinite(v)) return special(v);
    return sign(v) + new BigDecimal(Math.abs(v)).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** {@code %.{digits}e}, with at least two digits of exponent: {@code scientific(0.0001, 4)} is {@code 1.0000e-04}. */
  public static String scientific(double v, int digits) {
    if (!Double.isFinite(v)) return special(v);
    if (v == 0) return sign(v) + BigDecimal.ZERO.setScale(digits).toPlainString() + "e+00";
    BigDecimal rounded = new BigDecimal(Math.abs(v)).round(new MathContext(digits + 1, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale() - 1;
    String mantissa = rounded.movePointLeft(exponent).setScale(digits).toPlainString();
    return sign(v) + mantissa + (exponent < 0 ? "e-" : "e+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
  }

  /** {@code %.{digits}g}: as many digits, without zeros at the end, with an exponent where they would not show the number. */
  public static String general(double v, int digits) {
    if (!Double.isFinite(v)) return special(v);
    int most = Math.max(1, digits);
    String scientific = scientific(v, most - 1);
    int exponent = Integer.parseInt(scientific.substring(scientific.indexOf('e') + 1));
    if (exponent >= -4 && exponent < most) return withoutZeros(fixed(v, most - 1 - exponent));
    return withoutZeros(scientific.substring(0, scientific.indexOf('e'))) + scientific.substring(scientific.indexOf('e'));
  }

  private static String withoutZeros(String decimal) { return decimal.contains(".") ? decimal.replaceFirst("\\.?0+$", "") : decimal; }

  /** The fewest digits that make {@code v}, as Python's {@code repr}: {@code 0.1}, {@code 1e-05}, {@code 1e+16}. */
  public static String repr(double v) {
    if (!Double.isFinite(v)) return special(v);
    if (v == 0) return sign(v) + "0.0";
    BigDecimal exact = new BigDecimal(Math.abs(v)), shortest = exact;
    for (int digits = 1; digits <= 17; digits++) {
      shortest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (shortest.doubleValue() == Math.abs(v)) break;
    }
    shortest = shortest.stripTrailingZeros();
    int exponent = shortest.precision() - shortest.scale() - 1;
    if (exponent < -4 || exponent >= 16) {
      String text = scientific(shortest.doubleValue(), shortest.precision() - 1);
      return sign(v) + text;
    }
    return sign(v) + (shortest.scale() <= 0 ? shortest.setScale(1) : shortest).toPlainString();
  }

  private static String sign(double v) { return v < 0 || 1 / v < 0 ? "-" : ""; }

  private static String special(double v) { return Double.isNaN(v) ? "nan" : v > 0 ? "inf" : "-inf"; }
}

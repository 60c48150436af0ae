package kerava.training;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** A double as C and Python print it: the exact binary value, ties to even (Java's own formatter rounds the shortest decimal, ties up). */
final class Decimals {
  private Decimals() {}

  /** {@code %.{digits}f}: {@code fixed(2.5, 0)} is {@code 2}. */
  static String fixed(double v, int digits) {
    if (!Double.isFinite(v)) return special(v);
    return sign(v) + new BigDecimal(Math.abs(v)).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** {@code %.{digits}e}, with at least two digits of exponent: {@code scientific(0.0001, 4)} is {@code 1.0000e-04}. */
  static String scientific(double v, int digits) {
    if (!Double.isFinite(v)) return special(v);
    if (v == 0) return sign(v) + BigDecimal.ZERO.setScale(digits).toPlainString() + "e+00";
    BigDecimal rounded = new BigDecimal(Math.abs(v)).round(new MathContext(digits + 1, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale() - 1;
    String mantissa = rounded.movePointLeft(exponent).setScale(digits).toPlainString();
    return sign(v) + mantissa + (exponent < 0 ? "e-" : "e+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
  }

  private static String sign(double v) { return v < 0 || 1 / v < 0 ? "-" : ""; }

  private static String special(double v) { return Double.isNaN(v) ? "nan" : v > 0 ? "inf" : "-inf"; }
}

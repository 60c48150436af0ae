package kerava.optimizers.schedules;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import org.jspecify.annotations.Nullable;

/** A learning rate: a number, or a schedule by which it changes. */
public sealed interface Rate permits FixedRate, Schedule {
  static Rate of(double rate) { return new FixedRate(rate); }

  /** This, a learning rate of {@code who}. */
  static Rate checked(String who, Rate rate) {
    require(rate != null, inJava("take Rate.of(0.001), for example"), "%s: the learning rate must not be null", who);
    if (rate instanceof FixedRate fixed) {
      require(fixed.value() >= 0, "%s: the learning rate must not be negative, got %s", who, fixed.value());
      require(fixed.value() <= Float.MAX_VALUE, "%s: the learning rate must be finite, got %s", who, fixed.value());
    }
    return rate;
  }

  /** The number as an optimizer begins with it; null: a schedule says it step by step. */
  default @Nullable Float first() { return this instanceof FixedRate fixed ? (Float) (float) fixed.value() : null; }
}

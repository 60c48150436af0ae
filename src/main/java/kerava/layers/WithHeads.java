package kerava.layers;

import kerava.config.Settings;
import org.jspecify.annotations.Nullable;

/**
 * A record with the settings of an attention in several heads.
 *
 * @param <L> its own class
 */
@SuppressWarnings("unchecked") // a copy of a record is of its class
public interface WithHeads<L> extends WithKernel<L>, WithBias<L> {
  /** A query sees keys less than so many places away; null: all. */
  default L withSlidingWindow(@Nullable Integer slidingWindow) { return (L) Settings.with((Record) this, "slidingWindow", slidingWindow); }

  /** Whether what is attended to is multiplied by the sigmoid of one more projection of the query. */
  default L withUseGate(boolean useGate) { return (L) Settings.with((Record) this, "useGate", useGate); }
}

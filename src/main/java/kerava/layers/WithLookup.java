package kerava.layers;

import kerava.config.Settings;

/**
 * A record with the settings of a lookup.
 *
 * @param <L> its own class
 */
@SuppressWarnings("unchecked") // a copy of a record is of its class
interface WithLookup<L> {
  default L withMaxTokens(Integer maxTokens) { return (L) Settings.with((Record) this, "maxTokens", maxTokens); }

  default L withNumOovIndices(int numOovIndices) { return (L) Settings.with((Record) this, "numOovIndices", numOovIndices); }

  default L withInvert(boolean invert) { return (L) Settings.with((Record) this, "invert", invert); }

  default L withOutputMode(OutputMode outputMode) { return (L) Settings.with((Record) this, "outputMode", outputMode); }

  default L withPadToMaxTokens(boolean padToMaxTokens) { return (L) Settings.with((Record) this, "padToMaxTokens", padToMaxTokens); }

  default L withSalt(Salt salt) { return (L) Settings.with((Record) this, "salt", salt); }
}

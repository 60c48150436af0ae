package kerava.layers;

import kerava.config.Settings;

/**
 * A record with the settings of a lookup.
 *
 * @param <L> its own class
 */
@SuppressWarnings("unchecked") // a copy of a record is of its class
interface WithLookup<L> extends WithVocabulary<L> {
  default L withNumOovIndices(int numOovIndices) { return (L) Settings.with((Record) this, "numOovIndices", numOovIndices); }

  default L withInvert(boolean invert) { return (L) Settings.with((Record) this, "invert", invert); }

  default L withSalt(Salt salt) { return (L) Settings.with((Record) this, "salt", salt); }
}

package kerava.layers;

import kerava.config.Settings;

/**
 * A record with the settings of a vocabulary.
 *
 * @param <L> its own class
 */
@SuppressWarnings("unchecked") // a copy of a record is of its class
interface WithVocabulary<L> {
  default L withMaxTokens(Integer maxTokens) { return (L) Settings.with((Record) this, "maxTokens", maxTokens); }

  default L withOutputMode(OutputMode outputMode) { return (L) Settings.with((Record) this, "outputMode", outputMode); }

  default L withPadToMaxTokens(boolean padToMaxTokens) { return (L) Settings.with((Record) this, "padToMaxTokens", padToMaxTokens); }
}

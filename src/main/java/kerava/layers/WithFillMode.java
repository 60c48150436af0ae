package kerava.layers;

import kerava.config.Settings;

/**
 * A record with the setting {@code fillMode}.
 *
 * @param <L> its own class
 */
@SuppressWarnings("unchecked") // a copy of a record is of its class
public interface WithFillMode<L> {
  default L withFillMode(FillMode fillMode) { return (L) Settings.with((Record) this, "fillMode", fillMode); }
}

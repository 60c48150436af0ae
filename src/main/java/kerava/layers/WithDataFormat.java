package kerava.layers;

import kerava.config.Settings;

/**
 * A record with the setting {@code dataFormat}.
 *
 * @param <L> its own class
 */
@SuppressWarnings("unchecked") // a copy of a record is of its class
public interface WithDataFormat<L> {
  default L withDataFormat(DataFormat dataFormat) { return (L) Settings.with((Record) this, "dataFormat", dataFormat); }
}

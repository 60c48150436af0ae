package kerava.layers;

import kerava.config.Settings;

/**
 * A record with the settings {@code padding} and {@code dataFormat}.
 *
 * @param <L> its own class
 */
@SuppressWarnings("unchecked") // a copy of a record is of its class
public interface WithPadding<L> extends WithDataFormat<L> {
  default L withPadding(Padding padding) { return (L) Settings.with((Record) this, "padding", padding); }
}

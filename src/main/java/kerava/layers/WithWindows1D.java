package kerava.layers;

import kerava.config.Settings;

/**
 * A record with the settings of windows on a sequence: {@code strides}, {@code padding}, {@code dataFormat}.
 *
 * @param <L> its own class
 */
@SuppressWarnings("unchecked") // a copy of a record is of its class
public interface WithWindows1D<L> extends WithPadding<L> {
  default L withStrides(int strides) { return (L) Settings.with((Record) this, "strides", new Length(strides)); }
}

package kerava.layers;

import kerava.config.Settings;

/**
 * A record with the settings of windows on a volume: {@code strides}, {@code padding}, {@code dataFormat}.
 *
 * @param <L> its own class
 */
@SuppressWarnings("unchecked") // a copy of a record is of its class
public interface WithWindows3D<L> extends WithPadding<L> {
  default L withStrides(Triple strides) { return (L) Settings.with((Record) this, "strides", strides); }
}

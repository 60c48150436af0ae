package kerava.layers;

import kerava.config.Settings;

/**
 * A record with the settings of windows on an image: {@code strides}, {@code padding}, {@code dataFormat}.
 *
 * @param <L> its own class
 */
@SuppressWarnings("unchecked") // a copy of a record is of its class
public interface WithWindows<L> extends WithPadding<L> {
  default L withStrides(Pair strides) { return (L) Settings.with((Record) this, "strides", strides); }
}

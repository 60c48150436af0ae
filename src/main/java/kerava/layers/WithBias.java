package kerava.layers;

import kerava.config.Settings;

/**
 * A record with the settings of a bias: {@code useBias}, {@code biasInitializer}, {@code biasRegularizer}, {@code biasConstraint}.
 *
 * @param <L> its own class
 */
@SuppressWarnings("unchecked") // a copy of a record is of its class
public interface WithBias<L> extends WithBiasRules<L> {
  default L withUseBias(boolean useBias) { return (L) Settings.with((Record) this, "useBias", useBias); }
}

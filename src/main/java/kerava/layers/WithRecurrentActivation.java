package kerava.layers;

import kerava.activations.Activations;
import kerava.config.Settings;

/**
 * A record with the settings of a recurrent cell with gates.
 *
 * @param <L> its own class
 */
@SuppressWarnings("unchecked") // a copy of a record is of its class
public interface WithRecurrentActivation<L> extends WithCell<L> {
  Activations activation();

  /** That of the gates. */
  Activations recurrentActivation();

  default L withRecurrentActivation(Activations recurrentActivation) {
    return (L) Settings.with((Record) this, "recurrentActivation", recurrentActivation);
  }
}

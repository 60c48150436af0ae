package kerava.layers;

import kerava.activations.ActivationFunction;
import kerava.config.Settings;

/**
 * A record with the settings of a recurrent cell with gates.
 *
 * @param <L> its own class
 */
@SuppressWarnings("unchecked") // a copy of a record is of its class
public interface WithRecurrentActivation<L> extends WithCell<L> {
  ActivationFunction activation();

  /** That of the gates. */
  ActivationFunction recurrentActivation();

  default L withRecurrentActivation(ActivationFunction recurrentActivation) {
    return (L) Settings.with((Record) this, "recurrentActivation", recurrentActivation);
  }
}

package kerava.losses;

import kerava.config.Settings;

/**
 * A loss that is a record with a component {@code reduction}, so that it is copied with another one.
 *
 * @param <L> its own class
 */
public interface Configured<L extends Loss> extends Loss {
  /** This loss, of whose values training makes {@code reduction}. */
  @SuppressWarnings("unchecked") // a copy of a record is of its class
  default L withReduction(Reduction reduction) { return (L) Settings.with((Record) this, "reduction", reduction); }
}

package kerava.layers;

import kerava.config.Settings;
import kerava.random.Seed;
import org.jspecify.annotations.Nullable;

/**
 * A record with the setting {@code seed}.
 *
 * @param <L> its own class
 */
@SuppressWarnings("unchecked") // a copy of a record is of its class
public interface WithSeed<L> {
  /** {@code seed} null: drawn when the layer joins a model. */
  default L withSeed(@Nullable Integer seed) { return (L) Settings.with((Record) this, "seed", Seed.of(seed)); }
}

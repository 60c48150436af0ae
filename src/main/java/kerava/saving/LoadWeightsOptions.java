package kerava.saving;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import kerava.config.Limits;
import kerava.config.Settings;

/**
 * How to load weights, with Keras's names: {@code new LoadWeightsOptions().withByName(true).withSkipMismatch(true)}. Source: Keras
 * {@code saving/saving_api.py} load_weights.
 *
 * @param byName whether layers get the weights of those that are called as they are, and no others do: for .h5 with Keras 2's layout alone
 * @param skipMismatch whether weights that do not fit keep what they are, with a warning, instead of being refused
 * @param limits the most that the file may ask for
 */
public record LoadWeightsOptions(boolean byName, boolean skipMismatch, Limits limits) {
  public LoadWeightsOptions {
    require(limits != null, inJava("take Limits.DEFAULT"), "loadWeights: the limits must not be null");
  }

  public LoadWeightsOptions() { this(false, false, Limits.DEFAULT); }

  public LoadWeightsOptions withByName(boolean byName) { return Settings.with(this, "byName", byName); }

  public LoadWeightsOptions withSkipMismatch(boolean skipMismatch) { return Settings.with(this, "skipMismatch", skipMismatch); }

  public LoadWeightsOptions withLimits(Limits limits) { return Settings.with(this, "limits", limits); }
}

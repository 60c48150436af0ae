package kerava.saving;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import kerava.config.Limits;
import kerava.config.Settings;

/**
 * How to load a model: {@code new LoadOptions().withCompile(false).withCustom(Custom.of(MyLayer.class))}. Source: Keras
 * {@code saving/saving_api.py} load_model.
 *
 * @param compile false: without its compile settings, whatever they are; to predict, or to compile it anew
 * @param custom classes of the caller's own that the file may name
 * @param limits the most that the file may ask for
 */
public record LoadOptions(boolean compile, Custom custom, Limits limits) {
  public LoadOptions {
    require(custom != null && limits != null, inJava("take Custom.NONE and Limits.DEFAULT"),
        "load: custom classes and limits must not be null");
  }

  public LoadOptions() { this(true, Custom.NONE, Limits.DEFAULT); }

  public LoadOptions withCompile(boolean compile) { return Settings.with(this, "compile", compile); }

  public LoadOptions withCustom(Custom custom) { return Settings.with(this, "custom", custom); }

  public LoadOptions withLimits(Limits limits) { return Settings.with(this, "limits", limits); }
}

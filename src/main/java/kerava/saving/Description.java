package kerava.saving;

import java.util.List;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * What a model's file holds, told without building the model; for a file of weights alone the layers are those it has weights of.
 *
 * @param format {@code keras}, {@code h5}, {@code weights.h5} (of either layout) or {@code json}
 * @param kerasVersion null: the file does not say it
 * @param className of the model; null for weights alone
 * @param params numbers in all weights; null: not known
 * @param optimizer its class; null: not compiled
 * @param iterations steps that the optimizer had taken; null: the file does not say it
 * @param unsupported all that is not supported, each with its place; the model is loaded if nothing but {@code trainingOnly} is
 * @param trainingOnly those of them that predicting does not need: compile settings, regularizers, constraints
 * @param stateLeftAside why the optimizer's state is not the one of the file when it is loaded; null: it is, or there is none
 */
public record Description(String format, @Nullable String kerasVersion, @Nullable String className, List<Layer> layers,
    @Nullable Long params, @Nullable String optimizer, @Nullable Long iterations, List<String> unsupported, List<String> trainingOnly,
    @Nullable String stateLeftAside) {

  /** Of what has no settings to train with. */
  public Description(String format, String kerasVersion, String className, List<Layer> layers, Long params, Long iterations) {
    this(format, kerasVersion, className, layers, params, null, iterations, List.of(), List.of(), null);
  }

  /** @param outputShape null: not known; {@code params} likewise */
  public record Layer(String name, String className, Shape outputShape, Long params) {}
}

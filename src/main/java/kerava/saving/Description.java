package kerava.saving;

import java.util.List;
import kerava.tensor.Shape;

/**
 * What a model's file holds, told without building the model; for a file of weights alone the layers are those it has weights of.
 *
 * @param format {@code keras}, {@code h5}, {@code weights.h5} (of either layout) or {@code json}
 * @param kerasVersion null: the file does not say it
 * @param className of the model; null for weights alone
 * @param params numbers in all weights; null: not known
 * @param optimizer its class; null: not compiled
 * @param iterations steps that the optimizer had taken; null: the file does not say it
 * @param unsupported all that keeps the file from being loaded, each with its place
 */
public record Description(String format, String kerasVersion, String className, List<Layer> layers, Long params, String optimizer,
    Long iterations, List<String> unsupported) {

  /** @param outputShape null: not known; {@code params} likewise */
  public record Layer(String name, String className, Shape outputShape, Long params) {}
}

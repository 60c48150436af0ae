package kerava.network;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import kerava.layers.Layer;
import kerava.tensor.DType;
import kerava.tensor.Shape;

/**
 * One use of a layer in a model, with what it is used on and the shapes that it makes. Source: Keras {@code ops/node.py}.
 *
 * @param index counts the uses of the layer in this model
 * @param masks given with the inputs, null for none; empty: no input has one given
 * @param types of the outputs
 */
public record LayerUse(Layer layer, int index, List<Source> inputs, List<Source> masks, List<Shape> outputs, List<DType> types) {
  /** All that it is used on. */
  public List<Source> sources() { return Stream.concat(inputs.stream(), masks.stream()).filter(Objects::nonNull).toList(); }

  /** One output of one use of a layer: of its uses in this model the {@code use}-th, of all in whatever models the {@code ever}-th. */
  public record Source(Layer layer, int use, int ever, int output) {
    /** As summaries tell it: {@code dense[0][0]}. */
    @Override public String toString() { return LayerState.name(layer) + "[" + ever + "][" + output + "]"; }
  }
}

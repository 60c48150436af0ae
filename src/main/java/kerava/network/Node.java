package kerava.network;

import java.util.List;
import kerava.layers.Layer;
import kerava.tensor.Shape;

/** A layer in its place in a built model: what goes in, what comes out (shapes with the batch axis), and its weights. */
public record Node(String name, Layer layer, Shape input, Shape output, List<Variable> variables, List<Integer> generatorSeeds,
    boolean trainable) {
  public long parameters() { return variables.stream().mapToLong(Variable::size).sum(); }
}

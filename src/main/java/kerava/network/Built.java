package kerava.network;

import java.util.List;
import kerava.tensor.Shape;

/** A model whose shapes are known: a chain of nodes, each fed by the one before. */
public record Built(String name, List<Node> nodes) {
  /** The shape of one sample, without the batch axis. */
  public Shape sampleShape() { return nodes.get(0).input().dropFirst(); }

  /** The shape of the output, with the batch axis. */
  public Shape outputShape() { return nodes.get(nodes.size() - 1).output(); }

  /** All weights in the order of Keras's {@code get_weights()}. */
  public List<Variable> variables() { return nodes.stream().flatMap(node -> node.variables().stream()).toList(); }

  public List<Variable> trainable() { return variables().stream().filter(Variable::trainable).toList(); }

  public long parameters() { return nodes.stream().mapToLong(Node::parameters).sum(); }
}

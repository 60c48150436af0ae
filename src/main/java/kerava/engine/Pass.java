package kerava.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kerava.initializers.Draw;
import kerava.layers.Call;
import kerava.network.Built;
import kerava.network.Node;
import kerava.network.Variable;
import kerava.ops.GradientTape;
import kerava.ops.Tensor;

/** One forward pass of a model, written into a graph. {@code passes} counts the training passes before this one, for the seeds of noise layers. */
record Pass(GradientTape tape, Built model, Map<Variable, Tensor> weights, boolean training, Tensor passes) {
  /** The output for {@code x}, and the new values of the weights that the pass itself changes. */
  record Result(Tensor y, Map<Variable, Tensor> updates) {}

  Result of(Tensor x) {
    Map<Variable, Tensor> updates = new HashMap<>();
    return new Result(tape.layerScope(model.name(), () -> through(x, updates)), updates);
  }

  private Tensor through(Tensor x, Map<Variable, Tensor> updates) {
    Tensor y = x;
    for (Node node : model.nodes()) {
      Tensor before = y;
      y = tape.layerScope(node.name(), () -> node.layer().call(new NodeCall(node, updates), before));
    }
    return y;
  }

  private final class NodeCall implements Call {
    private final Node node;
    private final Map<Variable, Tensor> updates;
    private int seeds;

    private NodeCall(Node node, Map<Variable, Tensor> updates) {
      this.node = node;
      this.updates = updates;
    }

    @Override public Tensor weight(String name) { return tape.read(weights.get(variable(name))); }

    @Override public boolean training() { return training; }

    @Override public boolean trainable() { return node.trainable(); }

    @Override public Tensor nextSeed() {
      return Tensor.stack(List.of(tape.constant(Draw.reduced(node.generatorSeeds().get(seeds++))), passes));
    }

    @Override public void update(String name, Tensor value) { updates.put(variable(name), value); }

    private Variable variable(String name) {
      return node.variables().stream().filter(v -> v.name().equals(name)).findFirst()
          .orElseThrow(() -> new IllegalStateException(node.name() + " did not declare a weight named " + name));
    }
  }
}

package kerava.engine;

import java.util.HashMap;
import java.util.Map;
import kerava.initializers.Draw;
import kerava.layers.Call;
import kerava.losses.Prediction;
import kerava.network.Built;
import kerava.network.Node;
import kerava.network.Variable;
import kerava.ops.NameScope;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** One forward pass of a model, written into a graph. {@code passes} counts the training passes before this one, for the seeds of noise layers. */
record Pass(Ops tf, Built model, Map<Variable, Operand<TFloat32>> weights, boolean training, int batchSize, Operand<TInt32> passes) {

  /** The output for {@code x}, and the new values of the weights that the pass itself changes. */
  record Result(Operand<TFloat32> y, Map<Variable, Operand<TFloat32>> updates) {

    /** As a loss wants it: a softmax or sigmoid at the very end shows what went into it. */
    Prediction prediction() {
      GraphOperation last = (GraphOperation) y.op();
      boolean squashed = last.type().equals("Softmax") || last.type().equals("Sigmoid");
      return new Prediction(y, squashed ? last.input(0).expect(TFloat32.class) : null);
    }
  }

  Result of(Operand<TFloat32> x) {
    Map<Variable, Operand<TFloat32>> updates = new HashMap<>();
    Operand<TFloat32> y = x;
    Ops scope = NameScope.of(tf, model.name());
    for (Node node : model.nodes()) y = node.layer().call(new NodeCall(node, NameScope.of(scope, node.name()), updates), y);
    return new Result(y, updates);
  }

  private final class NodeCall implements Call {
    private final Node node;
    private final Ops scope;
    private final Map<Variable, Operand<TFloat32>> updates;
    private int seeds;

    private NodeCall(Node node, Ops scope, Map<Variable, Operand<TFloat32>> updates) {
      this.node = node;
      this.scope = scope;
      this.updates = updates;
    }

    @Override public Ops tf() { return scope; }

    @Override public Operand<TFloat32> weight(String name) { return weights.get(variable(name)); }

    @Override public boolean training() { return training; }

    @Override public boolean trainable() { return node.trainable(); }

    @Override public int batchSize() { return batchSize; }

    @Override public Operand<TInt32> nextSeed() {
      return tf.stack(java.util.List.of(tf.constant(Draw.reduced(node.generatorSeeds().get(seeds++))), passes));
    }

    @Override public void update(String name, Operand<TFloat32> value) { updates.put(variable(name), value); }

    private Variable variable(String name) {
      return node.variables().stream().filter(v -> v.name().equals(name)).findFirst()
          .orElseThrow(() -> new IllegalStateException(node.name() + " did not declare a weight named " + name));
    }
  }
}

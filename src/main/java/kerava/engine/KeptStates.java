package kerava.engine;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import kerava.layers.Layer;
import kerava.network.Built;
import kerava.network.BuiltLayer;
import kerava.network.LayerState;
import kerava.ops.GradientTape;
import kerava.ops.Tensor;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The states that layers of a model keep from one batch for the next, by names. Source: Keras {@code layers/rnn/rnn.py} stateful. */
final class KeptStates {
  private static final String STATE = "kept_";

  private final List<BuiltLayer> layers;
  private final int batchSize;
  private final String name;

  KeptStates(Built model) {
    layers = model.whole().stateful().toList();
    batchSize = layers.isEmpty() ? 0 : model.network().batchSize();
    name = model.network().modelName();
  }

  /** Refuses {@code rows} samples in batches of {@code size} where they are others than the model's Inputs say. */
  void check(int rows, int size) {
    require(layers.isEmpty() || size == batchSize && rows % size == 0,
        "'%s': its Inputs say that a batch has %d samples, got %d in batches of %d; give batchSize %2$d, and as many samples as fill all batches",
        name, batchSize, rows, size);
  }

  /** Name and shape of each state. */
  Map<String, Shape> shapes() {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (int i = 0; i < layers.size(); i++)
      for (Shape shape : layers.get(i).statesKept()) shapes.put(STATE + shapes.size() + "_of_" + i, shape.withSize(0, batchSize));
    return shapes;
  }

  /** The states that each layer begins with, their shapes told to TensorFlow's graph optimizer. {@code of}: a state by its name. */
  Map<Layer, List<Tensor>> begin(Ops tf, GradientTape tape, Function<String, Operand<TFloat32>> of) {
    Map<Layer, List<Tensor>> kept = new IdentityHashMap<>();
    shapes().forEach((name, shape) -> kept.computeIfAbsent(layer(name), unseen -> new ArrayList<>())
        .add(tape.of(tf.ensureShape(of.apply(name), Tensors.shape(shape)))));
    return kept;
  }

  /** The states after a run by their names. */
  Map<String, Tensor> end(Map<Layer, List<Tensor>> kept) {
    Map<String, Tensor> named = new LinkedHashMap<>();
    Map<Layer, Integer> next = new IdentityHashMap<>();
    for (String name : shapes().keySet()) named.put(name, kept.get(layer(name)).get(next.merge(layer(name), 1, Integer::sum) - 1));
    return named;
  }

  private Layer layer(String name) { return layers.get(Integer.parseInt(name.substring(name.lastIndexOf('_') + 1))).layer(); }

  /** Feeds what has been kept, or zeros. */
  void feed(Scalars scalars, Map<String, ? extends Operand<?>> placeholders) {
    Map<Layer, Integer> next = new IdentityHashMap<>();
    shapes().forEach((name, shape) -> {
      List<NDArray> kept = LayerState.kept(layer(name));
      int index = next.merge(layer(name), 1, Integer::sum) - 1;
      scalars.feed(placeholders.get(name), shape, kept == null ? new float[Math.toIntExact(shape.elements())] : kept.get(index).values());
    });
  }

  /** Keeps what a run has given from output {@code first} on. */
  void take(Result found, int first) {
    int at = first;
    for (BuiltLayer layer : layers) {
      NDArray[] states = new NDArray[layer.statesKept().size()];
      for (int i = 0; i < states.length; i++) states[i] = Tensors.array((TFloat32) found.get(at++));
      LayerState.keep(layer.layer(), Arrays.asList(states));
    }
  }
}

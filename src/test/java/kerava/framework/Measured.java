package kerava.framework;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kerava.Eval;
import kerava.Goldens;
import kerava.metrics.Metric;
import kerava.metrics.StateMetric;
import kerava.ops.GradientTape;
import kerava.ops.Tensor;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.framework.optimizers.Optimizer;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** What TensorFlow Framework's members compute in Kerava, beside what Keras computes. */
final class Measured {
  private Measured() {}

  /** The values, and the gradients if asked for, each beside Keras's. */
  record Pair(NDArray ours, NDArray keras) {
    /** The largest difference, as a share of Keras's value where that is more than 1. */
    double difference() {
      if (!ours.shape().equals(keras.shape())) return Double.POSITIVE_INFINITY;
      double most = 0;
      for (int i = 0; i < keras.values().length; i++) {
        double share = Math.abs(ours.values()[i] - keras.values()[i]) / Math.max(1, Math.abs(keras.values()[i]));
        most = Double.isNaN(share) ? Double.POSITIVE_INFINITY : Math.max(most, share);
      }
      return most;
    }
  }

  static List<Supplier<Pair>> activation(JsonNode family, String name) {
    NDArray x = Goldens.array(family.get("x")), c = Goldens.array(family.get("c"));
    JsonNode keras = family.get("cases").get(name);
    var function = Framework.activation(Members.activations().get(name));
    NDArray gradient = NDArray.of(x.shape(), Goldens.floats(keras.get("gradient")));
    return List.of(
        () -> pair(Eval.onTape(List.of(x), (tape, in) -> List.of(function.call(in.get(0)))), Goldens.array(keras.get("y"))),
        () -> pair(Eval.onTape(List.of(x, c), (tape, in) -> List.of(Eval.gradient(tape, function.call(in.get(0)), in.get(1), in.get(0)))),
            gradient));
  }

  static List<Supplier<Pair>> loss(JsonNode family, String name) {
    JsonNode keras = family.get("cases").get(name), given = family.get("data").get(keras.get("data").asText());
    List<NDArray> data = List.of(Goldens.array(given.get("y")), Goldens.array(given.get("p")));
    var loss = Framework.loss(Members.losses().get(name));
    return List.of(
        () -> pair(Eval.onTape(data, (tape, in) -> List.of(loss.losses(in.get(0), in.get(1)))), Goldens.array(keras.get("losses"))),
        () -> pair(Eval.onTape(data, (tape, in) -> tape.gradient(loss.losses(in.get(0), in.get(1)).sum(), List.of(in.get(1)))),
            Goldens.array(keras.get("gradient"))));
  }

  static List<Supplier<Pair>> regularizer(JsonNode family, String name) {
    JsonNode keras = family.get("cases").get(name);
    List<NDArray> w = List.of(Goldens.array(family.get("w")));
    var regularizer = Framework.regularizer(Members.regularizers().get(name));
    return List.of(
        () -> pair(Eval.onTape(w, (tape, in) -> List.of(regularizer.call(in.get(0)))), Goldens.array(keras.get("y"))),
        () -> pair(Eval.onTape(w, (tape, in) -> tape.gradient(regularizer.call(in.get(0)), in)), Goldens.array(keras.get("gradient"))));
  }

  static List<Supplier<Pair>> constraint(JsonNode family, String name) {
    List<NDArray> w = List.of(Goldens.array(family.get("w")));
    var constraint = Framework.constraint(Members.constraints().get(name));
    return List.of(
        () -> pair(Eval.onTape(w, (tape, in) -> List.of(constraint.call(in.get(0)))), Goldens.array(family.get("cases").get(name))));
  }

  static List<Supplier<Pair>> initializer(JsonNode family, String name) {
    var initializer = Framework.initializer(Members.initializers().get(name));
    return Goldens.arrays(family.get(name)).stream()
        .<Supplier<Pair>>map(keras -> () -> new Pair(Eval.of(tf -> initializer.values(tf, keras.shape(), 0)), keras)).toList();
  }

  static List<Supplier<Pair>> metric(JsonNode family, String name) {
    JsonNode keras = family.get("cases").get(name);
    List<NDArray> data = new ArrayList<>();
    family.get("batches").get(keras.get("batches").asText()).forEach(batch -> {
      data.add(Goldens.array(batch.get("y")));
      data.add(Goldens.array(batch.get("p")));
    });
    Metric metric = Framework.metric(Members.metrics().get(name));
    float result = (float) keras.get("result").asDouble();
    return List.of(() -> pair(Eval.onTape(data, (tape, in) -> List.of(told(metric, tape, in))), scalar(result)));
  }

  /** The metric of two batches: of 4 samples, then of 3. */
  private static Tensor told(Metric metric, GradientTape tape, List<Tensor> in) {
    StateMetric gathered = (StateMetric) metric;
    Map<String, Tensor> state = new LinkedHashMap<>();
    gathered.state().forEach((name, shape) -> state.put(name, tape.constant(new float[(int) shape.elements()]).reshape(
        shape.sizes().stream().mapToLong(Integer::longValue).toArray())));
    Map<String, Tensor> after = gathered.update(gathered.update(state, in.get(0), in.get(1)), in.get(2), in.get(3));
    return gathered.result(after);
  }

  static List<Supplier<Pair>> optimizer(JsonNode family, String name) {
    NDArray w = Goldens.array(family.get("w")), c = Goldens.array(family.get("c"));
    int steps = family.get("steps").asInt();
    NDArray keras = Goldens.array(family.get("cases").get(name));
    // Some race: one of several runs is far off.
    return List.of(() -> Stream.generate(() -> new Pair(walked(Members.optimizers().get(name), w, c, steps), keras)).limit(5)
        .max(Comparator.comparing(Pair::difference)).orElseThrow());
  }

  static NDArray walked(Function<Graph, Optimizer> kind, NDArray from, NDArray c, int steps) {
    try (Graph graph = new Graph(); Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Variable<TFloat32> w = tf.variable(constant(tf, from));
      Operand<TFloat32> loss = tf.math.mean(tf.math.mul(constant(tf, c), tf.math.square(tf.identity(w))), tf.constant(new int[] {0, 1}));
      Op step = kind.apply(graph).minimize(loss);
      session.initialize();
      for (int i = 0; i < steps; i++) session.runner().addTarget(step).run().close();
      try (var result = session.runner().fetch(w).run()) {
        float[] values = new float[(int) from.shape().elements()];
        ((TFloat32) result.get(0)).asRawTensor().data().asFloats().read(values);
        return NDArray.of(from.shape(), values);
      }
    }
  }

  private static Operand<TFloat32> constant(Ops tf, NDArray array) {
    return tf.reshape(tf.constant(array.values()), tf.constant(array.shape().toArray()));
  }

  private static Pair pair(List<NDArray> ours, NDArray keras) { return new Pair(ours.get(0), keras); }

  private static NDArray scalar(float value) { return NDArray.of(Shape.of(), new float[] {value}); }
}

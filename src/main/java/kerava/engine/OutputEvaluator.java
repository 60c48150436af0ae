package kerava.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kerava.ops.GradientTape;
import kerava.ops.Tensor;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Loss and metrics of outputs whose making is not known, as of a SavedModel. Owns its native memory. */
public final class OutputEvaluator implements AutoCloseable {
  private final Graph graph = NativeMemory.graph();
  private final Operand<TFloat32> truth, output, weight;
  private final List<Operand<TFloat32>> sums = new ArrayList<>();
  private final MetricStates metrics;
  private final Map<String, Operand<TFloat32>> before = new LinkedHashMap<>();
  private final Map<String, Tensor> states = new LinkedHashMap<>();
  private final Session session;

  /** {@code compiled}: for one output. {@code truth} and {@code output}: of one sample. {@code weighted}: whether its loss has a weight. */
  public OutputEvaluator(CompiledSettings compiled, Shape truth, Shape output, boolean weighted) {
    metrics = new MetricStates(compiled, List.of(output.prepend(Shape.NONE)));
    try {
      Ops tf = Ops.create(graph);
      this.truth = placeholder(tf, truth.prepend(Shape.NONE));
      this.output = placeholder(tf, output.prepend(Shape.NONE));
      weight = weighted ? placeholder(tf, Shape.of(Shape.NONE)) : null;
      GradientTape tape = new GradientTape(tf, "judge");
      Objective.Batch batch = new Objective.Batch(List.of(tape.of(this.truth)), List.of(tape.of(this.output)),
          Arrays.asList(weight == null ? null : tape.of(weight)));
      Objective objective = new Objective(tape, compiled, batch);
      metrics.shapes().forEach((name, shape) -> before.put(name, placeholder(tf, shape)));
      states.putAll(metrics.after(tape, batch, name -> tape.of(before.get(name))));
      Map<Integer, Tensor> results = metrics.results(tape, states::get);
      for (int i = 0; i < objective.told().size(); i++)
        sums.add(results.containsKey(i) ? results.get(i).floats() : objective.told().get(i).floats());
      session = new Session(graph, Threads.config(0));
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  private static Operand<TFloat32> placeholder(Ops tf, Shape shape) {
    return tf.placeholder(TFloat32.class, Placeholder.shape(Tensors.shape(shape)));
  }

  /** The sums after one more batch; {@code weights} null if the judge takes none. */
  public Totals add(NDArray truths, NDArray outputs, NDArray weights, Totals soFar) {
    Session.Runner runner = session.runner();
    sums.forEach(runner::fetch);
    before.keySet().forEach(name -> runner.fetch(states.get(name).floats()));
    try (TFloat32 y = tensor(truths);
        TFloat32 p = tensor(outputs);
        TFloat32 w = weights == null ? null : tensor(weights);
        Scalars fed = new Scalars(runner)) {
      if (w != null) runner.feed(weight, w);
      metrics.feed(fed, before, soFar);
      try (var found = runner.feed(truth, y).feed(output, p).run()) {
        float[] after = soFar.sums().clone();
        for (int i = 0; i < after.length; i++)
          after[i] = ((TFloat32) found.get(i)).getFloat() + (metrics.told().contains(i) ? 0 : after[i]);
        return soFar.after(after, truths.count(), truths.count(), new boolean[after.length], metrics,
            metrics.gathered(found, after.length));
      }
    }
  }

  private static TFloat32 tensor(NDArray array) { return TFloat32.tensorOf(Tensors.shape(array.shape()), DataBuffers.of(array.values())); }

  @Override public void close() {
    session.close();
    graph.close();
  }
}

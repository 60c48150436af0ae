package kerava.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import kerava.metrics.StateMetric;
import kerava.ops.GradientTape;
import kerava.ops.Tensor;
import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;

/** What the metrics of a compiled model that are no means gather, under names of their own. */
final class MetricStates {
  /** {@code told}: its place in {@link CompiledSettings#told}. */
  private record Entry(int told, int output, StateMetric metric, Map<String, Shape> state, boolean weighted) {
    String name(String state) { return "metric_" + told + "_" + state; }

    Map<String, Tensor> of(Function<String, Tensor> named) {
      Map<String, Tensor> own = new LinkedHashMap<>();
      state.keySet().forEach(state -> own.put(state, named.apply(name(state))));
      return own;
    }
  }

  private final List<Entry> entries = new ArrayList<>();

  /** {@code outputs}: the shapes of the outputs, with the batch axis. */
  MetricStates(CompiledSettings compiled, List<Shape> outputs) {
    List<CompiledSettings.Told> metrics = compiled.metrics();
    for (int i = 0; i < metrics.size(); i++) {
      CompiledSettings.Told told = metrics.get(i);
      StateMetric metric =
          told.metric() instanceof StateMetric stateful ? stateful : told.weighted() ? new WeightedMean(told.metric()) : null;
      if (metric == null) continue; // a mean of samples that weigh alike
      Map<String, Shape> state = metric.state(outputs.get(told.output()));
      entries.add(new Entry(compiled.toldLosses() + i, told.output(), metric, state, told.weighted()));
    }
  }

  /** The name and shape of each vector. */
  Map<String, Shape> shapes() {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    entries.forEach(entry -> entry.state.forEach((state, shape) -> shapes.put(entry.name(state), shape)));
    return shapes;
  }

  /** The places of these metrics in {@link CompiledSettings#told}. */
  List<Integer> told() { return entries.stream().map(Entry::told).toList(); }

  /** All of them after one more batch. */
  Map<String, Tensor> after(GradientTape tape, Objective.Batch batch, Function<String, Tensor> before) {
    Map<String, Tensor> after = new LinkedHashMap<>();
    for (Entry entry : entries) {
      Tensor truth = batch.truths().get(entry.output), prediction = batch.predictions().get(entry.output);
      entry.metric.resolve(Shape.ofSizes(truth.sizes()), Shape.ofSizes(prediction.sizes()));
      boolean mean = entry.metric instanceof WeightedMean; // which casts for itself
      Tensor weights = entry.weighted ? batch.weights().get(entry.output) : null,
          made = mean ? prediction : prediction.cast(DataType.DT_FLOAT);
      tape.scope("metrics", () -> entry.metric.update(entry.of(before), truth, made, weights))
          .forEach((state, value) -> after.put(entry.name(state), value));
    }
    return after;
  }

  /** What is told of them, by its place. */
  Map<Integer, Tensor> results(GradientTape tape, Function<String, Tensor> states) {
    Map<Integer, Tensor> results = new LinkedHashMap<>();
    for (Entry entry : entries) results.put(entry.told, tape.scope("metrics", () -> entry.metric.result(entry.of(states))));
    return results;
  }

  /** Feeds what they have gathered in {@code soFar} to {@code placeholders}. */
  void feed(Scalars fed, Map<String, ? extends Operand<?>> placeholders, Totals soFar) {
    shapes().forEach((name, shape) -> fed.feed(placeholders.get(name), shape,
        soFar.states().getOrDefault(name, new float[Math.toIntExact(shape.elements())])));
  }

  /** What they have gathered then, which lies in {@code found} from {@code first} on, in the order of {@link #shapes}. */
  Map<String, float[]> gathered(Result found, int first) {
    Map<String, float[]> gathered = new LinkedHashMap<>();
    for (String name : shapes().keySet()) gathered.put(name, Tensors.floats((TFloat32) found.get(first + gathered.size())));
    return gathered;
  }
}

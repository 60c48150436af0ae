package kerava.engine;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kerava.ops.GradientTape;
import kerava.ops.SampleSum;
import kerava.ops.Tensor;
import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;

/**
 * What a training step of a user's own tells beside what the model is compiled for: sums in one vector, which has a place without meaning
 * if there are none, as TensorFlow may have no memory for a vector without elements. Source: Keras {@code metrics/reduction_metrics.py}
 * Mean.
 */
final class OwnMetrics {
  /** What logs call the validation's metrics. */
  private static final String VALIDATION = "val_";

  /** What a batch adds to a sum, which is over batches or over samples. */
  private record Entry(Tensor sum, boolean overBatches) {}

  private final Map<String, Entry> entries = new LinkedHashMap<>();

  void add(String name, Tensor value, CompiledSettings compiled, Tensor x) {
    require(name != null && !name.isBlank() && value != null, "trainStep: metric: give a name and a value, got %s and %s", name, value);
    require(name.equals(CompiledSettings.LOSS) || !compiled.told().contains(name),
        "trainStep: metric: '%s' is told already, as the model is compiled with it; choose another name", name);
    require(!name.startsWith(VALIDATION), "trainStep: metric: '%s' begins with %s, as what validation tells does; choose another name",
        name,
        VALIDATION);
    require(!entries.containsKey(name), "trainStep: metric: '%s' is told twice in one step; choose another name", name);
    require(value.rank() == 0 || value.size(0) == x.size(0),
        "trainStep: metric: '%s' must be a scalar or have a value for each sample, shape %s, got shape %s", name,
        Shape.ofSizes(new long[] {x.size(0)}), Shape.ofSizes(value.sizes()));
    Tensor floats = value.cast(DataType.DT_FLOAT);
    entries.put(name, new Entry(value.rank() == 0 ? floats : SampleSum.of(floats), value.rank() == 0));
  }

  /** The sums after the batch. */
  Operand<TFloat32> after(Ops tf, GradientTape tape, Operand<TFloat32> before) {
    List<Tensor> sums = new ArrayList<>();
    entries.values().forEach(entry -> sums.add(entry.sum));
    return sums.isEmpty() ? before : tf.math.add(before, tape.scope("own_metrics", () -> Tensor.stack(sums)).floats());
  }

  /** Feeds the sums in {@code soFar}. */
  void feed(Scalars fed, Operand<?> placeholder, Totals soFar) {
    float[] sums = new float[Math.max(1, entries.size())];
    int i = 0;
    for (String name : entries.keySet()) sums[i++] = soFar.own().getOrDefault(name, Totals.Mean.NONE).sum();
    fed.feed(placeholder, Shape.of(sums.length), sums);
  }

  /** {@code totals} with {@code sums} after {@code rows} samples more. */
  Totals after(Totals totals, float[] sums, int rows, int batchSize) {
    Map<String, Totals.Mean> own = new LinkedHashMap<>(totals.own());
    int i = 0;
    for (var entry : entries.entrySet()) {
      float count = own.getOrDefault(entry.getKey(), Totals.Mean.NONE).count();
      own.put(entry.getKey(), new Totals.Mean(sums[i++], Totals.count(count, rows, batchSize, entry.getValue().overBatches)));
    }
    return totals.with(own);
  }
}

package kerava.engine;

import java.util.Arrays;
import java.util.Map;

/**
 * The running sums of an epoch, in float32 as Keras's Mean keeps them, and over how many samples or batches each of them goes; in the order
 * of {@link CompiledSettings#told}. For a metric that is no mean, what it tells, over one; {@code states}: what those have gathered, empty
 * before the first batch; {@code own}: what a training step of a user's own tells, by name. Source: Keras
 * {@code metrics/reduction_metrics.py}.
 */
public record Totals(float[] sums, float[] counts, Map<String, float[]> states, Map<String, Mean> own) {
  /** A sum, and over how many it goes. */
  public record Mean(float sum, float count) {
    static final Mean NONE = new Mean(0, 0);

    /** 0 of none. */
    public float value() { return count == 0 ? 0 : sum / count; }
  }

  /** The start of an epoch. */
  public static Totals zero(CompiledSettings compiled) {
    return new Totals(new float[compiled.told().size()], new float[compiled.told().size()], Map.of(), Map.of());
  }

  /** The means so far; 0 before the first sample. */
  public float[] means() {
    float[] means = new float[sums.length];
    for (int i = 0; i < means.length; i++) means[i] = new Mean(sums[i], counts[i]).value();
    return means;
  }

  Totals after(float[] newSums, int rows, int batchSize, boolean[] overBatches, MetricStates metrics, Map<String, float[]> newStates) {
    float[] after = Arrays.copyOf(counts, counts.length);
    for (int i = 0; i < after.length; i++) after[i] = count(after[i], rows, batchSize, overBatches[i]);
    metrics.told().forEach(i -> after[i] = 1);
    return new Totals(newSums, after, newStates, own);
  }

  /** {@code before} after {@code rows} more, batch by batch. */
  static float count(float before, int rows, int batchSize, boolean overBatches) {
    float count = before;
    for (int from = 0; from < rows; from += batchSize) count += overBatches ? 1 : Math.min(batchSize, rows - from);
    return count;
  }

  Totals with(Map<String, Mean> changed) { return new Totals(sums, counts, states, changed); }
}

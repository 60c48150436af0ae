package kerava.engine;

import java.util.Arrays;
import java.util.Map;

/**
 * The running sums of an epoch, in float32 as Keras's Mean keeps them, and over how many samples or batches each of them goes; in the order of
 * {@link Goal#told}. For a metric that is no mean, what it tells, over one; {@code states}: what those have gathered, empty before the first batch.
 * Source: Keras {@code metrics/reduction_metrics.py}.
 */
public record Totals(float[] sums, float[] counts, Map<String, float[]> states) {
  /** The start of an epoch. */
  public static Totals zero(Goal goal) { return new Totals(new float[goal.told().size()], new float[goal.told().size()], Map.of()); }

  /** The means so far; 0 before the first sample. */
  public float[] means() {
    float[] means = sums.clone();
    for (int i = 0; i < means.length; i++) means[i] = counts[i] == 0 ? 0 : means[i] / counts[i];
    return means;
  }

  Totals after(float[] newSums, int rows, int batchSize, boolean[] overBatches, MetricStates metrics, Map<String, float[]> newStates) {
    float[] after = Arrays.copyOf(counts, counts.length);
    for (int from = 0; from < rows; from += batchSize)
      for (int i = 0; i < after.length; i++) after[i] += overBatches[i] ? 1 : Math.min(batchSize, rows - from);
    metrics.told().forEach(i -> after[i] = 1);
    return new Totals(newSums, after, newStates);
  }
}

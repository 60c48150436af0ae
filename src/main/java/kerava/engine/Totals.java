package kerava.engine;

import java.util.Arrays;

/**
 * The running sums of an epoch, in float32 as Keras's Mean keeps them, and over how many samples or batches each of them goes; in the order of
 * {@link Goal#told}. Source: Keras {@code metrics/reduction_metrics.py}.
 */
public record Totals(float[] sums, float[] counts) {
  /** The start of an epoch. */
  public static Totals zero(Goal goal) { return new Totals(new float[goal.told().size()], new float[goal.told().size()]); }

  /** The means so far; 0 before the first sample. */
  public float[] means() {
    float[] means = sums.clone();
    for (int i = 0; i < means.length; i++) means[i] = counts[i] == 0 ? 0 : means[i] / counts[i];
    return means;
  }

  Totals after(float[] newSums, int rows, int batchSize) { return after(newSums, rows, batchSize, new boolean[newSums.length]); }

  Totals after(float[] newSums, int rows, int batchSize, boolean[] overBatches) {
    float[] after = Arrays.copyOf(counts, counts.length);
    for (int from = 0; from < rows; from += batchSize)
      for (int i = 0; i < after.length; i++) after[i] += overBatches[i] ? 1 : Math.min(batchSize, rows - from);
    return new Totals(newSums, after);
  }
}

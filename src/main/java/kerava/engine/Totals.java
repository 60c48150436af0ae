package kerava.engine;

/**
 * The running sums of an epoch, in float32 as Keras's Mean keeps them: of the losses, of each metric, and the number of samples.
 * Source: Keras {@code metrics/reduction_metrics.py}.
 */
public record Totals(float[] sums, float count) {
  /** The start of an epoch with the loss and {@code metrics} metrics. */
  public static Totals zero(int metrics) { return new Totals(new float[metrics + 1], 0); }

  /** The mean loss so far, then that of each metric; 0 before the first sample. */
  public float[] means() {
    float[] means = sums.clone();
    for (int i = 0; i < means.length; i++) means[i] = count == 0 ? 0 : means[i] / count;
    return means;
  }

  Totals after(float[] newSums, int rows, int batchSize) {
    float samples = count;
    for (int from = 0; from < rows; from += batchSize) samples += Math.min(batchSize, rows - from);
    return new Totals(newSums, samples);
  }
}

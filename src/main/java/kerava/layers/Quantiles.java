package kerava.layers;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import kerava.tensor.Samples;

/**
 * Boundaries of bins that hold as many numbers each. A summary is of values in order and of how many numbers each stands for. Source: Keras
 * {@code layers/preprocessing/discretization.py} summarize, compress_summary; NumPy's interp and cumsum.
 */
final class Quantiles {
  private Quantiles() {}

  static List<Double> boundaries(Iterable<? extends Samples> batches, int bins, double epsilon) {
    float[][] summary = {{}, {}};
    for (Samples x : batches) summary = compressed(merged(summary(sorted(x), epsilon), summary), epsilon);
    require(summary[0].length > 0, "Discretization: is adapted to numbers, at least one, got none; give some");
    return boundaries(summary, bins);
  }

  /** {@code summary}: its values, then what each stands for. */
  static List<Double> boundaries(float[] summary, int bins) {
    int length = summary.length / 2;
    return boundaries(new float[][] {Arrays.copyOf(summary, length), Arrays.copyOfRange(summary, length, summary.length)}, bins);
  }

  private static List<Double> boundaries(float[][] summary, int bins) {
    float[] found = compressed(summary, 1.0 / bins)[0];
    List<Double> boundaries = new ArrayList<>();
    for (int i = 0; i < found.length - 1; i++) boundaries.add((double) found[i]);
    return boundaries;
  }

  /** Both in one order of values. */
  private static float[][] merged(float[][] first, float[][] second) {
    if (second[0].length == 0) return first;
    int length = first[0].length + second[0].length;
    float[][] merged = {new float[length], new float[length]};
    for (int i = 0, j = 0, at = 0; at < length; at++) {
      boolean both = i < first[0].length && j < second[0].length;
      require(!both || first[0][i] != second[0][j] || first[1][i] == second[1][j],
          "Discretization: %s is in several batches, for whose shares NumPy has no order; adapt it to all samples at once",
          both ? first[0][i] : 0);
      boolean ofFirst = both ? first[0][i] <= second[0][j] : i < first[0].length;
      for (int row = 0; row < 2; row++) merged[row][at] = ofFirst ? first[row][i] : second[row][j];
      if (ofFirst) i++;
      else j++;
    }
    return merged;
  }

  private static float[] sorted(Samples x) {
    int size = Math.toIntExact(x.sampleShape().elements());
    require(x.count() > 0 && !x.dtype().isText(), "Discretization: is adapted to numbers, at least one, got %d samples of %s", x.count(),
        x.dtype());
    float[] all = new float[Math.multiplyExact(size, x.count())];
    for (int i = 0; i < x.count(); i++) x.read(i, all, i * size);
    Arrays.sort(all);
    return all;
  }

  /** Every so many values of {@code sorted}, as float32 counts. */
  private static float[][] summary(float[] sorted, double epsilon) {
    double step = Math.max(sorted.length / (1.0 / epsilon), 1);
    int start = (int) (step - 1), by = (int) step, length = start >= sorted.length ? 0 : (sorted.length - start + by - 1) / by;
    float[] values = new float[length], weights = new float[length];
    for (int i = 0; i < length; i++) values[i] = sorted[start + i * by];
    Arrays.fill(weights, (float) step);
    return new float[][] {values, weights};
  }

  private static float[][] compressed(float[][] summary, double epsilon) {
    if (summary[0].length * epsilon < 1) return summary;
    int length = (int) Math.ceil(1.0 / epsilon);
    float[] sums = summary[1].clone();
    for (int i = 1; i < sums.length; i++) sums[i] += sums[i - 1];
    double[] shares = new double[sums.length];
    for (int i = 0; i < sums.length; i++) shares[i] = sums[i] / sums[sums.length - 1];
    float[] values = new float[length], weights = new float[length];
    double before = 0;
    for (int i = 0; i < length; i++) {
      double percent = epsilon + i * epsilon, sum = interpolated(percent, shares, sums);
      values[i] = (float) interpolated(percent, shares, summary[0]);
      weights[i] = (float) (sum - before);
      before = sum;
    }
    return new float[][] {values, weights};
  }

  /** The line through the points (xs, ys), in order, at {@code x}; beyond them the first or the last. */
  private static double interpolated(double x, double[] xs, float[] ys) {
    int last = xs.length - 1, at = -1;
    while (at < last && xs[at + 1] <= x) at++;
    if (at < 0) return ys[0];
    if (at == last || xs[at] == x) return ys[at];
    double slope = ((double) ys[at + 1] - ys[at]) / (xs[at + 1] - xs[at]);
    return slope * (x - xs[at]) + ys[at];
  }
}

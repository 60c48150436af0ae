package kerava.callbacks;

import kerava.tensor.NDArray;

/** How many numbers lie in each of 30 equal parts of their range. Source: TensorBoard {@code plugins/histogram/summary_v2.py}. */
final class Buckets {
  private static final int COUNT = 30;

  private Buckets() {}

  /** Left edge, right edge and count of each; if all numbers are one, all edges are that one, and the last bucket has them. */
  static double[][] of(NDArray numbers) {
    float[] values = numbers.values();
    if (values.length == 0) return new double[0][];
    double least = Double.POSITIVE_INFINITY, most = Double.NEGATIVE_INFINITY;
    for (float value : values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    double range = most - least, width = range / COUNT;
    double[][] buckets = new double[COUNT][];
    for (int i = 0; i < COUNT; i++) buckets[i] = new double[] {edge(least, most, i), edge(least, most, i + 1), 0};
    for (float value : values) {
      int at = range == 0 ? COUNT - 1 : (int) Math.min(Math.floor((value - least) / width), COUNT - 1);
      buckets[Math.max(0, at)][2]++;
    }
    return buckets;
  }

  private static double edge(double least, double most, int i) { return i == COUNT ? most : least + (most - least) / COUNT * i; }
}

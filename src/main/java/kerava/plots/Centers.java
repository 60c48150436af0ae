package kerava.plots;

import java.util.ArrayList;
import java.util.List;

/**
 * How far right the nodes of ordered ranks stand: the squares of how far the lines go sideways have the least sum that sweeps over the
 * ranks find, while no node comes too near to another. What should be straight weighs more: a long line between its points, a line that
 * is the only one at both its ends.
 */
final class Centers {
  private static final int COARSE = 8, FINE = 60;
  private static final double STRAIGHT = 8, ALONE = 1e-3;

  private final Ranks ranks;
  private final int[][] order;
  private final double[] widths, centers;
  private final double gap;

  private Centers(Ranks ranks, int[][] order, double[] widths, double gap) {
    this.ranks = ranks;
    this.order = order;
    this.widths = widths;
    this.gap = gap;
    centers = new double[widths.length];
  }

  /** @param gap the least space between two nodes of a rank */
  static double[] of(Ranks ranks, int[][] order, double[] widths, double gap) {
    Centers centers = new Centers(ranks, order, widths, gap);
    for (int[] rank : order) centers.place(rank, false, false);
    for (int sweep = 0; sweep < COARSE; sweep++) centers.sweep(true);
    for (int sweep = 0; sweep < FINE; sweep++) centers.sweep(false);
    return centers.centers;
  }

  /** Down and up again; {@code coarse}: each rank looks only at where the sweep comes from, which moves far. */
  private void sweep(boolean coarse) {
    for (int[] rank : order) place(rank, true, !coarse);
    for (int r = order.length - 1; r >= 0; r--) place(order[r], !coarse, true);
  }

  /** The best places of one rank while the others stand: a regression that may not fall, by pooling. */
  private void place(int[] rank, boolean above, boolean below) {
    List<Pool> pools = new ArrayList<>();
    double[] offset = new double[rank.length];
    for (int i = 0; i < rank.length; i++) {
      if (i > 0) offset[i] = offset[i - 1] + (widths[rank[i - 1]] + widths[rank[i]]) / 2 + gap;
      Pool pool = wanted(rank[i], above, below).moved(-offset[i]);
      while (!pools.isEmpty() && pools.get(pools.size() - 1).mean > pool.mean) pool = pools.remove(pools.size() - 1).with(pool);
      pools.add(pool);
    }
    int i = 0;
    for (Pool pool : pools) for (int k = 0; k < pool.size; k++, i++) centers[rank[i]] = pool.mean + offset[i];
  }

  private Pool wanted(int node, boolean above, boolean below) {
    double sum = 0, weights = 0;
    for (boolean higher : new boolean[] {true, false}) {
      if (higher ? !above : !below) continue;
      for (int other : (higher ? ranks.above() : ranks.below()).get(node)) {
        double weight = higher ? weight(other, node) : weight(node, other);
        sum += weight * centers[other];
        weights += weight;
      }
    }
    return weights == 0 ? new Pool(centers[node], ALONE, 1) : new Pool(sum / weights, weights, 1);
  }

  private double weight(int higher, int lower) {
    boolean points = !ranks.isBox(higher) && !ranks.isBox(lower);
    return points || ranks.below().get(higher).size() == 1 && ranks.above().get(lower).size() == 1 ? STRAIGHT : 1;
  }

  private record Pool(double mean, double weight, int size) {
    Pool moved(double by) { return new Pool(mean + by, weight, size); }

    Pool with(Pool next) {
      double both = weight + next.weight;
      return new Pool((mean * weight + next.mean * next.weight) / both, both, size + next.size);
    }
  }
}

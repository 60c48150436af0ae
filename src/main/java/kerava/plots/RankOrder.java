package kerava.plots;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The order of each rank's nodes from left to right with few lines crossing: again and again each node goes to the mean place of its
 * neighbours, downwards and upwards in turn, and the best order seen is kept (the barycenter method of Sugiyama, Tagawa and Toda, 1981).
 */
final class RankOrder {
  private static final int SWEEPS = 16;

  private final Ranks ranks;
  private final int[][] order;
  private final int[] place;

  private RankOrder(Ranks ranks) {
    this.ranks = ranks;
    order = IntStream.range(0, ranks.depth())
        .mapToObj(r -> IntStream.range(0, ranks.nodes()).filter(node -> ranks.rank()[node] == r).toArray()).toArray(int[][]::new);
    place = new int[ranks.nodes()];
    for (int[] rank : order) number(rank);
  }

  /** The nodes of each rank. */
  static int[][] of(Ranks ranks) {
    RankOrder order = new RankOrder(ranks);
    int[][] best = order.copy();
    long fewest = order.crossings();
    for (int sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
      if (sweep % 2 == 0) for (int r = 1; r < order.order.length; r++) order.sort(r, ranks.above());
      else for (int r = order.order.length - 2; r >= 0; r--) order.sort(r, ranks.below());
      long crossings = order.crossings();
      if (crossings >= fewest) continue;
      fewest = crossings;
      best = order.copy();
    }
    return best;
  }

  /** How many pairs of lines cross. */
  static long crossings(Ranks ranks, int[][] order) {
    RankOrder counted = new RankOrder(ranks);
    for (int[] rank : order) counted.number(rank);
    for (int r = 0; r < order.length; r++) counted.order[r] = order[r];
    return counted.crossings();
  }

  private int[][] copy() { return Arrays.stream(order).map(int[]::clone).toArray(int[][]::new); }

  private void number(int[] rank) { for (int i = 0; i < rank.length; i++) place[rank[i]] = i; }

  private void sort(int r, List<List<Integer>> neighbours) {
    double[] mean = new double[ranks.nodes()];
    for (int node : order[r])
      mean[node] = neighbours.get(node).stream().mapToInt(other -> place[other]).average().orElse(place[node]);
    order[r] = Arrays.stream(order[r]).boxed().sorted(Comparator.comparingDouble(node -> mean[node])).mapToInt(node -> node).toArray();
    number(order[r]);
  }

  private long crossings() {
    long crossings = 0;
    for (int r = 0; r + 1 < order.length; r++) crossings += crossings(order[r], order[r + 1].length);
    return crossings;
  }

  /** Counts, for each line, the lines from further left that end further right, in a Fenwick tree over the lower rank's places. */
  private long crossings(int[] higher, int lower) {
    long crossings = 0;
    int[] tree = new int[lower + 1];
    int seen = 0;
    for (int node : higher) {
      int[] ends = ranks.below().get(node).stream().mapToInt(other -> place[other]).toArray();
      for (int end : ends) {
        int left = 0;
        for (int i = end + 1; i > 0; i -= i & -i) left += tree[i];
        crossings += seen - left;
      }
      for (int end : ends) for (int i = end + 1; i <= lower; i += i & -i) tree[i]++;
      seen += ends.length;
    }
    return crossings;
  }
}

package kerava.plots;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The boxes of a graph in ranks from top to bottom. A line that is longer than a rank goes through points, one in each rank that it passes;
 * the lines that leave one box share theirs.
 *
 * @param rank of each box, then of each point
 * @param above the nodes (boxes, points) one rank higher that a line joins to each node
 * @param below the nodes one rank lower
 * @param lines of each edge, the nodes from its first box to its last
 */
record Ranks(int boxes, int[] rank, List<List<Integer>> above, List<List<Integer>> below, List<List<Integer>> lines) {
  /** An arrow between two boxes, counted from 0. */
  record Edge(int from, int to) {}

  /** @return null if the edges make a circle */
  static Ranks of(int boxes, List<Edge> edges) {
    int[] rank = longestPaths(boxes, edges);
    return rank == null ? null : new Builder(boxes, rank).build(edges);
  }

  int nodes() { return rank.length; }

  boolean isBox(int node) { return node < boxes; }

  int depth() { return Arrays.stream(rank).max().orElse(-1) + 1; }

  /** Every box as high as the boxes before it allow; one that comes after none stands right above the first that follows it. */
  private static int[] longestPaths(int boxes, List<Edge> edges) {
    List<List<Integer>> next = lists(boxes);
    int[] before = new int[boxes], rank = new int[boxes];
    for (Edge edge : edges) {
      next.get(edge.from).add(edge.to);
      before[edge.to]++;
    }
    int[] waiting = before.clone();
    ArrayDeque<Integer> ready = new ArrayDeque<>();
    for (int i = 0; i < boxes; i++) if (waiting[i] == 0) ready.add(i);
    int done = 0;
    for (; !ready.isEmpty(); done++) {
      int box = ready.remove();
      for (int to : next.get(box)) {
        rank[to] = Math.max(rank[to], rank[box] + 1);
        if (--waiting[to] == 0) ready.add(to);
      }
    }
    if (done < boxes) return null;
    for (int i = 0; i < boxes; i++)
      if (before[i] == 0 && !next.get(i).isEmpty()) rank[i] = next.get(i).stream().mapToInt(to -> rank[to]).min().getAsInt() - 1;
    return rank;
  }

  private static List<List<Integer>> lists(int n) {
    List<List<Integer>> lists = new ArrayList<>();
    for (int i = 0; i < n; i++) lists.add(new ArrayList<>());
    return lists;
  }

  private static final class Builder {
    private final int boxes;
    private final List<Integer> rank = new ArrayList<>();
    private final List<List<Integer>> above, below, points, lines = new ArrayList<>();

    Builder(int boxes, int[] rank) {
      this.boxes = boxes;
      for (int r : rank) this.rank.add(r);
      above = lists(boxes);
      below = lists(boxes);
      points = lists(boxes);
    }

    Ranks build(List<Edge> edges) {
      for (Edge edge : edges) lines.add(line(edge));
      return new Ranks(boxes, rank.stream().mapToInt(r -> r).toArray(), above, below, Collections.unmodifiableList(lines));
    }

    private List<Integer> line(Edge edge) {
      List<Integer> line = new ArrayList<>(List.of(edge.from)), shared = points.get(edge.from);
      int passed = rank.get(edge.to) - rank.get(edge.from) - 1;
      for (int i = 0; i < passed; i++) {
        if (i == shared.size()) shared.add(point(line.get(i)));
        line.add(shared.get(i));
      }
      join(line.get(passed), edge.to);
      line.add(edge.to);
      return line;
    }

    private int point(int higher) {
      int point = rank.size();
      rank.add(rank.get(higher) + 1);
      above.add(new ArrayList<>());
      below.add(new ArrayList<>());
      join(higher, point);
      return point;
    }

    private void join(int higher, int lower) {
      below.get(higher).add(lower);
      above.get(lower).add(higher);
    }
  }
}

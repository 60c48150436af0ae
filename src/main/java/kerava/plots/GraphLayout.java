package kerava.plots;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Where the boxes of a graph stand, and the points that its lines go through: every line goes downwards, from the lower edge of a box to
 * the upper edge of another, and past the boxes between.
 *
 * @param boxes in the order they were given
 * @param lines in the order of the edges
 */
record GraphLayout(List<Box> boxes, List<List<Point>> lines, double width, double height) {
  record Box(double left, double top, double right, double bottom) {
    double middle() { return (left + right) / 2; }
  }

  record Point(double x, double y) {}

  /**
   * @param height of every box
   * @param side the space around the boxes, left and right
   * @param gap the least space between boxes
   * @param least the least width of the picture, in whose middle the graph then stands
   */
  record Spaces(double height, double top, double side, double gap, double least) {}

  private static final double POINT_WIDTH = 10, AWAY = 3, STRAIGHT = 14, SLOPE = 8, MOST_GAP = 110, PORTS = 26;

  static GraphLayout of(Ranks ranks, double[] boxWidths, Spaces spaces) {
    int[][] order = RankOrder.of(ranks);
    double[] widths = Arrays.copyOf(boxWidths, ranks.nodes());
    Arrays.fill(widths, boxWidths.length, widths.length, POINT_WIDTH);
    double[] centers = Centers.of(ranks, order, widths, spaces.gap);
    double left = IntStream.range(0, widths.length).mapToDouble(i -> centers[i] - widths[i] / 2).min().orElse(0);
    double right = IntStream.range(0, widths.length).mapToDouble(i -> centers[i] + widths[i] / 2).max().orElse(0);
    double width = Math.max(spaces.least, right - left + 2 * spaces.side), shift = (width - right - left) / 2;
    for (int i = 0; i < centers.length; i++) centers[i] += shift;
    double[] tops = tops(ranks, order, centers, spaces);
    List<Box> boxes = IntStream.range(0, ranks.boxes()).mapToObj(i -> {
      double top = tops[ranks.rank()[i]];
      return new Box(centers[i] - widths[i] / 2, top, centers[i] + widths[i] / 2, top + spaces.height);
    }).toList();
    return new GraphLayout(boxes, lines(ranks, centers, boxes, tops, spaces.height), width,
        tops[tops.length - 1] + spaces.height + spaces.gap);
  }

  /** The further lines go sideways, the more space they have to go down. */
  private static double[] tops(Ranks ranks, int[][] order, double[] centers, Spaces spaces) {
    double[] tops = new double[order.length];
    tops[0] = spaces.top;
    for (int r = 0; r + 1 < order.length; r++) {
      double aside = 0;
      for (int node : order[r]) for (int to : ranks.below().get(node)) aside = Math.max(aside, Math.abs(centers[to] - centers[node]));
      tops[r + 1] = tops[r] + spaces.height + spaces.gap + Math.ceil(Math.min(MOST_GAP, aside / SLOPE));
    }
    return tops;
  }

  private static List<List<Point>> lines(Ranks ranks, double[] centers, List<Box> boxes, double[] tops, double height) {
    List<Map<Integer, Double>> ports =
        IntStream.range(0, boxes.size()).mapToObj(i -> ports(ranks.above().get(i), centers, boxes.get(i))).toList();
    List<List<Point>> lines = new ArrayList<>();
    for (List<Integer> nodes : ranks.lines()) {
      int last = nodes.get(nodes.size() - 1), before = nodes.get(nodes.size() - 2);
      List<Point> line = new ArrayList<>();
      line.add(new Point(centers[nodes.get(0)], boxes.get(nodes.get(0)).bottom + AWAY));
      for (int point : nodes.subList(1, nodes.size() - 1)) {
        double top = tops[ranks.rank()[point]];
        line.add(new Point(centers[point], top - AWAY));
        line.add(new Point(centers[point], top + height + AWAY));
      }
      double x = ports.get(last).get(before), top = boxes.get(last).top;
      line.add(new Point(x, top - STRAIGHT));
      line.add(new Point(x, top - AWAY));
      lines.add(line);
    }
    return lines;
  }

  /** Where the lines from {@code above} reach a box: beside each other in the order in which they come. */
  private static Map<Integer, Double> ports(List<Integer> above, double[] centers, Box box) {
    List<Integer> sorted = above.stream().sorted(Comparator.comparingDouble(node -> centers[node])).toList();
    double apart = Math.min(PORTS, (box.right - box.left) / (sorted.size() + 1));
    Map<Integer, Double> ports = new LinkedHashMap<>();
    for (int i = 0; i < sorted.size(); i++) ports.put(sorted.get(i), box.middle() + (i - (sorted.size() - 1) / 2.0) * apart);
    return ports;
  }
}

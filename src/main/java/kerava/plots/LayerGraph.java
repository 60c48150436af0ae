package kerava.plots;

import static kerava.KeravaException.require;

import java.awt.Color;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A model as a graph: a box for each layer, with its shapes and how many parameters it has, and arrows from above to below.
 *
 * @param edges which box's output goes into which; a pair given twice is drawn once
 */
public record LayerGraph(String name, List<Box> boxes, List<Edge> edges) {
  /**
   * @param id tells the box from the others and is not drawn
   * @param title the layer's name
   * @param in empty where the samples come in
   */
  public record Box(String id, String title, String className, String in, String out, long params) {
    private String heading() { return title + " (" + className + ")"; }

    private String shapes() { return in.isEmpty() ? out : in + " → " + out; }

    private String count() { return params == 0 ? "no parameters" : String.format(Locale.ROOT, "%,d parameters", params); }

    /** Wide enough for the longest line, a letter being at most so wide; the two figures share it. */
    private int width() {
      return Math.max(LEAST, Stream.of(heading(), shapes(), count()).mapToInt(LayerGraph::cells).max().orElse(0) * LETTER + 2 * INSIDE);
    }
  }

  /** An arrow from the box {@code from} to the box {@code to}, both ids. */
  public record Edge(String from, String to) {}

  private static final int HEIGHT = 66, GAP = 26, TOP = 56, SIDE = 30, INSIDE = 18, LETTER = 10, LEAST = 300, TEXT = 16;
  private static final Color EDGE = new Color(0x888888);

  /** @throws kerava.KeravaException if there is no box, two have one id, an edge has an unknown end, or edges make a circle */
  public LayerGraph {
    boxes = List.copyOf(boxes);
    edges = edges.stream().distinct().toList();
    require(!boxes.isEmpty(), "LayerGraph: there must be a layer to draw, got none");
    Set<String> ids = new HashSet<>();
    for (Box box : boxes) require(ids.add(box.id), "LayerGraph: each box must have an id of its own, got %s twice", box.id);
    for (Edge edge : edges)
      require(ids.contains(edge.from) && ids.contains(edge.to), "LayerGraph: an edge must join two boxes, got one from %s to %s", edge.from,
          edge.to);
    require(ranks(boxes, edges) != null, "LayerGraph: edges must not lead back; draw a layer that is called twice as a box for each call");
  }

  /** A model whose layers form a chain, in which each box's output goes into the next. */
  public static LayerGraph chain(String name, List<Box> boxes) {
    List<Edge> edges = new ArrayList<>();
    for (int i = 1; i < boxes.size(); i++) edges.add(new Edge(boxes.get(i - 1).id, boxes.get(i).id));
    return new LayerGraph(name, boxes, edges);
  }

  /** Writes {@code base.svg} and {@code base.png}; without fonts on this machine only the SVG, and a warning. */
  public Written write(Path base) {
    GraphLayout layout = layout();
    return Figure.write(base, svg(layout), width(layout), height(layout), g -> draw(layout, new Pen.Brush(g)));
  }

  /** Writes {@code file} alone, .svg or .png by its name; a PNG without fonts on this machine is a failure. */
  public Written writeFile(Path file) {
    GraphLayout layout = layout();
    return Figure.writeFile(file, svg(layout), width(layout), height(layout), g -> draw(layout, new Pen.Brush(g)));
  }

  GraphLayout layout() {
    Ranks ranks = ranks(boxes, edges);
    double[] widths = boxes.stream().mapToDouble(Box::width).toArray();
    if (ranks.depth() == boxes.size()) Arrays.fill(widths, boxes.stream().mapToInt(Box::width).max().getAsInt());
    double least = cells(name) * LETTER + 2 * (INSIDE + SIDE);
    return GraphLayout.of(ranks, widths, new GraphLayout.Spaces(HEIGHT, TOP, SIDE, GAP, least));
  }

  private static Ranks ranks(List<Box> boxes, List<Edge> edges) {
    Map<String, Integer> places = new HashMap<>();
    for (Box box : boxes) places.put(box.id, places.size());
    return Ranks.of(boxes.size(), edges.stream().map(edge -> new Ranks.Edge(places.get(edge.from), places.get(edge.to))).toList());
  }

  private String svg(GraphLayout layout) {
    Pen.Svg svg = Pen.Svg.of(width(layout), height(layout));
    draw(layout, svg);
    return svg.end();
  }

  private static int width(GraphLayout layout) { return (int) Math.ceil(layout.width()); }

  private static int height(GraphLayout layout) { return (int) Math.ceil(layout.height()); }

  /** Letters beyond Latin's count twice. */
  private static int cells(String text) { return text.codePoints().map(c -> c < 0x1100 ? 1 : 2).sum(); }

  private void draw(GraphLayout layout, Pen pen) {
    pen.text(layout.width() / 2, 34, 0.5, TEXT + 4, true, name);
    for (int i = 0; i < boxes.size(); i++) {
      Box box = boxes.get(i);
      GraphLayout.Box at = layout.boxes().get(i);
      frame(pen, at, box.params > 0 ? ChartStyle.category(0) : EDGE);
      pen.text(at.middle(), at.top() + 20, 0.5, TEXT, true, box.heading());
      pen.text(at.middle(), at.top() + 39, 0.5, TEXT - 1, false, box.shapes());
      pen.text(at.middle(), at.top() + 57, 0.5, TEXT - 2, false, box.count());
    }
    Set<List<GraphLayout.Point>> drawn = new HashSet<>();
    for (List<GraphLayout.Point> line : layout.lines()) arrow(pen, line, drawn);
  }

  private static void frame(Pen pen, GraphLayout.Box box, Color color) {
    pen.line(box.left(), box.top(), box.right(), box.top(), 2, color);
    pen.line(box.right(), box.top(), box.right(), box.bottom(), 2, color);
    pen.line(box.right(), box.bottom(), box.left(), box.bottom(), 2, color);
    pen.line(box.left(), box.bottom(), box.left(), box.top(), 2, color);
  }

  /** {@code drawn}: the pieces that other lines have drawn already. */
  private static void arrow(Pen pen, List<GraphLayout.Point> line, Set<List<GraphLayout.Point>> drawn) {
    for (int i = 1; i < line.size(); i++) {
      GraphLayout.Point from = line.get(i - 1), to = line.get(i);
      if (drawn.add(List.of(from, to))) pen.line(from.x(), from.y(), to.x(), to.y(), 2, EDGE);
    }
    GraphLayout.Point end = line.get(line.size() - 1);
    pen.line(end.x() - 5, end.y() - 6, end.x(), end.y(), 2, EDGE);
    pen.line(end.x() + 5, end.y() - 6, end.x(), end.y(), 2, EDGE);
  }
}

package kerava.plots;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import kerava.KeravaException;
import kerava.plots.GraphLayout.Point;
import kerava.plots.LayerGraph.Box;
import kerava.plots.LayerGraph.Edge;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** Boxes lie apart, arrows join what they should and pass the rest; how it looks, eyes must judge: -Dkerava.plots=FOLDER keeps it. */
class LayerGraphTest {
  @TempDir Path temporary;

  @TestFactory Stream<DynamicTest> boxesLieApartAndLinesPassThem() {
    return graphs().entrySet().stream().map(e -> DynamicTest.dynamicTest(e.getKey(), () -> check(e.getValue())));
  }

  @TestFactory Stream<DynamicTest> drawsOneGraphInOneWay() {
    return graphs().entrySet().stream().map(e -> DynamicTest.dynamicTest(e.getKey(), () -> {
      LayerGraph graph = e.getValue();
      assertEquals(graph.layout(), graph.layout());
      assertEquals(graph.layout(), graphs().get(e.getKey()).layout());
    }));
  }

  @Test void writesEveryBoxAndArrow() throws Exception {
    for (String name : List.of("branches", "two inputs", "chain", "wide")) {
      LayerGraph graph = graphs().get(name);
      Written written = graph.write(folder().resolve(name));
      assertEquals(List.of(name + ".svg", name + ".png"), written.files().stream().map(f -> f.getFileName().toString()).toList());
      Document svg = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(written.files().get(0).toFile());
      String text = svg.getDocumentElement().getTextContent();
      for (Box box : graph.boxes()) assertTrue(text.contains(box.title() + " (" + box.className() + ")"), box.title());
      Set<String> pieces = new HashSet<>();
      NodeList paths = svg.getElementsByTagName("path");
      for (int i = 0; i < paths.getLength(); i++) assertTrue(pieces.add(paths.item(i).getAttributes().getNamedItem("d").getNodeValue()));
      BufferedImage image = ImageIO.read(written.files().get(1).toFile());
      assertEquals((int) (2 * Math.ceil(graph.layout().width())), image.getWidth());
      assertEquals((int) (2 * Math.ceil(graph.layout().height())), image.getHeight());
    }
  }

  @Test void paintsAnEnormousGraphSmaller() throws Exception {
    List<Edge> edges = new ArrayList<>();
    for (int i = 1; i < 130; i++) edges.add(edge(i < 70 ? 0 : i - 1, i));
    Path file = folder().resolve("enormous.png");
    LayerGraph graph = new LayerGraph("enormous", boxes(130), edges);
    graph.writeFile(file);
    try (var in = ImageIO.createImageInputStream(Files.newInputStream(file))) {
      var reader = ImageIO.getImageReaders(in).next();
      reader.setInput(in);
      double pixels = (double) reader.getWidth(0) * reader.getHeight(0);
      assertTrue(pixels > 9.9e7 && pixels <= 1e8, pixels + " pixels");
      assertEquals(graph.layout().width() / graph.layout().height(), (double) reader.getWidth(0) / reader.getHeight(0), 0.01);
    }
  }

  @Test void aChainStandsInOneColumn() {
    GraphLayout layout = graphs().get("chain").layout();
    assertEquals(1, layout.boxes().stream().mapToDouble(GraphLayout.Box::left).distinct().count());
    assertEquals(1, layout.boxes().stream().mapToDouble(GraphLayout.Box::right).distinct().count());
    assertTrue(layout.lines().stream().allMatch(line -> line.stream().mapToDouble(Point::x).distinct().count() == 1));
    assertEquals(56 + 5 * 92, layout.height());
  }

  @Test void anInputStandsRightAboveWhatItFeeds() {
    LayerGraph graph = graph("late", 5, 0, 1, 1, 2, 2, 3, 4, 3);
    List<GraphLayout.Box> boxes = graph.layout().boxes();
    assertEquals(boxes.get(2).top(), boxes.get(4).top());
  }

  @Test void linesCrossNoMoreThanTheyMust() {
    // two ladders whose rungs are given in reverse: drawn as given, all their lines cross
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      edges.add(edge(i, 11 - i));
      edges.add(edge(11 - i, 12 + i));
    }
    assertEquals(0, crossings(new LayerGraph("ladders", boxes(18), edges)));
    assertEquals(1, crossings(graph("two by two", 4, 0, 2, 0, 3, 1, 2, 1, 3)));
    assertEquals(9, crossings(graph("three by three", 6, 0, 3, 0, 4, 0, 5, 1, 3, 1, 4, 1, 5, 2, 3, 2, 4, 2, 5)));
  }

  @Test void refusesWhatIsNoGraph() {
    refused("there must be a layer to draw, got none", List.of(), List.of());
    refused("each box must have an id of its own, got 0 twice", List.of(box(0), box(0)), List.of());
    refused("an edge must join two boxes, got one from 0 to 7", boxes(2), List.of(edge(0, 7)));
    String back = "edges must not lead back; draw a layer that is called twice as a box for each call";
    refused(back, boxes(3), List.of(edge(0, 1), edge(1, 2), edge(2, 1)));
    refused(back, boxes(1), List.of(edge(0, 0)));
  }

  private static void refused(String message, List<Box> boxes, List<Edge> edges) {
    assertEquals("LayerGraph: " + message, assertThrows(KeravaException.class, () -> new LayerGraph("m", boxes, edges)).getMessage());
  }

  private static Map<String, LayerGraph> graphs() {
    Map<String, LayerGraph> graphs = new TreeMap<>();
    graphs.put("one box", graph("one box", 1));
    graphs.put("chain", LayerGraph.chain("chain", boxes(5)));
    graphs.put("branches", graph("three branches, 세 갈래", 9, 0, 1, 0, 2, 0, 3, 1, 4, 2, 4, 3, 4, 4, 5, 3, 5, 0, 5, 5, 6, 6, 7, 0, 8, 7, 8));
    graphs.put("two inputs", new LayerGraph("two inputs", List.of(new Box("a", "영상", "InputLayer", "", "(None, 28, 28)", 0),
        new Box("b", "a_table_with_a_name_that_is_much_longer_than_other_names", "InputLayer", "", "(None, 7)", 0),
        new Box("c", "flatten", "Flatten", "(None, 28, 28)", "(None, 784)", 0),
        new Box("d", "concatenate", "Concatenate", "[(None, 784), (None, 7)]", "(None, 791)", 0),
        new Box("e", "dense", "Dense", "(None, 791)", "(None, 3)", 2376)),
        List.of(new Edge("a", "c"), new Edge("c", "d"), new Edge("b", "d"), new Edge("b", "d"), new Edge("d", "e"))));
    graphs.put("apart", graph("apart", 5, 0, 1, 2, 3));
    int[] fan = IntStream.rangeClosed(1, 60).flatMap(i -> IntStream.of(0, i, i, 61)).toArray();
    graphs.put("wide", graph("wide", 62, fan));
    int[] dense = IntStream.range(0, 40).flatMap(i -> IntStream.range(0, i).flatMap(j -> IntStream.of(j, i))).toArray();
    graphs.put("every box into all that follow", graph("dense", 40, dense));
    int[] residual =
        IntStream.range(0, 199).flatMap(i -> i % 3 == 0 && i + 4 < 200 ? IntStream.of(i, i + 1, i, i + 4) : IntStream.of(i, i + 1))
            .toArray();
    graphs.put("200 boxes, residual", graph("residual", 200, residual));
    for (int seed = 0; seed < 12; seed++) graphs.put("random " + seed, random(seed));
    return graphs;
  }

  private static LayerGraph random(int seed) {
    Random random = new Random(seed);
    int n = seed < 10 ? 3 + random.nextInt(25) : 200;
    List<Edge> edges = new ArrayList<>();
    for (int to = 1; to < n; to++)
      for (int k = random.nextInt(4); k > 0; k--) edges.add(edge(Math.max(0, to - 1 - random.nextInt(random.nextBoolean() ? 4 : n)), to));
    return new LayerGraph("random " + seed, boxes(n), edges);
  }

  /** {@code ends}: of each edge its first box and its last. */
  private static LayerGraph graph(String name, int boxes, int... ends) {
    return new LayerGraph(name, boxes(boxes),
        IntStream.range(0, ends.length / 2).mapToObj(i -> edge(ends[2 * i], ends[2 * i + 1])).toList());
  }

  private static List<Box> boxes(int n) { return IntStream.range(0, n).mapToObj(LayerGraphTest::box).toList(); }

  private static Box box(int i) {
    String title = "layer_" + "long_".repeat(i % 7) + i;
    return new Box("" + i, title, i == 0 ? "InputLayer" : "Dense", i == 0 ? "" : "(None, " + i + ")", "(None, " + (i + 1) + ")",
        i * (i + 2L));
  }

  private static Edge edge(int from, int to) { return new Edge("" + from, "" + to); }

  private static long crossings(LayerGraph graph) {
    Ranks ranks = Ranks.of(graph.boxes().size(),
        graph.edges().stream().map(e -> new Ranks.Edge(Integer.parseInt(e.from()), Integer.parseInt(e.to()))).toList());
    return RankOrder.crossings(ranks, RankOrder.of(ranks));
  }

  private static void check(LayerGraph graph) {
    GraphLayout layout = graph.layout();
    List<GraphLayout.Box> boxes = layout.boxes();
    assertEquals(graph.boxes().size(), boxes.size());
    for (GraphLayout.Box box : boxes) {
      assertTrue(box.left() >= 29.99 && box.right() <= layout.width() - 29.99 && box.top() >= 56 && box.bottom() <= layout.height(),
          box + "");
      assertEquals(66, box.bottom() - box.top());
      for (GraphLayout.Box other : boxes) assertTrue(box == other || apart(box, other), box + " and " + other);
    }
    assertEquals(graph.edges().size(), layout.lines().size());
    List<String> ids = graph.boxes().stream().map(Box::id).toList();
    for (int i = 0; i < graph.edges().size(); i++) {
      Edge edge = graph.edges().get(i);
      joins(layout.lines().get(i), boxes.get(ids.indexOf(edge.from())), boxes.get(ids.indexOf(edge.to())));
      passes(layout.lines().get(i), boxes);
    }
  }

  private static boolean apart(GraphLayout.Box a, GraphLayout.Box b) {
    double between = 25.99;
    return a.right() + between <= b.left() || b.right() + between <= a.left() || a.bottom() + between <= b.top()
        || b.bottom() + between <= a.top();
  }

  private static void joins(List<Point> line, GraphLayout.Box from, GraphLayout.Box to) {
    Point start = line.get(0), end = line.get(line.size() - 1), before = line.get(line.size() - 2);
    assertEquals(from.middle(), start.x(), 1e-9);
    assertEquals(from.bottom() + 3, start.y());
    assertTrue(end.x() > to.left() && end.x() < to.right(), end + " into " + to);
    assertEquals(to.top() - 3, end.y());
    assertEquals(end.x(), before.x(), "an arrow points straight down");
    for (int i = 1; i < line.size(); i++) assertTrue(line.get(i - 1).y() < line.get(i).y(), "downwards: " + line);
  }

  /** A piece of a line goes straight down, or stays in the space between two rows of boxes. */
  private static void passes(List<Point> line, List<GraphLayout.Box> boxes) {
    for (int i = 1; i < line.size(); i++) {
      Point from = line.get(i - 1), to = line.get(i);
      double left = Math.min(from.x(), to.x()), right = Math.max(from.x(), to.x());
      for (GraphLayout.Box box : boxes)
        assertTrue(to.y() < box.top() || from.y() > box.bottom() || right < box.left() || left > box.right(),
            from + " to " + to + ", " + box);
    }
  }

  private Path folder() {
    String kept = System.getProperty("kerava.plots");
    return kept == null ? temporary : Path.of(kept);
  }
}

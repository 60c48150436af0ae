package kerava.plots;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import kerava.KeravaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.w3c.dom.Document;

/** The files are there, whole, and hold what the reader needs; how they look, eyes must judge: -Dkerava.plots=FOLDER keeps them. */
class PlotsTest {
  @TempDir Path temporary;

  @Test void drawsLearningCurves() throws Exception {
    Map<String, Map<String, double[]>> runs = new LinkedHashMap<>();
    runs.put("vanishing32-relu", history(20, 0.25));
    runs.put("vanishing32-sigmoid", history(20, 0.04));
    LearningCurves curves = new LearningCurves(runs);
    check(curves.write(folder().resolve("learning")), "learning");
    List<XYChart> panels = curves.figure().panels();
    assertEquals(List.of("loss", "accuracy"), panels.stream().map(XYChart::getTitle).toList());
    assertEquals(List.of("vanishing32-relu, training", "vanishing32-relu, validation", "vanishing32-sigmoid, training",
        "vanishing32-sigmoid, validation"),
        List.copyOf(panels.get(0).getSeriesMap().keySet()));
    assertArrayEquals(runs.get("vanishing32-sigmoid").get("val_accuracy"),
        panels.get(1).getSeriesMap().get("vanishing32-sigmoid, validation").getYData());
  }

  @Test void drawsOneEpochGapsAndKorean() throws Exception {
    Map<String, Map<String, double[]>> runs = new LinkedHashMap<>();
    runs.put("패션 MNIST 모델 <&>", Map.of("loss", new double[] {0.5}));
    assertTrue(check(new LearningCurves(runs).write(folder().resolve("one epoch")), "one epoch").contains("패션 MNIST 모델 <&>, training"));
    runs.put("gaps", Map.of("loss", new double[] {1, Double.NaN, 0.5, Double.POSITIVE_INFINITY, 0.25, 0.2}));
    check(new LearningCurves(runs).write(folder().resolve("gaps")), "gaps");
    check(new LearningCurves(Map.of("nothing finite", Map.of("loss", new double[] {Double.NaN, Double.NaN})))
        .write(folder().resolve("nan")), "nan");
    Map<String, double[]> partly = Map.of("loss", new double[] {1, 2}, "mae", new double[0]);
    check(new LearningCurves(Map.of("partly", partly)).write(folder().resolve("e")), "e");
    check(new GradientPlot(Map.of("a", new double[][] {{1, 2}}, "no epoch", new double[0][])).write(folder().resolve("e")), "e");
    check(new LearningCurves(Map.of("constant", Map.of("loss", new double[] {0, 0, 0}))).write(folder().resolve("constant")), "constant");
  }

  @Test void drawsGradientsOnOneLogScale() throws Exception {
    Map<String, double[][]> models = new LinkedHashMap<>();
    models.put("relu", gradients(20, 11, 0.8));
    models.put("sigmoid", gradients(20, 11, 0.12));
    GradientPlot plot = new GradientPlot(models);
    String text = check(plot.write(folder().resolve("gradients")), "gradients");
    List<String> labels = List.of("relu", "sigmoid", "mean |gradient|", "layer, from input to output", "epoch 16", "1e-12", "1e-1");
    for (String label : labels) assertTrue(text.contains(label), label);
    List<XYChart> panels = plot.figure().panels();
    assertEquals(List.of("relu", "sigmoid"), panels.stream().map(XYChart::getTitle).toList());
    assertEquals(panels.get(0).getStyler().getYAxisMin(), panels.get(1).getStyler().getYAxisMin());
    assertEquals(panels.get(0).getStyler().getYAxisMax(), panels.get(1).getStyler().getYAxisMax());
    List<XYSeries> lines = List.copyOf(panels.get(0).getSeriesMap().values());
    assertEquals(20, lines.size());
    assertEquals(List.of("before training", "epoch 4", "epoch 8", "epoch 12", "epoch 16", "epoch 19"),
        lines.stream().filter(XYSeries::isShowInLegend).map(XYSeries::getName).toList());
  }

  @Test void zeroGradientsLieOnTheLowerEdge() throws Exception {
    double[][] dead = {{0, 0, 1e-4, 1e-2}, {0, 1e-7, 1e-3, 1e-2}, {Double.NaN, 0, 0, 1e-3}};
    GradientPlot plot = new GradientPlot(Map.of("dead relu", dead));
    check(plot.write(folder().resolve("zeros")), "zeros");
    XYChart panel = plot.figure().panels().get(0);
    assertEquals("mean |gradient| (0 lies on the lower edge)", panel.getYAxisTitle());
    double edge = panel.getStyler().getYAxisMin();
    assertEquals(-8, edge);
    assertArrayEquals(new double[] {edge, edge, -4, -2}, panel.getSeriesMap().get("before training").getYData(), 1e-12);
    assertArrayEquals(new double[] {Double.NaN, edge, edge, -3}, panel.getSeriesMap().get("epoch 2").getYData(), 1e-12);
    check(new GradientPlot(Map.of("all zero", new double[][] {{0, 0, 0}})).write(folder().resolve("all zeros")), "all zeros");
    check(new GradientPlot(Map.of("one", new double[][] {{1e-30}})).write(folder().resolve("one value")), "one value");
    check(new GradientPlot(Map.of("nothing finite", new double[][] {{Double.NaN, -1}})).write(folder().resolve("no value")), "no value");
  }

  @Test void replacesFilesWholeAndMakesFolders() throws Exception {
    Path base = temporary.resolve("new/folder/plot");
    LearningCurves curves = new LearningCurves(Map.of("run", history(3, 0.5)));
    curves.write(base);
    curves.write(base);
    try (var files = Files.list(base.getParent())) {
      assertEquals(List.of("plot.png", "plot.svg"), files.map(f -> f.getFileName().toString()).sorted().toList());
    }
    Path file = Files.createFile(temporary.resolve("file"));
    assertTrue(assertThrows(KeravaException.class, () -> curves.write(file.resolve("plot"))).getMessage().contains("cannot be written"));
  }

  /** A display that is not there is the one way to make AWT fail on any Linux; missing fonts take the same way. */
  @Test
  @EnabledOnOs(OS.LINUX) void writesTheSvgWhereNothingCanBePainted() throws Exception {
    Path base = temporary.resolve("unpainted");
    ProcessBuilder java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Djava.awt.headless=false", "-cp",
        System.getProperty("java.class.path"), Unpainted.class.getName(), base.toString()).redirectErrorStream(true);
    java.environment().put("DISPLAY", ":987");
    Process process = java.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), printed);
    assertTrue(printed.contains("files=[" + base + ".svg]") && printed.contains(base + ".png: not written, Java cannot paint text here"),
        printed);
    assertTrue(Files.exists(temporary.resolve("unpainted.svg")));
  }

  static final class Unpainted {
    public static void main(String[] args) {
      System.out.println(new LearningCurves(Map.of("run", history(3, 0.5))).write(Path.of(args[0])));
    }
  }

  @Test void refusesNothingToDraw() {
    assertEquals("LearningCurves: there must be an epoch to draw, got none",
        assertThrows(KeravaException.class, () -> new LearningCurves(Map.of())).getMessage());
    assertEquals("GradientPlot: there must be a gradient to draw, got none",
        assertThrows(KeravaException.class, () -> new GradientPlot(Map.of())).getMessage());
  }

  private static String check(Written written, String name) throws Exception {
    List<Path> files = written.files();
    assertEquals(Optional.empty(), written.warning());
    assertEquals(List.of(name + ".svg", name + ".png"), files.stream().map(f -> f.getFileName().toString()).toList());
    BufferedImage image = ImageIO.read(files.get(1).toFile());
    assertTrue(image.getWidth() >= 1200 && image.getHeight() >= 1000, image.toString());
    Document svg = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(files.get(0).toFile());
    return svg.getDocumentElement().getTextContent();
  }

  private Path folder() {
    String kept = System.getProperty("kerava.plots");
    return kept == null ? temporary : Path.of(kept);
  }

  private static Map<String, double[]> history(int epochs, double rate) {
    Map<String, double[]> history = new LinkedHashMap<>();
    for (String name : List.of("accuracy", "loss", "val_accuracy", "val_loss")) {
      double[] values = new double[epochs];
      for (int e = 0; e < epochs; e++) {
        double left = Math.exp(-rate * e) + (name.startsWith("val") ? 0.03 : 0) + 0.004 * Math.sin(7 * e);
        values[e] = name.endsWith("loss") ? 0.05 + 2.2 * left : 0.98 - 0.85 * left;
      }
      history.put(name, values);
    }
    return history;
  }

  private static double[][] gradients(int epochs, int layers, double shrink) {
    Random random = new Random(7);
    double[][] g = new double[epochs][layers];
    for (int e = 0; e < epochs; e++) {
      for (int l = 0; l < layers; l++) {
        g[e][l] = 2e-2 * Math.pow(shrink, layers - 1 - l) * Math.exp(-0.08 * e + 0.2 * random.nextGaussian());
      }
    }
    return g;
  }
}

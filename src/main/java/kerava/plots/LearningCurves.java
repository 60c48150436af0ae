package kerava.plots;

import static kerava.KeravaException.require;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

/**
 * Metrics over epochs: a panel a metric, a colour a run, training drawn through and validation ({@code val_...}) dashed.
 *
 * @param runs each run's Keras history by the run's name: metric name to one value an epoch ({@code loss}, {@code val_loss}, ...);
 *     values that are not finite leave a gap
 */
public record LearningCurves(Map<String, Map<String, double[]>> runs) {
  private static final String VALIDATION = "val_";

  public LearningCurves {
    require(runs.values().stream().anyMatch(h -> h.values().stream().anyMatch(v -> v.length > 0)),
        "LearningCurves: there must be an epoch to draw, got none");
  }

  /**
   * Writes {@code base.svg} and {@code base.png}; without fonts on this machine only the SVG, and a warning.
   *
   * @throws kerava.KeravaException if the folder cannot be written
   */
  public Written write(Path base) { return figure().write(base); }

  /** Writes {@code file} alone, .svg or .png by its name; a PNG without fonts on this machine is a failure. */
  public Written writeFile(Path file) { return figure().writeFile(file); }

  Figure figure() {
    List<XYChart> panels = new ArrayList<>();
    for (String metric : metrics()) panels.add(panel(metric));
    return new Figure(panels);
  }

  /** Loss first, then as the runs name them. */
  private Set<String> metrics() {
    Set<String> metrics = new LinkedHashSet<>();
    if (runs.values().stream().anyMatch(h -> h.containsKey("loss"))) metrics.add("loss");
    for (var history : runs.values()) {
      for (String name : history.keySet()) metrics.add(name.startsWith(VALIDATION) ? name.substring(VALIDATION.length()) : name);
    }
    return metrics;
  }

  private XYChart panel(String metric) {
    long lines = runs.values().stream().flatMap(h -> h.keySet().stream())
        .filter(name -> name.equals(metric) || name.equals(VALIDATION + metric)).count();
    XYChart chart = ChartStyle.chart(metric, "epoch", metric, (int) lines);
    int color = 0, epochs = 0;
    for (var run : runs.entrySet()) {
      for (String prefix : new String[] {"", VALIDATION}) {
        double[] values = run.getValue().get(prefix + metric);
        if (values == null || values.length == 0) continue;
        epochs = Math.max(epochs, values.length);
        String name = run.getKey() + (prefix.isEmpty() ? ", training" : ", validation");
        boolean lonely = values.length == 1 || !Arrays.stream(values).allMatch(Double::isFinite);
        XYSeries series = chart.addSeries(name, epochs(values.length), finite(values));
        ChartStyle.line(series, ChartStyle.category(color), !prefix.isEmpty(), lonely);
      }
      color++;
    }
    ChartStyle.countingAxis(chart.getStyler(), epochs);
    if (metric.contains("accuracy")) chart.getStyler().setyAxisTickLabelsFormattingFunction(v -> percent(v));
    return chart;
  }

  private static String percent(double part) {
    return new BigDecimal(100 * part).setScale(2, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString() + " %";
  }

  private static double[] epochs(int n) { return IntStream.rangeClosed(1, n).asDoubleStream().toArray(); }

  private static double[] finite(double[] values) { return Arrays.stream(values).map(v -> Double.isFinite(v) ? v : Double.NaN).toArray(); }
}

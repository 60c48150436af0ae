package kerava.plots;

import static kerava.KeravaException.require;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.XYStyler;

/**
 * Vanishing gradients made visible: mean |gradient| of each layer on a log axis, layers from the input's side to the output's, a line an
 * epoch (dark to pale), a panel a model, all panels with the same range.  Zeros, which a log axis cannot hold, lie on its lower edge, and
 * the axis title then says so.
 *
 * @param models by the model's name: {@code gradients[epoch][layer]}, mean absolute values, epoch 0 before training, layers in the model's
 *     order; negative or not finite leaves a gap
 */
public record GradientPlot(Map<String, double[][]> models) {
  private static final int LEGEND_ENTRIES = 6;

  public GradientPlot {
    require(models.values().stream().anyMatch(g -> Arrays.stream(g).anyMatch(row -> row.length > 0)),
        "GradientPlot: there must be a gradient to draw, got none");
  }

  /**
   * Writes {@code base.svg} and {@code base.png}; without fonts on this machine only the SVG, and a warning.
   *
   * @throws kerava.KeravaException if the folder cannot be written
   */
  public Written write(Path base) { return figure().write(base); }

  Figure figure() {
    double[] positive = values().filter(v -> v > 0 && Double.isFinite(v)).toArray();
    double top = Arrays.stream(positive).max().orElse(1), bottom = Arrays.stream(positive).min().orElse(1);
    double upper = Math.ceil(Math.log10(top)), lower = Math.min(upper, Math.ceil(Math.log10(bottom))) - 1;
    List<XYChart> panels = new ArrayList<>();
    for (var model : models.entrySet()) panels.add(panel(model.getKey(), model.getValue(), lower, upper));
    return new Figure(panels);
  }

  private DoubleStream values() { return models.values().stream().flatMap(Arrays::stream).flatMapToDouble(Arrays::stream); }

  /** {@code lower} and {@code upper} are the axis's ends in decades. */
  private XYChart panel(String name, double[][] gradients, double lower, double upper) {
    String zeros = values().anyMatch(v -> v == 0) ? " (0 lies on the lower edge)" : "";
    XYChart chart = ChartStyle.chart(name, "layer, from input to output", "mean |gradient|" + zeros, 1);
    chart.getStyler().setLegendLayout(LegendLayout.Horizontal).setLegendSeriesLineLength(24);
    int layers = Arrays.stream(gradients).mapToInt(row -> row.length).max().orElse(0);
    for (int epoch = 0; epoch < gradients.length; epoch++) {
      double[] row = gradients[epoch];
      if (row.length == 0) continue;
      double[] drawn = Arrays.stream(row).map(v -> v >= 0 && Double.isFinite(v) ? Math.max(Math.log10(v), lower) : Double.NaN).toArray();
      XYSeries series = chart.addSeries(epoch == 0 ? "before training" : "epoch " + epoch,
          IntStream.rangeClosed(1, row.length).asDoubleStream().toArray(), drawn);
      series.setShowInLegend(named(epoch, gradients.length));
      ChartStyle.line(series, ChartStyle.sequence(gradients.length == 1 ? 0 : epoch / (gradients.length - 1.0)), false, true);
    }
    axes(chart.getStyler(), layers, lower, upper);
    return chart;
  }

  /** The legend names the first and the last epoch and a few between. */
  private static boolean named(int epoch, int epochs) {
    if (epochs <= LEGEND_ENTRIES || epoch == epochs - 1) return true;
    int step = (epochs - 1 + LEGEND_ENTRIES - 2) / (LEGEND_ENTRIES - 1);
    return epoch % step == 0 && epoch + step / 2 < epochs - 1;
  }

  /** XChart's own log axis ignores label functions: the series are logarithms on a linear axis, its labels powers of ten. */
  private static void axes(XYStyler style, int layers, double lower, double upper) {
    ChartStyle.countingAxis(style, layers);
    style.setYAxisMin(lower).setYAxisMax(upper).setyAxisTickLabelsFormattingFunction(v -> v == Math.rint(v) ? "1e" + Math.round(v) : "");
    style.setMarkerSize(7);
  }
}

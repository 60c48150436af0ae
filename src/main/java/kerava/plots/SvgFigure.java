package kerava.plots;

import java.awt.Color;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.markers.None;

/**
 * Charts side by side as SVG with real text.  XChart's own SVG holds each letter's outline, for which it needs fonts on the machine that
 * trains (slim containers have none) and which shows boxes for Korean if that machine lacks it; here the viewer's fonts are used.
 */
final class SvgFigure {
  private static final int LEFT = 96, RIGHT = 24, TOP = 50, PLOT = 370, MARGIN = 14, LEGEND_LINE = 26;

  private final StringBuilder svg = new StringBuilder();

  private SvgFigure() {}

  static String of(List<XYChart> panels) {
    int width = panels.stream().mapToInt(XYChart::getWidth).sum();
    int height = TOP + panels.stream().mapToInt(XYChart::getHeight).max().orElse(1);
    SvgFigure figure = new SvgFigure();
    figure.add("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0 %1$d %2$d\" "
        + "font-family=\"sans-serif\" font-size=\"15\" fill=\"#222222\">%n"
        + "<rect width=\"%1$d\" height=\"%2$d\" fill=\"#ffffff\"/>%n", width, height);
    int x = 0;
    for (XYChart panel : panels) {
      figure.panel(panel, x + LEFT, x + panel.getWidth() - RIGHT);
      x += panel.getWidth();
    }
    return figure.svg.append("</svg>\n").toString();
  }

  private void panel(XYChart chart, int left, int right) {
    int middle = (left + right) / 2;
    Axis x = xAxis(chart, left + MARGIN, right - MARGIN), y = yAxis(chart, TOP + PLOT - MARGIN, TOP + MARGIN);
    text(middle, TOP - 16, "middle", "font-size=\"21\" font-weight=\"bold\"", chart.getTitle());
    for (double v : x.ticks()) {
      add("<path d=\"M%.1f %d V%d\" stroke=\"#e3e3e3\"/>%n", x.place(v), TOP, TOP + PLOT);
      text(x.place(v), TOP + PLOT + 20, "middle", "", x.label.apply(v));
    }
    for (double v : y.ticks()) {
      add("<path d=\"M%d %.1f H%d\" stroke=\"#e3e3e3\"/>%n", left, y.place(v), right);
      text(left - 8, y.place(v) + 5, "end", "", y.label.apply(v));
    }
    add("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#888888\"/>%n", left, TOP, right - left, PLOT);
    text(middle, TOP + PLOT + 46, "middle", "font-size=\"17\"", chart.getXAxisTitle());
    int centre = TOP + PLOT / 2;
    String turned = "font-size=\"17\" transform=\"rotate(-90 " + (left - 74) + " " + centre + ")\"";
    text(left - 74, centre, "middle", turned, chart.getYAxisTitle());
    for (XYSeries series : chart.getSeriesMap().values()) line(series, x, y);
    legend(chart, left, right);
  }

  private void line(XYSeries series, Axis x, Axis y) {
    StringBuilder path = new StringBuilder();
    boolean markers = !(series.getMarker() instanceof None);
    double[] xs = series.getXData(), ys = series.getYData();
    for (int i = 0; i < ys.length; i++) {
      if (Double.isNaN(ys[i])) continue;
      double px = x.place(xs[i]), py = y.place(ys[i]);
      path.append(String.format(Locale.ROOT, "%s%.1f %.1f ", i == 0 || Double.isNaN(ys[i - 1]) ? "M" : "L", px, py));
      if (markers) add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"/>%n", px, py, hex(series.getLineColor()));
    }
    add("<path d=\"%s\" fill=\"none\" stroke-linejoin=\"round\" %s/>%n", path.toString().trim(), stroke(series));
  }

  /** Below the plot: one under the other, or for a horizontal legend side by side in equal slots. */
  private void legend(XYChart chart, int left, int right) {
    List<XYSeries> named = chart.getSeriesMap().values().stream().filter(XYSeries::isShowInLegend).toList();
    boolean row = chart.getStyler().getLegendLayout() == LegendLayout.Horizontal;
    for (int i = 0; i < named.size(); i++) {
      double x = row ? left + (right - left) * (double) i / named.size() : (left + right) / 2.0 - 150;
      int y = TOP + PLOT + 76 + (row ? 0 : LEGEND_LINE * i);
      add("<path d=\"M%.1f %d H%.1f\" %s/>%n", x, y, x + 30, stroke(named.get(i)));
      text(x + 38, y + 5, "start", "", named.get(i).getName());
    }
  }

  private static String stroke(XYSeries series) {
    float[] dash = series.getLineStyle().getDashArray();
    String dashes = dash == null ? "" : " stroke-dasharray=\"" + dash[0] + " " + dash[1] + "\"";
    return "stroke=\"" + hex(series.getLineColor()) + "\" stroke-width=\"" + series.getLineStyle().getLineWidth() + "\"" + dashes;
  }

  private void text(double x, double y, String anchor, String style, String text) {
    String safe = text.replaceAll("\\p{Cntrl}", " ").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    if (!safe.isBlank()) add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" %s>%s</text>%n", x, y, anchor, style, safe);
  }

  private void add(String format, Object... args) { svg.append(String.format(Locale.ROOT, format.replace("%n", "\n"), args)); }

  private static String hex(Color c) { return String.format(Locale.ROOT, "#%06x", c.getRGB() & 0xFFFFFF); }

  private static Axis xAxis(XYChart chart, double from, double to) {
    double min = chart.getStyler().getXAxisMin(), max = chart.getStyler().getXAxisMax();
    return new Axis(min, max, from, to, Math.max(1, Axis.step((max - min) / 12)), chart.getStyler().getxAxisTickLabelsFormattingFunction());
  }

  private static Axis yAxis(XYChart chart, double from, double to) {
    Double min = chart.getStyler().getYAxisMin(), max = chart.getStyler().getYAxisMax();
    Function<Double, String> label = chart.getStyler().getyAxisTickLabelsFormattingFunction();
    if (min != null) return new Axis(min, max, from, to, Math.max(1, Axis.step((max - min) / 13)), label);
    double[] seen = chart.getSeriesMap().values().stream().flatMapToDouble(s -> Arrays.stream(s.getYData()))
        .filter(Double::isFinite).sorted().toArray();
    double low = seen.length == 0 ? 0 : seen[0], high = seen.length == 0 ? 1 : seen[seen.length - 1];
    if (low == high) return new Axis(low - 1, high + 1, from, to, 1, label == null ? Axis::plain : label);
    return new Axis(low, high, from, to, Axis.step((high - low) / 9), label == null ? Axis::plain : label);
  }

  /** Values {@code min} to {@code max} laid out from {@code from} to {@code to}. */
  record Axis(double min, double max, double from, double to, double step, Function<Double, String> label) {
    double place(double v) { return from + (v - min) / (max - min) * (to - from); }

    /** Multiples of the step, and for an axis of whole numbers its first one. */
    List<Double> ticks() {
      List<Double> ticks = new ArrayList<>();
      if (step > 1 && min == 1) ticks.add(min);
      for (double i = Math.ceil(min / step - 1e-9); i * step <= max + 1e-9 * step; i++) ticks.add(i * step);
      return ticks;
    }

    /** The next of 1, 2, 5, 10, ... (times a power of ten) that is not below {@code least}. */
    static double step(double least) {
      double decade = Math.pow(10, Math.floor(Math.log10(least)));
      for (int factor : new int[] {1, 2, 5}) if (factor * decade >= least * (1 - 1e-9)) return factor * decade;
      return 10 * decade;
    }

    static String plain(double v) { return new BigDecimal(v).round(new MathContext(6)).stripTrailingZeros().toPlainString(); }
  }
}

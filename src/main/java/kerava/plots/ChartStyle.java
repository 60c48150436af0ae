package kerava.plots;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What Kerava's charts look like: white ground, pale grid, large sans-serif text, colours that colour-blind readers can tell apart. */
final class ChartStyle {
  /**
   * Okabe and Ito's colours for categories (https://jfly.uni-koeln.de/color/), darkest first; the yellow is left out, too pale for a line.
   */
  private static final int[] CATEGORIES = {0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0x56B4E9, 0xE69F00, 0x000000};
  /** Viridis (matplotlib), from its dark end to before its palest. */
  private static final int[] SEQUENCE = {0x440154, 0x46327E, 0x365C8D, 0x277F8E, 0x1FA187, 0x4AC16D, 0xA0DA39};
  static final Color GRID = new Color(0xE3E3E3), INK = new Color(0x222222);
  private static final float LINE = 2.2f;

  static final Font TITLE = font(Font.BOLD, 21);

  private ChartStyle() {}

  /** A chart that stays as high as it is however many lines of legend stand below it. */
  static XYChart chart(String title, String xTitle, String yTitle, int legendLines) {
    XYChart chart = new XYChartBuilder().width(760).height(470 + 26 * legendLines).title(title).xAxisTitle(xTitle).yAxisTitle(yTitle)
        .build();
    XYStyler s = chart.getStyler();
    s.setChartBackgroundColor(Color.WHITE).setPlotBackgroundColor(Color.WHITE).setPlotBorderColor(new Color(0x888888))
        .setChartFontColor(INK);
    s.setChartTitleVisible(false).setLegendFont(font(Font.PLAIN, 15)).setChartPadding(16);
    s.setLegendPosition(LegendPosition.OutsideS).setLegendBorderColor(Color.WHITE).setLegendBackgroundColor(Color.WHITE)
        .setLegendSeriesLineLength(30);
    s.setAxisTitleFont(font(Font.PLAIN, 17)).setAxisTickLabelsFont(font(Font.PLAIN, 15)).setAxisTickLabelsColor(INK)
        .setAxisTickMarksColor(INK);
    s.setPlotGridLinesColor(GRID).setPlotGridLinesStroke(new BasicStroke(1)).setPlotContentSize(0.96);
    return chart;
  }

  static Color category(int i) { return new Color(CATEGORIES[i % CATEGORIES.length]); }

  /** {@code part} from 0 (dark) to 1 (pale). */
  static Color sequence(double part) {
    double place = part * (SEQUENCE.length - 1);
    int i = Math.min((int) place, SEQUENCE.length - 2);
    return mix(new Color(SEQUENCE[i]), new Color(SEQUENCE[i + 1]), place - i);
  }

  /** {@code markers}: a dot at each point, for points that may have no neighbour to draw a line to. */
  static void line(XYSeries series, Color color, boolean dashed, boolean markers) {
    float[] dash = {8, 5};
    series.setLineColor(color);
    series.setMarkerColor(color);
    series.setLineStyle(dashed
        ? new BasicStroke(LINE, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dash, 0)
        : new BasicStroke(LINE, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    series.setMarker(markers ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
  }

  /**
   * An x axis from 1 to {@code n}, labelled at whole numbers only.  (It begins at 1 because XChart leaves out all ticks if the first label
   * is blank.)
   */
  static void countingAxis(XYStyler style, int n) {
    style.setXAxisMin(1.0).setXAxisMax(Math.max(2.0, n)).setXAxisTickMarkSpacingHint(Math.max(50, 560 / Math.max(1, n)));
    style.setxAxisTickLabelsFormattingFunction(v -> v == Math.rint(v) && v <= n ? Long.toString(Math.round(v)) : " ");
  }

  private static Font font(int style, int size) { return new Font(Font.SANS_SERIF, style, size); }

  private static Color mix(Color a, Color b, double t) {
    return new Color(mix(a.getRed(), b.getRed(), t), mix(a.getGreen(), b.getGreen(), t), mix(a.getBlue(), b.getBlue(), t));
  }

  private static int mix(int a, int b, double t) { return (int) Math.round(a + (b - a) * t); }
}

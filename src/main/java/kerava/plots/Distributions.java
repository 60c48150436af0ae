package kerava.plots;

import static kerava.KeravaException.require;

import java.awt.Color;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Distributions, a row each on a scale of its own: a dot a value, a grey bar from one standard deviation below the mean to one above, and a
 * value from elsewhere as a line across. Positive values over more than two decades lie on a log scale.
 *
 * @param values what the dots are, for the legend
 * @param marked what the line is
 */
public record Distributions(String values, String marked, List<Row> rows) {
  /** {@code name} and {@code detail} stand on the left, {@code verdict} on the right. Values that are not finite are left out. */
  public record Row(String name, String detail, String verdict, double[] values, double marked) {}

  private static final int WIDTH = 1110, LEFT = 226, RIGHT = 260, TOP = 56, HEIGHT = 76, TEXT = 14, DOT = 4, LANES = 4;
  private static final Color DOTS = alpha(ChartStyle.category(0), 0.6), LINE = ChartStyle.category(1), BAR = new Color(0xD0D0D0);
  private static final int DECADES = 2, TICKS = 5;

  public Distributions {
    rows = List.copyOf(rows);
    require(!rows.isEmpty(), "Distributions: there must be a row to draw, got none");
  }

  /**
   * Writes {@code base.svg} and {@code base.png}; without fonts on this machine only the SVG, and a warning.
   *
   * @throws kerava.KeravaException if the folder cannot be written
   */
  public Written write(Path base) {
    int height = TOP + HEIGHT * rows.size() + 10;
    Pen.Svg svg = Pen.Svg.of(WIDTH, height);
    draw(svg);
    return Figure.write(base, svg.end(), WIDTH, height, g -> draw(new Pen.Brush(g)));
  }

  private void draw(Pen pen) {
    pen.dot(LEFT + 6, 28, DOT, DOTS);
    pen.text(LEFT + 18, 33, 0, TEXT, false, values);
    pen.line(WIDTH / 2.0 - 8, 28, WIDTH / 2.0 + 16, 28, 12, BAR);
    pen.text(WIDTH / 2.0 + 24, 33, 0, TEXT, false, "mean ± deviation");
    pen.line(WIDTH - RIGHT - 60, 18, WIDTH - RIGHT - 60, 38, 3, LINE);
    pen.text(WIDTH - RIGHT - 50, 33, 0, TEXT, false, marked);
    for (int i = 0; i < rows.size(); i++) row(pen, rows.get(i), TOP + HEIGHT * i);
  }

  private static void row(Pen pen, Row row, int top) {
    Scale scale = Scale.of(row);
    int base = top + HEIGHT - 30;
    if (top > TOP) pen.line(16, top, WIDTH - 16, top, 1, ChartStyle.GRID);
    pen.text(20, top + 32, 0, TEXT + 2, true, row.name());
    pen.text(20, top + 52, 0, TEXT, false, row.detail());
    pen.text(WIDTH - RIGHT + 24, top + 42, 0, TEXT, false, row.verdict());
    double[] values = finite(row.values());
    if (values.length > 1) {
      double mean = Arrays.stream(values).average().orElseThrow();
      double deviation = Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1));
      pen.line(scale.place(mean - deviation), base - 6, scale.place(mean + deviation), base - 6, 12, BAR);
    }
    axis(pen, scale, base);
    dots(pen, scale, values, base);
    if (Double.isFinite(row.marked())) pen.line(scale.place(row.marked()), top + 6, scale.place(row.marked()), base, 3, LINE);
  }

  private static void axis(Pen pen, Scale scale, int base) {
    pen.line(LEFT, base, WIDTH - RIGHT, base, 1, new Color(0x888888));
    for (double tick : scale.ticks()) {
      pen.line(scale.place(tick), base, scale.place(tick), base + 5, 1, new Color(0x888888));
      pen.text(scale.place(tick), base + 19, 0.5, TEXT - 1, false, scale.label(tick));
    }
  }

  /** Each value on the lowest lane where the dot before it leaves room; where all are full, dots lie upon each other. */
  private static void dots(Pen pen, Scale scale, double[] values, int base) {
    double[] ends = new double[LANES];
    int next = 0;
    for (double value : values) {
      double x = scale.place(value);
      int lane = 0;
      while (lane < LANES && ends[lane] > x - 2 * DOT) lane++;
      if (lane == LANES) lane = next++ % LANES;
      ends[lane] = x;
      pen.dot(x, base - DOT - 2 - lane * (2 * DOT + 1), DOT, DOTS);
    }
  }

  private static double[] finite(double[] values) { return Arrays.stream(values).filter(Double::isFinite).sorted().toArray(); }

  private static Color alpha(Color c, double alpha) {
    return new Color(c.getRed(), c.getGreen(), c.getBlue(), (int) Math.round(255 * alpha));
  }

  /** From {@code low} to {@code high}, in decades if {@code log}. */
  private record Scale(double low, double high, boolean log) {
    static Scale of(Row row) {
      double[] all = finite(DoubleStream.concat(Arrays.stream(row.values()), DoubleStream.of(row.marked())).toArray());
      if (all.length == 0) return new Scale(0, 1, false);
      double low = all[0], high = all[all.length - 1];
      boolean log = low > 0 && high / low > Math.pow(10, DECADES);
      if (log) return new Scale(Math.log10(low), Math.log10(high), true);
      double least = Math.max(Math.abs(high), 1e-9) * 1e-3;
      return high - low < least ? new Scale(low - least, high + least, false) : new Scale(low, high, false);
    }

    /** Where {@code v} lies; what is beyond the ends (a bar's, below 0 on a log scale) lies on them. */
    double place(double v) {
      double at = !log ? v : v > 0 ? Math.log10(v) : Double.NEGATIVE_INFINITY, margin = (high - low) * 0.04;
      double part = (Math.min(Math.max(at, low - margin), high + margin) - low) / (high - low);
      return LEFT + 30 + part * (WIDTH - RIGHT - LEFT - 60);
    }

    List<Double> ticks() {
      double step = log ? Math.max(1, Math.ceil((high - low) / TICKS)) : SvgFigure.Axis.step((high - low) / TICKS);
      List<Double> ticks = new ArrayList<>();
      for (double i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) ticks.add(log ? Math.pow(10, i * step) : i * step);
      return ticks;
    }

    String label(double v) {
      return log ? String.format(Locale.ROOT, "1e%d", Math.round(Math.log10(v))) : SvgFigure.Axis.plain(v);
    }
  }
}

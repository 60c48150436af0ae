package kerava.plots;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.util.Locale;

/** What draws a picture's lines, dots and words, so that a picture is described once for SVG and PNG. */
interface Pen {
  void line(double x1, double y1, double x2, double y2, double width, Color color);

  void dot(double x, double y, double radius, Color color);

  /** {@code anchor}: which part of the text stands at x: 0 its start, 0.5 its middle, 1 its end. */
  void text(double x, double y, double anchor, int size, boolean bold, String text);

  /** Writes SVG with real text, in the viewer's fonts. */
  record Svg(StringBuilder svg) implements Pen {
    static Svg of(int width, int height) {
      Svg pen = new Svg(new StringBuilder());
      pen.add(
          "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0 %1$d %2$d\" font-family=\"sans-serif\" "
              + "fill=\"%3$s\">\n<rect width=\"%1$d\" height=\"%2$d\" fill=\"#ffffff\"/>\n",
          width, height, hex(ChartStyle.INK));
      return pen;
    }

    @Override public void line(double x1, double y1, double x2, double y2, double width, Color color) {
      add("<path d=\"M%.1f %.1f L%.1f %.1f\" stroke=\"%s\" stroke-width=\"%.1f\"/>\n", x1, y1, x2, y2, hex(color), width);
    }

    @Override public void dot(double x, double y, double radius, Color color) {
      add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\" fill-opacity=\"%.2f\"/>\n", x, y, radius, hex(color),
          color.getAlpha() / 255.0);
    }

    @Override public void text(double x, double y, double anchor, int size, boolean bold, String text) {
      String safe = text.replaceAll("\\p{Cntrl}", " ").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
      String part = anchor == 0 ? "start" : anchor == 1 ? "end" : "middle";
      add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%d\"%s>%s</text>\n", x, y, part, size,
          bold ? " font-weight=\"bold\"" : "", safe);
    }

    /** The whole picture. */
    String end() { return svg + "</svg>\n"; }

    private void add(String format, Object... args) { svg.append(String.format(Locale.ROOT, format, args)); }

    private static String hex(Color c) { return String.format(Locale.ROOT, "#%06x", c.getRGB() & 0xFFFFFF); }
  }

  /** Paints. */
  record Brush(Graphics2D g) implements Pen {
    public Brush { g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON); }

    @Override public void line(double x1, double y1, double x2, double y2, double width, Color color) {
      g.setColor(color);
      g.setStroke(new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
      g.draw(new Line2D.Double(x1, y1, x2, y2));
    }

    @Override public void dot(double x, double y, double radius, Color color) {
      g.setColor(color);
      g.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
    }

    @Override public void text(double x, double y, double anchor, int size, boolean bold, String text) {
      if (text.isBlank()) return;
      TextLayout layout = new TextLayout(text, new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, size), g.getFontRenderContext());
      g.setColor(ChartStyle.INK);
      g.fill(layout.getOutline(AffineTransform.getTranslateInstance(x - anchor * layout.getAdvance(), y)));
    }
  }
}

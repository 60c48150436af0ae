package kerava.plots;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.AWTError;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import kerava.KeravaException;
import org.knowm.xchart.XYChart;

/** Charts side by side in one image, and its way into files. */
record Figure(List<XYChart> panels) {
  private static final int PNG_SCALE = 2, TITLE_HEIGHT = 50;

  private interface Drawing { void write(OutputStream out) throws IOException; }

  /**
   * Writes {@code base.svg} and {@code base.png} (two pixels a unit), each beside its place first and then moved there: what stood there stays whole until then.
   *
   * @return the files written: both, or the SVG alone where Java can measure text but not paint it
   * @throws KeravaException if the folder cannot be written, or no fonts are to be had, without which not even the SVG can be laid out
   */
  List<Path> write(Path base) {
    Path svg = base.resolveSibling(base.getFileName() + ".svg"), png = base.resolveSibling(base.getFileName() + ".png");
    List<Path> written = new ArrayList<>();
    try {
      if (base.toAbsolutePath().getParent() != null) Files.createDirectories(base.toAbsolutePath().getParent());
      replace(svg, this::svg);
      written.add(svg);
      replace(png, this::png);
      written.add(png);
    } catch (IOException e) {
      throw new KeravaException(base + ": the plot cannot be written (" + e + "); check the folder", e);
    } catch (LinkageError | InternalError | AWTError | RuntimeException e) {
      throw new KeravaException(base + ": Java cannot draw text here (" + e + "), written so far: " + written
          + "; install fontconfig and a font (apt-get install fontconfig fonts-dejavu-core), and run with -Djava.awt.headless=true", e);
    }
    return written;
  }

  private void svg(OutputStream out) throws IOException {
    VectorGraphics2D g = new VectorGraphics2D();
    paint(g);
    new SVGProcessor().getDocument(g.getCommands(), new PageSize(0, 0, width(), height())).writeTo(out);
  }

  private void png(OutputStream out) throws IOException {
    BufferedImage image = new BufferedImage(PNG_SCALE * width(), PNG_SCALE * height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    g.scale(PNG_SCALE, PNG_SCALE);
    paint(g);
    g.dispose();
    if (!ImageIO.write(image, "png", out)) throw new IOException("this Java has no PNG writer");
  }

  private void paint(Graphics2D g) {
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, width(), height());
    for (XYChart panel : panels) {
      title(g, panel);
      g.translate(0, TITLE_HEIGHT);
      panel.paint(g, panel.getWidth(), panel.getHeight());
      g.translate(panel.getWidth(), -TITLE_HEIGHT);
    }
  }

  /** Not XChart's title, whose height depends on its letters: panels side by side must stand level. */
  private static void title(Graphics2D g, XYChart panel) {
    if (panel.getTitle().isBlank()) return;
    TextLayout text = new TextLayout(panel.getTitle(), ChartStyle.TITLE, g.getFontRenderContext());
    double x = (panel.getWidth() - text.getBounds().getWidth()) / 2;
    g.setColor(panel.getStyler().getChartFontColor());
    g.fill(text.getOutline(AffineTransform.getTranslateInstance(x, TITLE_HEIGHT - 8)));
  }

  private int width() { return panels.stream().mapToInt(XYChart::getWidth).sum(); }

  private int height() { return panels.stream().mapToInt(XYChart::getHeight).max().orElse(1) + TITLE_HEIGHT; }

  private static void replace(Path file, Drawing drawing) throws IOException {
    Path beside = file.resolveSibling("." + file.getFileName() + "." + Long.toHexString(System.nanoTime()) + ".tmp");
    try {
      try (OutputStream out = Files.newOutputStream(beside)) {
        drawing.write(out);
      }
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(beside);
    }
  }
}

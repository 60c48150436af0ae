package kerava.plots;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import kerava.KeravaException;
import org.knowm.xchart.XYChart;

/** Charts side by side in one image, and its way into files. */
record Figure(List<XYChart> panels) {
  private static final int PNG_SCALE = 2, TITLE_HEIGHT = 50;
  /** As many pixels as a PNG may have, 400 MB while it is painted. */
  private static final double MOST_PIXELS = 1e8;

  private interface Drawing { void write(OutputStream out) throws IOException; }

  /**
   * Writes {@code base.svg} and {@code base.png} (two pixels a unit, fewer in a very large picture), each beside its place first and then
   * moved there: what stood there stays whole until then.
   * Where Java cannot paint text (no fonts or no fontconfig, as in slim containers) there is only the SVG, and a warning.
   *
   * @throws KeravaException if the folder cannot be written
   */
  Written write(Path base) { return write(base, SvgFigure.of(panels), width(), height(), this::paint); }

  /** One file, .svg or .png by its name. */
  Written writeFile(Path file) { return writeFile(file, SvgFigure.of(panels), width(), height(), this::paint); }

  static Written writeFile(Path file, String text, int width, int height, Consumer<Graphics2D> painter) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    KeravaException.require(name.endsWith(".svg") || name.endsWith(".png"), "%s: a plot must end in .svg or .png; rename it", file);
    try {
      if (file.toAbsolutePath().getParent() != null) Files.createDirectories(file.toAbsolutePath().getParent());
      Optional<String> why = name.endsWith(".png") ? paintingFails() : Optional.empty();
      if (why.isPresent()) throw new KeravaException(noPaint(file, why.get(), "name it .svg"));
      replace(file, out -> {
        if (name.endsWith(".png")) png(out, width, height, painter);
        else out.write(text.getBytes(StandardCharsets.UTF_8));
      });
      return new Written(List.of(file), Optional.empty());
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private static String noPaint(Path png, String why, String instead) {
    return png + ": not written, Java cannot paint text here (" + why + "); " + instead
        + ". For PNG install fontconfig and a font (apt-get "
        + "install fontconfig fonts-dejavu-core), or, if it is the display that fails, run Java with -Djava.awt.headless=true";
  }

  private static KeravaException unwritable(Path file, IOException e) {
    return new KeravaException(file + ": the plot cannot be written (" + e + "); check that the folder exists, may be written and has room",
        e);
  }

  /** The same picture twice: as SVG text, and painted on {@code width} x {@code height} units of white. */
  static Written write(Path base, String text, int width, int height, Consumer<Graphics2D> painter) {
    Path svg = base.resolveSibling(base.getFileName() + ".svg"), png = base.resolveSibling(base.getFileName() + ".png");
    try {
      if (base.toAbsolutePath().getParent() != null) Files.createDirectories(base.toAbsolutePath().getParent());
      replace(svg, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
      Optional<String> warning = paintingFails().map(why -> noPaint(png, why, "the SVG beside it is complete"));
      if (warning.isEmpty()) replace(png, out -> png(out, width, height, painter));
      return new Written(warning.isEmpty() ? List.of(svg, png) : List.of(svg), warning);
    } catch (IOException e) {
      throw unwritable(base, e);
    }
  }

  /**
   * Why a single letter cannot be painted, if so: AWT then throws a linkage error, an internal error, a bare Error or an AWTError, by what
   * is missing.
   */
  private static Optional<String> paintingFails() {
    try {
      Graphics2D g = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
      new TextLayout("x", ChartStyle.TITLE, g.getFontRenderContext()).draw(g, 0, 1);
      g.dispose();
      return Optional.empty();
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (Error | RuntimeException e) {
      Throwable cause = e;
      while (cause.getCause() != null) cause = cause.getCause();
      return Optional.of(cause.toString());
    }
  }

  private static void png(OutputStream out, int width, int height, Consumer<Graphics2D> painter) throws IOException {
    double scale = Math.min(PNG_SCALE, Math.sqrt(MOST_PIXELS / ((double) width * height)));
    BufferedImage image =
        new BufferedImage(Math.max(1, (int) (scale * width)), Math.max(1, (int) (scale * height)), BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    g.scale(scale, scale);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, width, height);
    painter.accept(g);
    g.dispose();
    if (!ImageIO.write(image, "png", out)) throw new IOException("this Java has no PNG writer");
  }

  private void paint(Graphics2D g) {
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

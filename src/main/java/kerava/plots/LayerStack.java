package kerava.plots;

import static kerava.KeravaException.require;

import java.awt.Color;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A model whose layers form a chain: a box a layer, from top to bottom, with its shapes and how many parameters it has. */
public record LayerStack(String name, List<Box> boxes) {
  /** {@code in} empty: the layer is where the samples come in. */
  public record Box(String name, String className, String in, String out, long params) {
    private String title() { return name + " (" + className + ")"; }

    private String shapes() { return in.isEmpty() ? out : in + " → " + out; }

    private String count() { return params == 0 ? "no parameters" : String.format(Locale.ROOT, "%,d parameters", params); }
  }

  private static final int HEIGHT = 66, GAP = 26, TOP = 56, SIDE = 30, INSIDE = 18, LETTER = 10, LEAST = 300, TEXT = 16;
  private static final Color EDGE = new Color(0x888888);

  public LayerStack {
    boxes = List.copyOf(boxes);
    require(!boxes.isEmpty(), "LayerStack: there must be a layer to draw, got none");
  }

  /** Writes {@code base.svg} and {@code base.png}; without fonts on this machine only the SVG, and a warning. */
  public Written write(Path base) {
    return Figure.write(base, svg(), width(), height(), g -> draw(new Pen.Brush(g)));
  }

  /** Writes {@code file} alone, .svg or .png by its name; a PNG without fonts on this machine is a failure. */
  public Written writeFile(Path file) {
    return Figure.writeFile(file, svg(), width(), height(), g -> draw(new Pen.Brush(g)));
  }

  private String svg() {
    Pen.Svg svg = Pen.Svg.of(width(), height());
    draw(svg);
    return svg.end();
  }

  private int height() { return TOP + boxes.size() * (HEIGHT + GAP); }

  /** Wide enough for the longest line, a letter being at most so wide; the two figures share it. */
  private int width() {
    int letters =
        boxes.stream().flatMap(box -> Stream.of(box.title(), box.shapes(), box.count())).mapToInt(LayerStack::cells).max().orElse(0);
    return Math.max(LEAST, Math.max(letters, cells(name)) * LETTER + 2 * INSIDE) + 2 * SIDE;
  }

  /** Letters beyond Latin's count twice. */
  private static int cells(String text) { return text.codePoints().map(c -> c < 0x1100 ? 1 : 2).sum(); }

  private void draw(Pen pen) {
    double middle = width() / 2.0;
    pen.text(middle, 34, 0.5, TEXT + 4, true, name);
    for (int i = 0; i < boxes.size(); i++) {
      int top = TOP + i * (HEIGHT + GAP);
      frame(pen, SIDE, top, width() - SIDE, top + HEIGHT, boxes.get(i).params() > 0 ? ChartStyle.category(0) : EDGE);
      pen.text(middle, top + 20, 0.5, TEXT, true, boxes.get(i).title());
      pen.text(middle, top + 39, 0.5, TEXT - 1, false, boxes.get(i).shapes());
      pen.text(middle, top + 57, 0.5, TEXT - 2, false, boxes.get(i).count());
      if (i < boxes.size() - 1) arrow(pen, middle, top + HEIGHT + 3, top + HEIGHT + GAP - 3);
    }
  }

  private static void frame(Pen pen, double left, double top, double right, double bottom, Color color) {
    pen.line(left, top, right, top, 2, color);
    pen.line(right, top, right, bottom, 2, color);
    pen.line(right, bottom, left, bottom, 2, color);
    pen.line(left, bottom, left, top, 2, color);
  }

  private static void arrow(Pen pen, double x, double from, double to) {
    pen.line(x, from, x, to, 2, EDGE);
    pen.line(x - 5, to - 6, x, to, 2, EDGE);
    pen.line(x + 5, to - 6, x, to, 2, EDGE);
  }
}

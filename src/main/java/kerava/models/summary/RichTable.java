package kerava.models.summary;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The frame of Keras 3's summary as Python's rich 15 draws it: columns of fixed widths, borders between all rows. */
record RichTable(List<String> headers, List<CellText.Side> sides, int[] widths) {
  /** Keras refuses narrower columns. */
  private static final int LEAST = 4;

  private record Layout(List<String> headers, List<CellText.Side> sides, double[] ends, int most) {}

  private static final Layout CHAIN = new Layout(List.of("Layer (type)", "Output Shape", "Param #"),
      List.of(CellText.Side.LEFT, CellText.Side.LEFT, CellText.Side.RIGHT), new double[] {0.45, 0.80, 1.0}, 88);
  private static final Layout CONNECTED = new Layout(List.of("Layer (type)", "Output Shape", "Param #", "Connected to"),
      List.of(CellText.Side.LEFT, CellText.Side.LEFT, CellText.Side.RIGHT, CellText.Side.LEFT), new double[] {0.3, 0.56, 0.74, 1.0}, 108);

  /**
   * A table for a terminal of {@code columns} cells.
   *
   * @throws kerava.KeravaException if Keras finds the terminal too narrow
   */
  static RichTable of(int columns, boolean connected, boolean trainable) {
    Layout layout = connected ? CONNECTED : CHAIN;
    if (trainable) layout = trainable(layout);
    if (!fits(layout, columns)) {
      int more = columns + 1;
      while (!fits(layout, more)) more++;
      require(false, "summary: a table needs a terminal of at least %d columns, got %d", more, columns);
    }
    return new RichTable(layout.headers, layout.sides, drawn(columnWidths(layout, columns)));
  }

  private static Layout trainable(Layout layout) {
    double[] ends = IntStream.rangeClosed(0, layout.ends.length).mapToDouble(i -> i < layout.ends.length ? layout.ends[i] * 0.90 : 1.0)
        .toArray();
    return new Layout(Stream.concat(layout.headers.stream(), Stream.of("Trainable")).toList(),
        Stream.concat(layout.sides.stream(), Stream.of(CellText.Side.CENTER)).toList(), ends, layout.most + 12);
  }

  private static boolean fits(Layout layout, int columns) {
    return columns > LEAST && IntStream.of(columnWidths(layout, columns)).allMatch(width -> width >= LEAST);
  }

  private static int[] columnWidths(Layout layout, int columns) {
    int line = Math.min(layout.most, columns - 4), start = 0;
    int[] widths = new int[layout.ends.length];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = (int) (layout.ends[i] * line) - start;
      start += widths[i];
    }
    return widths;
  }

  /**
   * Keras gives the columns the whole line; padding and borders make that too wide, by 10 with three columns, which rich takes off the
   * columns as evenly as whole numbers allow.
   */
  private static int[] drawn(int[] columnWidths) {
    int n = columnWidths.length, excess = 2 * n + n + 1;
    int[] widths = new int[n];
    for (int i = 0; i < n; i++) {
      int padded = columnWidths[i] + 2, share = Math.min(padded, (int) Math.rint((double) excess / (n - i)));
      widths[i] = padded - share;
      excess -= share;
    }
    return widths;
  }

  void draw(StringBuilder text, List<String[]> rows) {
    border(text, "┏━┳┓");
    cells(text, '┃', headers.toArray(String[]::new));
    border(text, "┡━╇┩");
    for (int i = 0; i < rows.size(); i++) {
      if (i > 0) border(text, "├─┼┤");
      cells(text, '│', rows.get(i));
    }
    border(text, "└─┴┘");
  }

  /** {@code marks}: left end, line, crossing, right end. */
  private void border(StringBuilder text, String marks) {
    for (int i = 0; i < widths.length; i++) text.append(marks.charAt(i == 0 ? 0 : 2)).append(marks.substring(1, 2).repeat(widths[i]));
    text.append(marks.charAt(3)).append('\n');
  }

  /** One row, as many lines high as its highest cell; the header's texts stand on its last line, the others on the first. */
  private void cells(StringBuilder text, char divider, String... fields) {
    List<List<String>> cells = new ArrayList<>();
    for (int i = 0; i < fields.length; i++) cells.add(CellText.cell(fields[i], widths[i] - 2, sides.get(i)));
    int height = cells.stream().mapToInt(List::size).max().orElse(1);
    for (int y = 0; y < height; y++) {
      for (int i = 0; i < fields.length; i++) {
        List<String> cell = cells.get(i);
        int from = divider == '┃' ? height - cell.size() : 0;
        String line = y >= from && y < from + cell.size() ? cell.get(y - from) : " ".repeat(widths[i] - 2);
        text.append(divider).append(' ').append(line).append(' ');
      }
      text.append(divider).append('\n');
    }
  }
}
